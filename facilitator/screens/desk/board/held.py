"""Which board a command is about; it is held until the work is done."""

from uuid import UUID

from sqlalchemy import select

from facilitator.harvest.arranged import point
from facilitator.harvest.model import Board, Proposal
from facilitator.harvest.steps import as_seen, held_board
from facilitator.kit.errors import NotFound
from facilitator.kit.work import Work
from facilitator.notes.model import Note
from facilitator.screens.doors import Guest


def only(point_id: UUID, seen: str) -> dict[UUID, int]:
    """The version that was seen of a point."""
    known = as_seen(seen)
    if point_id not in known:
        raise NotFound
    return {point_id: known[point_id]}


async def board_of(work: Work, guest: Guest, point_id: UUID) -> Board:
    found = await point(work.db, guest.dialogue.id, point_id)
    return await held_board(work, guest.dialogue.id, found.session_id)


async def board_of_notes(work: Work, guest: Guest, notes: list[UUID]) -> Board:
    query = select(Note.session_id).filter_by(id=notes[0], dialogue_id=guest.dialogue.id)
    return await _held(work, guest, await work.db.scalar(query))


async def board_of_proposal(work: Work, guest: Guest, proposal_id: UUID) -> Board:
    query = select(Board.session_id).join(Proposal, Proposal.session_id == Board.session_id)
    mine = query.where(Proposal.id == proposal_id, Board.dialogue_id == guest.dialogue.id)
    return await _held(work, guest, await work.db.scalar(mine))


async def _held(work: Work, guest: Guest, session_id: UUID | None) -> Board:
    if session_id is None:
        raise NotFound
    return await held_board(work, guest.dialogue.id, session_id)
