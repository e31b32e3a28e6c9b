"""What the phone and the table's laptop show alike, and the console and the wall in part."""

from facilitator.screens.parts.cards import (
    CLOCK,
    CLOCKED,
    card,
    card_hears,
    next_table,
    questions,
    slot_questions,
)
from facilitator.screens.parts.concerns import (
    BEFORE,
    HELP,
    MESSAGES,
    NOTES,
    PROGRAMME,
    SEATS,
    at_this_table,
    for_table,
    in_earlier_rounds,
    in_this_round,
)
from facilitator.screens.parts.leaves import before
from facilitator.screens.parts.scenes import (
    Scene,
    destination,
    live_session,
    scene,
    zone_of,
)
from facilitator.screens.parts.talk import help_flag, messages
from facilitator.screens.parts.written import earlier, handed_on, notes

__all__ = [
    "BEFORE",
    "CLOCK",
    "CLOCKED",
    "HELP",
    "MESSAGES",
    "NOTES",
    "PROGRAMME",
    "SEATS",
    "Scene",
    "at_this_table",
    "before",
    "card",
    "card_hears",
    "destination",
    "earlier",
    "for_table",
    "handed_on",
    "help_flag",
    "in_earlier_rounds",
    "in_this_round",
    "live_session",
    "messages",
    "next_table",
    "notes",
    "questions",
    "scene",
    "slot_questions",
    "zone_of",
]
