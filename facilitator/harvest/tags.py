"""What a point of any theme may touch on (R78, R44), rest on (R43), or be related to (R60)."""

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
WORKSTREAMS: Final = {
    "mitigation_programme": N_("Mitigation work programme"),
    "adaptation_goal": N_("Global goal on adaptation"),
    "adaptation_plans": N_("National adaptation plans"),
    "loss_and_damage": N_("Loss and damage"),
    "just_transition_programme": N_("Just transition work programme"),
    "finance_goal": N_("New collective quantified goal on climate finance"),
    "technology": N_("Technology Mechanism"),
    "capacity_building": N_("Capacity-building"),
    "transparency": N_("Enhanced transparency framework"),
    "action_agenda": N_("Global Climate Action Agenda"),
}
TAGS: Final = CROSS_CUTTING | EVIDENCE | WORKSTREAMS
