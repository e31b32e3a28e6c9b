"""Points that are read back to the room: what phones and tables show of them, and answer."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import dialogue
from facilitator.harvest.actions.hearing import sign_off
from facilitator.harvest.actions.supporting import spoken_for, support
from facilitator.harvest.arranged import arranged, point, point_of, reads_back
from facilitator.harvest.points import Heard, Point, Verdict
from facilitator.kit.errors import Forbidden, NotFound, NotNow
from facilitator.kit.words import N_
from facilitator.live.together import once
from facilitator.notes.rules import Stance
from facilitator.screens.answers import done
from facilitator.screens.doors import OneWork, PhoneWriter, TableWriter
from facilitator.screens.note_book import Voice
from facilitator.screens.podium import voices
from facilitator.screens.vantage import AtTable, InHall
from facilitator.tables.queries import table


@dataclass(frozen=True)
class Answer:
    """A point, and what a table said of it for one of its rounds."""

    point: Point
    heard: Heard


class Said(BaseModel):
    """A table's answer."""

    point: UUID
    round: int = Field(ge=0, le=1000)
    verdict: Verdict = Verdict.CONFIRMED
    words: str = Field(default="", max_length=100_000)


async def points(db: AsyncSession, at: InHall | AtTable) -> list[Point]:
    """Those of the live session that are read back now."""
    if at.session is None:
        return []
    session = at.session

    async def read() -> list[Point]:
        if not await reads_back(db, session):
            return []  # and no harvest need be laid out for each note
        found = await arranged(db, await dialogue(db, at.dialogue), session)
        return [each for each in found.points if each.read_back]

    return await once(db, ("read back", session), read)


async def to_answer(db: AsyncSession, at: AtTable) -> list[Answer]:
    """What a table is asked, what waits first."""
    if at.table is None:
        return []
    number = str((await table(db, at.dialogue, at.table)).number)
    found = [
        Answer(each, heard)
        for each in await points(db, at)
        for heard in each.heard
        if heard.table == number
    ]
    return sorted(found, key=lambda each: each.heard.verdict is not Verdict.WAITING)


def share_on(router: APIRouter) -> None:
    """Adds what a phone does: saying that one shares a point or differs, for whom one may speak."""

    @router.post("/points/{position_id}/support/{stance}", status_code=204)
    async def say(
        work: OneWork,
        guest: PhoneWriter,
        position_id: UUID,
        stance: Voice,
        stands_for: Annotated[str, Form(max_length=40)] = "self",
    ) -> Response:
        of = await point_of(work.db, guest.dialogue.id, position_id)
        if of.read_back_at is None:
            raise NotNow(N_("This point is not being read back to the tables."))
        if stands_for not in dict(voices(guest.me, guest.viewer.locale)):
            raise Forbidden
        behalf = spoken_for(guest.me.id, stands_for)
        await support(
            work, of, position_id, behalf, None if stance == "neither" else Stance(stance)
        )
        return done()


def answer_on(router: APIRouter) -> None:
    """Adds what a table's host does: confirming, correcting, dissenting."""

    @router.post("/answers", status_code=204)
    async def answer(work: OneWork, guest: TableWriter, said: Annotated[Said, Form()]) -> Response:
        if guest.viewer.table is None or said.verdict is Verdict.WAITING:
            raise NotFound
        of = await point(work.db, guest.dialogue.id, said.point)
        kept = guest.viewer.table
        await sign_off(work, of, kept, said.round, said.verdict, said.words)
        return done()
