"""The points that open a roundtable and what is said of them, read once for each drawing."""

from collections import Counter

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.floor.queries import signals, signals_by_any_name
from facilitator.harvest import opening
from facilitator.harvest.discussed import belongings
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.opening import Point, opens_with
from facilitator.live.together import once
from facilitator.notes.events import HandOnWritten, NoteChanged, NoteWritten, SupportGiven

__all__ = ["POINTS", "Point", "opens_with", "points", "said_of"]

POINTS = [PointsChanged, NoteWritten, NoteChanged, SupportGiven, HandOnWritten]


async def points(db: AsyncSession, session: DialogueSession, locale: str) -> list[Point]:
    """Those of a session's themes (none where it follows on no other session), then what its
    groups report back."""

    async def read() -> list[Point]:
        found = await opening.points(db, session, locale)
        return [*found, *await opening.reports(db, session)]

    return await once(db, ("points", session.id, locale), read)


async def said_of(
    db: AsyncSession, session: DialogueSession, opened: list[Point]
) -> dict[str, Counter[str]]:
    """{key of a point: {signal: how many people gave it}}, under whatever names the point had."""
    given = await once(db, ("signals", session.id), lambda: signals(db, session.id))
    names: dict[str, list[str]] = {}
    for name, key in (await belongings(db, opened, given)).items():
        names.setdefault(key, []).append(name)
    return {
        key: given[of[0]] if len(of) == 1 else await signals_by_any_name(db, session.id, of)
        for key, of in names.items()
    }
