"""What makes the shared parts untrue, and whom it concerns."""

from typing import Any

from facilitator.dialogues.events import ProgrammeChanged, SessionOpened
from facilitator.messages.events import HelpAsked, HelpCame, MessageSent
from facilitator.notes.events import HandOnWritten, NoteChanged, NoteWritten, SupportGiven
from facilitator.screens.vantage import AtTable
from facilitator.tables.events import PersonArrived, SeatsChanged

PROGRAMME = [ProgrammeChanged, SessionOpened]
MESSAGES = [MessageSent, HelpAsked, HelpCame, *PROGRAMME]
HELP = [HelpAsked, HelpCame, *PROGRAMME]
NOTES = [NoteWritten, NoteChanged, SupportGiven, *PROGRAMME]
BEFORE = [*NOTES, HandOnWritten]
SEATS = [SeatsChanged, PersonArrived]


def at_this_table(event: Any, at: AtTable) -> bool:
    """Does an event about one table concern this one? Events about no table concern all."""
    return not hasattr(event, "table") or event.table == at.table


def in_this_round(event: Any, at: AtTable) -> bool:
    """As `at_this_table`; a note of an earlier round leaves the notes of this one as they are."""
    return at_this_table(event, at) and (getattr(event, "round", None) or at.round) == at.round


def in_earlier_rounds(event: Any, at: AtTable) -> bool:
    """As `at_this_table`, for what earlier groups left: the present round adds nothing to it."""
    number = event.round if isinstance(event, NoteWritten) else None
    return at_this_table(event, at) and (not number or not at.round or number < at.round)


def for_table(event: Any, at: AtTable) -> bool:
    """As `at_this_table`, but what is said to no table in particular is said to all."""
    return getattr(event, "table", None) in (None, at.table)
