"""Moving rounds on from the console. Every press says which version of the round it saw."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel, Field

from facilitator.rounds.actions import move_round
from facilitator.rounds.rules import Move
from facilitator.screens.answers import done
from facilitator.screens.console.open_session import Number, opened
from facilitator.screens.doors import ConsoleWriter, OneWork

router = APIRouter()


class Pressed(BaseModel):
    """What a button says with a press: the version of the round it was drawn from."""

    expected: Annotated[int, Field(ge=0, le=2**31 - 1)]
    minutes: Annotated[int, Field(ge=0, le=120)] = 0


@router.post("/sessions/{session_id}/rounds/{number}/{move}", status_code=204)
async def move_on(
    work: OneWork,
    guest: ConsoleWriter,
    session_id: UUID,
    number: Number,
    move: Move,
    pressed: Annotated[Pressed, Form()],
) -> Response:
    """Makes a move; whoever was overtaken is told by whom (409)."""
    now = await opened(work.db, guest, session_id)
    by = timedelta(minutes=pressed.minutes)
    await move_round(work, now.id, number, move, pressed.expected, by)
    return done()
