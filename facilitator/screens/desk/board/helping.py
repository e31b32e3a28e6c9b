"""Asking the operator's model for help; where there is none, there is nothing here."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response

from facilitator.harvest.actions.helping import Wanted, ask_help
from facilitator.harvest.helping.endpoint import endpoint
from facilitator.harvest.points import Act, Side
from facilitator.kit.errors import NotFound
from facilitator.screens.answers import done
from facilitator.screens.desk.board.held import board_of, board_of_notes
from facilitator.screens.doors import DeskWriter, OneWork


def there_is_a_model() -> None:
    if endpoint() is None:
        raise NotFound


router = APIRouter(
    prefix="/desk/{slug}/board", tags=["desk"], dependencies=[Depends(there_is_a_model)]
)


@router.post("/points/{point_id}/help", status_code=204)
async def help_with_point(
    work: OneWork,
    guest: DeskWriter,
    point_id: UUID,
    act: Annotated[Literal["word", "title"], Form()],
    side: Annotated[Side, Form()] = Side.SAME,
) -> Response:
    """Words for a side of a point, or a title, in the language of whoever asks."""
    board = await board_of(work, guest, point_id)
    wanted = Wanted(Act(act), guest.viewer.locale, point=point_id, side=side)
    await ask_help(work, board, wanted)
    return done()


@router.post("/notes/{note_id}/translation", status_code=204)
async def translate(work: OneWork, guest: DeskWriter, note_id: UUID) -> Response:
    board = await board_of_notes(work, guest, [note_id])
    await ask_help(work, board, Wanted(Act.TRANSLATE, guest.viewer.locale, note=note_id))
    return done()
