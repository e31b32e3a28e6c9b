"""Hearing the tables once more: points are read back to them, and they say what they think."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from facilitator.harvest.actions.judging import STATEMENT_LIMIT
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.model import Board, Placing, Point, Position, SignOff
from facilitator.harvest.points import Verdict
from facilitator.harvest.steps import step
from facilitator.kit.errors import Invalid, NotFound, NotNow
from facilitator.kit.lines import one_line
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.model import Note


async def read_back(work: Work, board: Board, seen: Mapping[UUID, int], on: bool) -> None:
    """Sends points to the tables that said them, or takes them back from there."""
    async with step(work, board, "read-back" if on else "no-read-back", seen) as doing:
        for point in doing.points.values():
            point.read_back_at = work.now if on else None


async def sign_off(
    work: Work,
    point: Point,
    table: UUID,
    round_: int,
    verdict: Verdict,
    words: str,
) -> None:
    """A table's verdict for one of its rounds; its last word counts.

    Raises NotFound where that table said no such thing in that round, NotNow where the point is
    not read back, Invalid for a correction or dissent without words.
    """
    if point.read_back_at is None:
        raise NotNow(N_("This point is not being read back to the tables."))
    if not await _was_said(work, point, table, round_):
        raise NotFound
    said = one_line(words, STATEMENT_LIMIT)
    if verdict is not Verdict.CONFIRMED and not said:
        raise Invalid(N_("Say in a sentence what your table meant."))
    query = select(SignOff).filter_by(point_id=point.id, table_id=table, round_number=round_)
    found = await work.db.scalar(query)
    if found is None:
        found = SignOff(point_id=point.id, table_id=table, round_number=round_)
        work.db.add(found)
    found.verdict, found.words, found.by, found.at = verdict, said, work.actor, work.now
    work.record(PointsChanged(point.dialogue_id, point.session_id))


async def _was_said(work: Work, point: Point, table: UUID, round_: int) -> bool:
    query = (
        select(Note.id)
        .join(Placing, Placing.note_id == Note.id)
        .join(Position, Position.id == Placing.position_id)
        .where(Position.point_id == point.id, Note.withdrawn_at.is_(None))
        .where(Note.table_id == table, Note.round_number == round_)
    )
    return await work.db.scalar(query.limit(1)) is not None
