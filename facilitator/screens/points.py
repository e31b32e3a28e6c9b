"""The points that open a roundtable, read once for each drawing."""

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.harvest import opening
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.opening import Point, opens_with
from facilitator.live.together import once
from facilitator.notes.events import NoteChanged, NoteWritten, SupportGiven

__all__ = ["POINTS", "Point", "opens_with", "points"]

POINTS = [PointsChanged, NoteWritten, NoteChanged, SupportGiven]


async def points(db: AsyncSession, session: DialogueSession, locale: str) -> list[Point]:
    """Those of a session's themes; none where it follows on no other session."""
    key = ("points", session.id, locale)
    return await once(db, key, lambda: opening.points(db, session, locale))
