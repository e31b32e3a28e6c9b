"""The notes that earlier groups left at a table: a leaf for each round, drawn once.

When a round ends, thousands turn to tables where some sixty notes lie already. Those stay as they
are until somebody writes at one of them, so they are neither read nor drawn for each round anew.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.events import Event
from facilitator.kit.pages import render
from facilitator.live.together import shelf, together
from facilitator.messages.events import HelpAsked, HelpCame, MessageSent
from facilitator.notes.events import NoteChanged, NoteWritten, SupportGiven
from facilitator.notes.queries import Shown, at_tables
from facilitator.people.events import ParticipantJoined
from facilitator.rounds.events import BellRung, ClockSet, RoundMoved
from facilitator.screens.parts.written import handed_on
from facilitator.screens.vantage import AtTable
from facilitator.tables.events import SeatsChanged

AT_A_STRETCH = 128  # tables whose notes are read at once
LEFT_ALONE = (
    *(RoundMoved, ClockSet, BellRung, SeatsChanged),
    *(MessageSent, HelpAsked, HelpCame, ParticipantJoined),
)


class Leaf(NamedTuple):
    """How many notes there are, and what they look like."""

    size: int
    notes: Markup


Leaves = dict[UUID | None, dict[tuple[int, str], Leaf]]  # by table, round and language


async def before(db: AsyncSession, at: AtTable) -> dict[str, Any] | None:
    """What earlier groups left at this table: the host's card, and their notes."""
    if at.table is None or at.round is None:
        return None
    leaves: Leaves = shelf(db, sweep)
    there = leaves.setdefault(at.table, {})
    earlier = {}
    for number in range(at.round - 1, 0, -1):
        leaf = there.get((number, at.locale)) or await _leaf(db, at, at.table, number)
        if leaf.size:
            earlier[number] = leaf
    card = await handed_on(db, at, at.round - 1)
    return {"card": card, "earlier": earlier} if card or earlier else None


async def _leaf(db: AsyncSession, at: AtTable, table: UUID, number: int) -> Leaf:
    leaves: Leaves = shelf(db, sweep)
    key = number, at.locale

    def wanted(other: Any) -> UUID | None:
        alike = isinstance(other, AtTable) and other.round and other.round > number
        return other.table if alike and key not in leaves.get(other.table, ()) else None

    async def read(tables: set[UUID]) -> dict[UUID, list[Shown]]:
        return {each: some for each, some in (await at_tables(db, tables, number)).items() if each}

    found = await together(db, ("leaf", number), table, wanted, read, AT_A_STRETCH)
    there = leaves.setdefault(table, {})
    there[key] = _drawn(found or [], at.locale)
    return there[key]


def _drawn(notes: Sequence[Shown], locale: str) -> Leaf:
    drawn = render("phone/earlier.html", locale, notes=notes) if notes else ""
    return Leaf(len(notes), Markup(drawn))  # noqa: S704 - our own template


def sweep(event: Event, leaves: Leaves) -> None:
    """Takes away what an event may have changed: of a new note its round, of another its table."""
    if isinstance(event, NoteWritten):
        there = leaves.get(event.table, {})
        for key in [each for each in there if event.round in (None, each[0])]:
            del there[key]
    elif isinstance(event, NoteChanged | SupportGiven):
        leaves.pop(event.table, None)
    elif not event.is_talk and not isinstance(event, LEFT_ALONE):
        leaves.clear()
