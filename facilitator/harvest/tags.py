"""What a point of any theme may touch on (R78, R44), and what it may rest on (R43)."""

from typing import Final

from facilitator.kit.words import N_

CROSS_CUTTING: Final = {
    "human_rights": N_("Human rights"),
    "indigenous_peoples": N_("Indigenous Peoples"),
    "workers": N_("Workers"),
    "gender": N_("Gender equality"),
    "social_inclusion": N_("Social inclusion"),
    "youth": N_("Youth and future generations"),
    "just_transition": N_("Just transition"),
    "response_measures": N_("Response measures"),
    "other_agreements": N_("Other agreements"),
    "equity": N_("Equity"),
    "best_science": N_("Best available science"),
}
EVIDENCE: Final = {
    "ipcc": N_("IPCC"),
    "other_science": N_("Other science"),
    "indigenous_knowledge": N_("Indigenous or local knowledge"),
    "practice": N_("Practice"),
}
TAGS: Final = CROSS_CUTTING | EVIDENCE
