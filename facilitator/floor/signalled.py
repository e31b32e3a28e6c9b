"""Who shares, differs or has a question about what is spoken of now (R33)."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import String, cast, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.floor.model import Floor, FloorSignal, Speech
from facilitator.floor.queries import A_FEW

SPEECH = "speech-"  # and its number: what a signal on a speech is about

Signalled = tuple[tuple[str, str], ...]  # (speech or point, signal)


async def signalled(
    db: AsyncSession, session_id: UUID, people: Collection[UUID] | None
) -> dict[UUID, Signalled]:
    """{person: what they say of the running speech and of the point under discussion}; of a
    crowd, or (None), everybody's word is read."""
    running = literal(SPEECH) + cast(Speech.number, String)
    query = (
        select(FloorSignal.participant_id, FloorSignal.about, FloorSignal.signal)
        .join(Floor, Floor.session_id == FloorSignal.session_id)
        .outerjoin(Speech, Speech.id == Floor.speech_id)
        .where(Floor.session_id == session_id)
        .where(or_(FloorSignal.about == Floor.topic, FloorSignal.about == running))
        .order_by(FloorSignal.about)
    )
    if people is not None and len(people) <= A_FEW:
        query = query.where(FloorSignal.participant_id.in_(people))
    found: dict[UUID, Signalled] = {}
    for person, about, signal in await db.execute(query):
        found[person] = (*found.get(person, ()), (about, signal))
    return found
