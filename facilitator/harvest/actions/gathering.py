"""Laying what the machine found on the board, and never where a person has arranged."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import questions
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.model import Board, Placing, Point, Position
from facilitator.harvest.points import Harvest
from facilitator.harvest.points import Point as Found
from facilitator.harvest.points import Position as Side
from facilitator.kit.work import Work


async def held_board(work: Work, dialogue: Dialogue, session_id: UUID) -> Board:
    """The board of a session, made where there is none, held until the work is done."""
    query = select(Board).filter_by(session_id=session_id).with_for_update()
    found = await work.db.scalar(query.execution_options(populate_existing=True))
    if found is None:
        found = Board(session_id=session_id, dialogue_id=dialogue.id)
        work.db.add(found)
        await work.db.flush()
    return found


async def lay(work: Work, dialogue: Dialogue, session_id: UUID, found: Harvest) -> None:
    """Lays a harvest of notes that lie nowhere yet."""
    board = await held_board(work, dialogue, session_id)
    board.method, board.gathered_at, board.asked_at = found.method, work.now, None
    query = select(Placing.note_id).filter_by(session_id=session_id)
    taken = {str(each) for each in await work.db.scalars(query)}
    asked = {each.key: each.id for each in await questions(work.db, dialogue.id)}
    for place, each in enumerate(found.points, 1):
        if not taken & set(each.notes):
            await _lay_point(work, board, each, place, asked.get(each.question))
    _place(work, session_id, (n for n in found.parked if n not in taken), None)
    work.record(PointsChanged(dialogue.id, session_id))


async def _lay_point(
    work: Work, board: Board, found: Found, place: int, question: UUID | None
) -> None:
    point = Point(
        dialogue_id=board.dialogue_id,
        session_id=board.session_id,
        question_id=question,
        place=place,
        mixed=found.mixed,
    )
    work.db.add(point)
    await work.db.flush()
    for each in found.positions:
        await _lay_position(work, board, point, each)


async def _lay_position(work: Work, board: Board, point: Point, found: Side) -> None:
    position = Position(point_id=point.id, side=found.side, spoken_by=UUID(found.spoken_by))
    work.db.add(position)
    await work.db.flush()
    _place(work, board.session_id, found.notes, position.id)


def _place(work: Work, session_id: UUID, notes: Iterable[str], position: UUID | None) -> None:
    work.db.add_all(
        Placing(note_id=UUID(note), session_id=session_id, position_id=position, rank=rank)
        for rank, note in enumerate(notes)
    )
