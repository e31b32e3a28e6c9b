"""What chairs do with the points of the café: on the wall, and linked to speeches (R27)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.floor.actions import topics
from facilitator.floor.queries import signals, topics_of
from facilitator.harvest.discussed import belongings
from facilitator.harvest.opening import Point
from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_
from facilitator.screens.answers import done
from facilitator.screens.console.floor_acts import Expected, Session
from facilitator.screens.doors import OneWork
from facilitator.screens.points import points

router = APIRouter(prefix="/sessions/{session_id}/floor")
Key = Annotated[str, Form(max_length=200)]


@router.post("/point", status_code=204)
async def turn_to(work: OneWork, session: Session, expected: Expected, topic: Key = "") -> Response:
    """Puts a point of the café under discussion, or (none) takes it off the wall."""
    named = await _named(work.db, session, topic) if topic else None
    await topics.turn_to(work, session, named, expected)
    return done()


@router.post("/speeches/{speech_id}/links/{on}", status_code=204)
async def link(
    work: OneWork, session: Session, speech_id: UUID, on: bool, topic: Key, expected: Expected
) -> Response:
    """Says that a speech took up a point, or did not."""
    point = await _point(work.db, session, topic)
    named = {point.note} if on else await _names(work.db, session, speech_id, point)
    await topics.link(work, session, speech_id, named, on, expected)
    return done()


async def _named(db: AsyncSession, session: DialogueSession, key: str) -> str:
    """The topic of a point: the one it was given before, so that signals on it go on counting."""
    point = await _point(db, session, key)
    before = await belongings(db, [point], list(await signals(db, session.id)))
    return min(before, default=point.note)


async def _point(db: AsyncSession, session: DialogueSession, key: str) -> Point:
    known = {each.key: each for each in await points(db, session, "en")}
    if key not in known:
        raise NotNow(N_("This point was gathered anew. Look at the points again."))
    return known[key]


async def _names(
    db: AsyncSession, session: DialogueSession, speech_id: UUID, point: Point
) -> set[str]:
    """The topics under which a speech was linked to a point."""
    linked = (await topics_of(db, session.id)).get(speech_id, [])
    of = await belongings(db, [point], linked)
    return {topic for topic in linked if topic in of}
