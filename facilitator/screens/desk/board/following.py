"""Saying at the board what becomes of a point after the dialogue."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel, Field

from facilitator.harvest.actions.following import follow_up
from facilitator.harvest.following import FollowUp, FollowUpStatus
from facilitator.screens.answers import done
from facilitator.screens.desk.board.held import board_of, only
from facilitator.screens.doors import DeskWriter, OneWork

router = APIRouter(prefix="/desk/{slug}/board", tags=["desk"])
Words = Annotated[str, Field(max_length=10_000)]


class Typed(BaseModel):
    """What was typed into the form, and the point as it was seen."""

    taken_up: Words = ""
    by_when: Words = ""
    indicator: Words = ""
    status: FollowUpStatus = FollowUpStatus.OPEN
    seen: str = Field(default="", max_length=4000)


@router.post("/points/{point_id}/follow-up", status_code=204)
async def follow(
    work: OneWork, guest: DeskWriter, point_id: UUID, typed: Annotated[Typed, Form()]
) -> Response:
    """Who takes a point up, by when, and how far they are; nothing typed: nobody does."""
    board = await board_of(work, guest, point_id)
    said = FollowUp(**typed.model_dump(exclude={"seen"}))
    await follow_up(work, board, only(point_id, typed.seen), said)
    return done()
