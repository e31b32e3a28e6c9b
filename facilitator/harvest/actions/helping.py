"""Asking a language model for help, keeping what it answered, and taking it: by a person only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from facilitator.harvest.actions.judging import entitle, put_in_words
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.helping.jobs import Answer
from facilitator.harvest.model import Board, Placing, Position, Proposal
from facilitator.harvest.points import Act, Side
from facilitator.harvest.rules import Decision
from facilitator.kit.errors import Conflict, TooMany
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.model import Note

MOST = 10  # jobs of a board that wait
WAITING = (Decision.ASKED, Decision.ASKING)


@dataclass(frozen=True)
class Wanted:
    """What is asked: of a side of a point, or of a note; in which language."""

    act: Act
    locale: str
    point: UUID | None = None
    side: Side = Side.SAME
    note: UUID | None = None


async def ask_help(work: Work, board: Board, wanted: Wanted) -> None:
    """Puts a job in line, in place of what the model answered to it before.

    Raises TooMany where enough wait already.
    """
    query = select(Proposal).filter_by(
        session_id=board.session_id,
        act=wanted.act,
        point_id=wanted.point,
        note_id=wanted.note,
    )
    kept = (*WAITING, Decision.OPEN, Decision.FAILED)
    for each in await work.db.scalars(query.where(Proposal.state.in_(kept))):
        if (each.reason["side"], each.reason["locale"]) == (wanted.side, wanted.locale):
            if each.state in WAITING:
                return
            await work.db.delete(each)
    await _refuse_crowd(work, board)
    work.db.add(
        Proposal(
            session_id=board.session_id,
            act=wanted.act,
            note_id=wanted.note,
            point_id=wanted.point,
            likeness=0.0,
            reason={"side": wanted.side, "locale": wanted.locale},
            state=Decision.ASKED,
            decided_by=work.actor,
            decided_at=work.now,
        )
    )
    work.record(PointsChanged(board.dialogue_id, board.session_id))


async def next_job(work: Work, patience: float) -> Proposal | None:
    """The job that has waited longest, now being asked; also one whose worker died over it."""
    forsaken = work.now - timedelta(seconds=2 * patience)
    left = and_(Proposal.state == Decision.ASKING, Proposal.decided_at < forsaken)
    query = select(Proposal).where(or_(Proposal.state == Decision.ASKED, left))
    found = await work.db.scalar(
        query.order_by(Proposal.decided_at, Proposal.id).limit(1).with_for_update(skip_locked=True)
    )
    if found:
        found.state, found.decided_at = Decision.ASKING, work.now
    return found


async def keep_answer(work: Work, job: UUID, told: Answer | Mapping[str, Any], model: str) -> None:
    """What came of a job: an answer, or why there is none; nothing where nobody waits any more."""
    found = await work.db.get(Proposal, job, with_for_update=True)
    if found is None or found.state != Decision.ASKING:
        return
    if isinstance(told, Answer):
        more = {"words": told.words, "notes": list(told.notes), "model": model}
        found.reason, found.state = found.reason | more, Decision.OPEN
    else:
        found.reason, found.state = found.reason | {"why": dict(told)}, Decision.FAILED
    board = await work.db.get_one(Board, found.session_id)
    work.record(PointsChanged(board.dialogue_id, board.session_id))


async def take_help(work: Work, board: Board, proposal: Proposal, seen: Mapping[UUID, int]) -> None:
    """Lets a model's words in. Raises Conflict where a note they rest on lies there no more."""
    told = proposal.reason
    if proposal.act == Act.TRANSLATE:
        return  # it stands beside its note as long as it is accepted
    side = Side(told["side"])
    await _refuse_stale(work, proposal, side)
    if proposal.act == Act.TITLE:
        await entitle(work, board, seen, told["words"], helped=True)
    else:
        await put_in_words(work, board, seen, side, told["words"], helped=True)


async def _refuse_crowd(work: Work, board: Board) -> None:
    query = select(func.count()).select_from(Proposal).filter_by(session_id=board.session_id)
    waiting = await work.db.scalar(query.where(Proposal.state.in_(WAITING)))
    if (waiting or 0) >= MOST:
        raise TooMany(
            N_("The model has much to do already. Ask again when it has answered."), wait=10
        )


async def _refuse_stale(work: Work, proposal: Proposal, side: Side) -> None:
    query = (
        select(Placing.note_id)
        .join(Position, Position.id == Placing.position_id)
        .join(Note, Note.id == Placing.note_id)
        .where(Position.point_id == proposal.point_id, Note.withdrawn_at.is_(None))
    )
    if proposal.act == Act.WORD:
        query = query.where(Position.side == side)
    there = {str(each) for each in await work.db.scalars(query)}
    if not set(proposal.reason["notes"]) <= there:
        raise Conflict(N_("The notes of this point have changed since. Ask the model again."))
