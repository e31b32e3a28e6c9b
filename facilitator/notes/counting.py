"""Hands counted at a table, for those who have no phone at hand: a host asks who shares a note."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.work import Work
from facilitator.notes.events import SupportGiven
from facilitator.notes.model import Note, Support
from facilitator.notes.rules import Stance


async def hands_of(db: AsyncSession, note: Note) -> dict[UUID, Stance]:
    """{participant: stance} of the hands that were counted; people's own words are not told."""
    query = select(Support).filter_by(note_id=note.id)
    found = await db.scalars(query.where(Support.counted_by.is_not(None)))
    return {each.participant_id: Stance(each.stance) for each in found}


async def count_hands(
    work: Work, note: Note, asked: Collection[UUID], hands: Mapping[UUID, Stance]
) -> None:
    """What those who were `asked` say of a note, by a show of hands; none: neither.

    The author's voice is in the note already, and what somebody said on their own phone stands.
    """
    query = select(Support).filter_by(note_id=note.id).where(Support.participant_id.in_(asked))
    given = {each.participant_id: each for each in await work.db.scalars(query)}
    for person in set(asked) - {note.author_id}:
        found, stance = given.get(person), hands.get(person)
        if found is None and stance:
            more = {"stance": stance, "at": work.now, "counted_by": work.actor}
            work.db.add(Support(note_id=note.id, participant_id=person, **more))
        elif found and found.counted_by and stance is None:
            await work.db.delete(found)
        elif found and found.counted_by and stance:
            found.stance, found.at, found.counted_by = stance, work.now, work.actor
    await work.db.flush()
    work.record(SupportGiven(note.dialogue_id, note.id, note.table_id))
