"""What the kinds of notes are called, and which one is called so."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from facilitator.kit.text import plain
from facilitator.kit.words import LOCALES, N_, say
from facilitator.notes.rules import NoteKind as Kind

CALLED: Final[Mapping[Kind, str]] = {
    Kind.PROGRESS: N_("Progress"),
    Kind.GAP: N_("Gap"),
    Kind.CHALLENGE: N_("Challenge"),
    Kind.GOOD_PRACTICE: N_("Good practice"),
    Kind.LESSON_LEARNED: N_("Lesson learned"),
    Kind.OPPORTUNITY: N_("Opportunity"),
    Kind.SOLUTION: N_("Solution"),
    Kind.MEASURE: N_("Measure"),
    Kind.QUESTION: N_("Question"),
    Kind.PLAIN: N_("No kind given"),
    Kind.OFF_TOPIC: N_("Off topic"),
    Kind.DIVERGENT_VIEW: N_("Differing view"),
}


def kind_called(typed: str) -> Kind | None:
    """By its code, or by its name in any of the house's languages."""
    return _names().get(plain(typed))


@cache
def _names() -> Mapping[str, Kind]:
    names = {plain(say(name, at)): kind for kind, name in CALLED.items() for at in LOCALES}
    return names | {plain(kind.replace("_", " ")): kind for kind in Kind if kind}
