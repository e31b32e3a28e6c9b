"""The points that open a roundtable, read once for each drawing."""

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.harvest import opening
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.opening import Point, opens_with
from facilitator.live.together import once
from facilitator.notes.events import HandOnWritten, NoteChanged, NoteWritten, SupportGiven

__all__ = ["POINTS", "Point", "opens_with", "points"]

POINTS = [PointsChanged, NoteWritten, NoteChanged, SupportGiven, HandOnWritten]


async def points(db: AsyncSession, session: DialogueSession, locale: str) -> list[Point]:
    """Those of a session's themes (none where it follows on no other session), then what its
    groups report back."""

    async def read() -> list[Point]:
        found = await opening.points(db, session, locale)
        return [*found, *await opening.reports(db, session)]

    return await once(db, ("points", session.id, locale), read)
