"""What people do at the board. Every command names the points it was decided on, as they were."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel, Field

from facilitator.dialogues.queries import session_of
from facilitator.harvest.actions.arranging import merge, move_notes, oppose, park, split
from facilitator.harvest.actions.deciding import accept_all, decide
from facilitator.harvest.actions.gathering import ask_to_gather
from facilitator.harvest.actions.hearing import read_back
from facilitator.harvest.actions.judging import (
    admit,
    entitle,
    mark_divergent,
    promote,
    put_in_words,
    rest_on,
    tag,
)
from facilitator.harvest.actions.supporting import named, support
from facilitator.harvest.actions.undoing import undo
from facilitator.harvest.arranged import point
from facilitator.harvest.points import Side
from facilitator.harvest.steps import as_seen, held_board, positions
from facilitator.kit.errors import NotFound
from facilitator.kit.words import lines_in
from facilitator.notes.queries import held
from facilitator.notes.rules import Stance
from facilitator.screens.answers import done
from facilitator.screens.desk.board.held import (
    board_of,
    board_of_notes,
    board_of_proposal,
    only,
)
from facilitator.screens.doors import DeskWriter, OneWork
from facilitator.screens.note_book import Voice

router = APIRouter(prefix="/desk/{slug}/board", tags=["desk"])
MARKS = {
    "finding": promote,
    "divergent": mark_divergent,
    "settled": mark_divergent,
    "read-back": read_back,
}
Seen = Annotated[str, Form(max_length=4000)]


class Chosen(BaseModel):
    """Notes, and the points they lie in as they were seen (`id:version,…`)."""

    notes: list[UUID] = Field(min_length=1, max_length=500)
    seen: str = Field(default="", max_length=4000)


class Moved(Chosen):
    to: UUID
    side: Side = Side.SAME


@router.post("/gathering", status_code=204)
async def gather(
    work: OneWork, guest: DeskWriter, session: Annotated[str, Form(max_length=80)]
) -> Response:
    of = await session_of(work.db, guest.dialogue.id, session)
    await ask_to_gather(work, guest.dialogue, of.id)
    return done()


@router.post("/notes/move", status_code=204)
async def move(work: OneWork, guest: DeskWriter, moved: Annotated[Moved, Form()]) -> Response:
    board = await board_of_notes(work, guest, moved.notes)
    await move_notes(work, board, as_seen(moved.seen), moved.notes, moved.to, moved.side)
    return done()


@router.post("/notes/point", status_code=204)
async def found(work: OneWork, guest: DeskWriter, chosen: Annotated[Chosen, Form()]) -> Response:
    """A point of their own for these notes."""
    board = await board_of_notes(work, guest, chosen.notes)
    await split(work, board, as_seen(chosen.seen), chosen.notes)
    return done()


@router.post("/notes/parking", status_code=204)
async def set_aside(
    work: OneWork, guest: DeskWriter, chosen: Annotated[Chosen, Form()]
) -> Response:
    board = await board_of_notes(work, guest, chosen.notes)
    await park(work, board, as_seen(chosen.seen), chosen.notes)
    return done()


@router.post("/notes/{note_id}/evidence", status_code=204)
async def rest(
    work: OneWork,
    guest: DeskWriter,
    note_id: UUID,
    tag: Annotated[str, Form(max_length=80)],
    on: Annotated[bool, Form()] = False,
) -> Response:
    """What a note rests on, tag by tag."""
    await rest_on(work, await held(work.db, guest.dialogue.id, note_id), tag, on)
    return done()


@router.post("/points/{point_id}/{how}/{other_id}", status_code=204)
async def join(
    work: OneWork,
    guest: DeskWriter,
    point_id: UUID,
    how: Literal["merge", "oppose"],
    other_id: UUID,
    seen: Seen = "",
) -> Response:
    """Takes another point in as saying the same, or as the other side."""
    await point(work.db, guest.dialogue.id, other_id)
    board = await board_of(work, guest, point_id)
    act = merge if how == "merge" else oppose
    await act(work, board, as_seen(seen), point_id, other_id)
    return done()


@router.post("/points/{point_id}/words", status_code=204)
async def word(
    work: OneWork,
    guest: DeskWriter,
    point_id: UUID,
    words: Annotated[str, Form(max_length=100_000)] = "",
    side: Annotated[Side, Form()] = Side.SAME,
    seen: Seen = "",
) -> Response:
    board = await board_of(work, guest, point_id)
    await put_in_words(work, board, only(point_id, seen), side, words)
    return done()


@router.post("/points/{point_id}/title", status_code=204)
async def name(
    work: OneWork,
    guest: DeskWriter,
    point_id: UUID,
    title: Annotated[str, Form(max_length=10_000)] = "",
    seen: Seen = "",
) -> Response:
    board = await board_of(work, guest, point_id)
    await entitle(work, board, only(point_id, seen), title)
    return done()


@router.post("/points/{point_id}/tags", status_code=204)
async def touch_on(
    work: OneWork,
    guest: DeskWriter,
    point_id: UUID,
    tags: Annotated[list[str] | None, Form()] = None,
    seen: Seen = "",
) -> Response:
    board = await board_of(work, guest, point_id)
    await tag(work, board, only(point_id, seen), tags or [])
    return done()


@router.post("/points/{point_id}/bank", status_code=204)
async def bank(
    work: OneWork,
    guest: DeskWriter,
    point_id: UUID,
    passed: Annotated[list[str] | None, Form()] = None,
    seen: Seen = "",
) -> Response:
    """Into the solutions bank, by the criteria it passes; by none, out of it."""
    board = await board_of(work, guest, point_id)
    criteria = lines_in(guest.dialogue.criteria, guest.viewer.locale)
    await admit(work, board, only(point_id, seen), passed or (), criteria)
    return done()


@router.post("/points/{point_id}/{mark}", status_code=204)
async def judge(
    work: OneWork,
    guest: DeskWriter,
    point_id: UUID,
    mark: Literal["finding", "no-finding", "divergent", "settled", "read-back", "no-read-back"],
    seen: Seen = "",
) -> Response:
    board = await board_of(work, guest, point_id)
    act = MARKS[mark.removeprefix("no-")]
    await act(work, board, only(point_id, seen), mark in ("finding", "divergent", "read-back"))
    return done()


@router.post("/points/{point_id}/sides/{side}/support", status_code=204)
async def back(
    work: OneWork,
    guest: DeskWriter,
    point_id: UUID,
    side: Side,
    who: Annotated[str, Form(max_length=1000)],
    stance: Annotated[Voice, Form()] = "share",
) -> Response:
    """Support that somebody said aloud: of a Party, a group, another."""
    of = await point(work.db, guest.dialogue.id, point_id)
    position = (await positions(work.db, of)).get(side)
    if position is None:
        raise NotFound
    given = None if stance == "neither" else Stance(stance)
    await support(work, of, position.id, named(who), given)
    return done()


@router.post("/proposals/{proposal_id}/{answer}", status_code=204)
async def answer(
    work: OneWork, guest: DeskWriter, proposal_id: UUID, answer: Literal["accept", "refuse"]
) -> Response:
    board = await board_of_proposal(work, guest, proposal_id)
    await decide(work, board, proposal_id, accept=answer == "accept")
    return done()


@router.post("/proposals", status_code=204)
async def accept(
    work: OneWork, guest: DeskWriter, proposals: Annotated[list[UUID], Form(max_length=500)]
) -> Response:
    board = await board_of_proposal(work, guest, proposals[0])
    await accept_all(work, board, proposals)
    return done()


@router.post("/steps/{number}/undo", status_code=204)
async def take_back(
    work: OneWork, guest: DeskWriter, number: int, session: Annotated[str, Form(max_length=80)]
) -> Response:
    of = await session_of(work.db, guest.dialogue.id, session)
    await undo(work, await held_board(work, guest.dialogue.id, of.id), number)
    return done()
