"""What waits for a chair: people without a seat, notes without a table."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.rules import Attribution
from facilitator.notes.events import NoteWritten
from facilitator.notes.queries import unplaced
from facilitator.people.events import ParticipantJoined, RosterChanged
from facilitator.people.queries import named
from facilitator.rounds.seating import SEATED
from facilitator.screens import parts
from facilitator.screens.console.screen import NOTES, ROUNDS, common, console
from facilitator.screens.hall import Hall, hall
from facilitator.screens.vantage import InHall, in_hall
from facilitator.tables.events import SeatsChanged
from facilitator.tables.queries import unseated


@console.region(
    "people", seen=in_hall, on=[SeatsChanged, ParticipantJoined, RosterChanged, *ROUNDS]
)
async def people(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """Who has come and has no seat in the round people are bound for."""
    now = await hall(db, at)
    waiting = await _waiting(db, now) if now else []
    return {**await common(db, at), "waiting": waiting}


async def _waiting(db: AsyncSession, now: Hall) -> list[Any]:
    if now.bound_for is None or now.scene.is_free:
        return []
    number = now.bound_for.number
    return list(await unseated(db, now.scene.dialogue.id, now.scene.session.id, number, SEATED))


@console.region(
    "tray",
    seen=in_hall,
    on=[*NOTES, RosterChanged, *parts.PROGRAMME],
    concerns=lambda event, _: not isinstance(event, NoteWritten) or event.table is None,
)
async def tray(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """Notes that came from a table where their author was not seated: nowhere to be seen yet."""
    notes = await unplaced(db, at.session) if at.session else []
    shared = await common(db, at)
    nameless = shared["dialogue"].attribution == Attribution.NON_ATTRIBUTION
    authors = {} if nameless else await named(db, {each.author_id for each in notes})
    return {**shared, "notes": [(each, authors.get(each.author_id)) for each in notes]}
