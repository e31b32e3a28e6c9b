"""What kind of text a report is: which parts it has, in which order, and how long it may be."""

from enum import StrEnum
from typing import Final

from facilitator.kit.words import N_


class Outline(StrEnum):
    SESSION = "session"
    SYNTHESIS = "synthesis"
    POLICYMAKERS = "policymakers"
    BRIEF = "brief"
    OPTIONS = "options"
    SLIDES = "slides"


NAMES: Final = {
    Outline.SESSION: N_("Summary of a session"),
    Outline.SYNTHESIS: N_("Synthesis over several sessions"),
    Outline.POLICYMAKERS: N_("Summary for policymakers"),
    Outline.BRIEF: N_("One-page brief"),
    Outline.OPTIONS: N_("Table of options"),
    Outline.SLIDES: N_("Points for slides"),
}
TARGETS: Final = {
    Outline.SESSION: 1200,
    Outline.SYNTHESIS: 4000,
    Outline.POLICYMAKERS: 800,
    Outline.BRIEF: 400,
    Outline.OPTIONS: 1200,
    Outline.SLIDES: 500,
}
