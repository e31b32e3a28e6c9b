"""Laying what the machine found on the board, and never where a person has arranged."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import questions
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.model import Placing, Point, PointSupport, Position
from facilitator.harvest.points import Harvest
from facilitator.harvest.points import Point as Found
from facilitator.harvest.points import Position as Side
from facilitator.harvest.snapshots import snapshot
from facilitator.harvest.steps import Doing, held_board, keep
from facilitator.kit.pauses import stretches
from facilitator.kit.work import Work

AT_A_STRETCH = 100  # points


async def ask_to_gather(work: Work, dialogue: Dialogue, session_id: UUID) -> None:
    """Gathering takes seconds: it is asked for here and done outside any work."""
    board = await held_board(work, dialogue.id, session_id)
    if board.asked_at is None:
        board.asked_at, board.asked_by = work.now, work.actor
        work.record(PointsChanged(dialogue.id, session_id))


async def lay(work: Work, dialogue: Dialogue, session_id: UUID, found: Harvest) -> None:
    """Lays a harvest. Points nobody touched are laid anew where they are found otherwise; what a
    person put somewhere stays, and so does what lies in the parking lot."""
    board = await held_board(work, dialogue.id, session_id)
    board.method, board.gathered_at, board.asked_at = found.method, work.now, None
    work.actor = work.actor or board.asked_by
    loose = await _found_otherwise(work, await _untouched(work, session_id), found)
    doing = Doing(work, board, {each.id: each for each in loose}, set(map(UUID, _notes(found))))
    before = await snapshot(work.db, doing.points, doing.notes)
    await _clear(work, loose)
    taken = set(await work.db.scalars(select(Placing.note_id).filter_by(session_id=session_id)))
    asked = {each.key: each.id for each in await questions(work.db, dialogue.id)}
    async for few in stretches(enumerate(found.points, 1), AT_A_STRETCH):
        for place, each in few:
            await _lay_point(doing, each, place, asked.get(each.question), taken)
    _place(doing, [note for note in found.parked if UUID(note) not in taken], None)
    await keep(doing, "gather", before)


def _notes(found: Harvest) -> list[str]:
    return [*(note for point in found.points for note in point.notes), *found.parked]


async def _untouched(work: Work, session_id: UUID) -> list[Point]:
    """Points that nobody has arranged and nobody has supported."""
    query = select(Point).filter_by(session_id=session_id, removed_at=None, arranged_at=None)
    supported = select(Position.point_id).join(
        PointSupport, PointSupport.position_id == Position.id
    )
    return list(await work.db.scalars(query.where(Point.id.not_in(supported))))


async def _found_otherwise(work: Work, points: list[Point], found: Harvest) -> list[Point]:
    """Those that are not found again just as they lie: the others keep their ids and links."""
    again = {
        frozenset((each.side, frozenset(each.notes)) for each in p.positions) for p in found.points
    }
    query = (
        select(Position.point_id, Position.side, Placing.note_id)
        .join(Placing, Placing.position_id == Position.id)
        .where(Position.point_id.in_([each.id for each in points]))
    )
    lying: dict[UUID, dict[str, set[str]]] = {}
    for point, side, note in await work.db.execute(query):
        lying.setdefault(point, {}).setdefault(side, set()).add(str(note))
    kept = {
        point
        for point, sides in lying.items()
        if frozenset((side, frozenset(notes)) for side, notes in sides.items()) in again
    }
    return [each for each in points if each.id not in kept]


async def _clear(work: Work, points: Iterable[Point]) -> None:
    ids = []
    for each in points:
        each.removed_at, each.version = work.now, each.version + 1
        ids.append(each.id)
    positions = select(Position.id).where(Position.point_id.in_(ids))
    await work.db.execute(delete(Placing).where(Placing.position_id.in_(positions)))


async def _lay_point(
    doing: Doing, found: Found, place: int, question: UUID | None, taken: set[UUID]
) -> None:
    sides = [
        (each, free)
        for each in found.positions
        if (free := [note for note in each.notes if UUID(note) not in taken])
    ]
    if not sides:
        return
    board = doing.board
    point = Point(
        dialogue_id=board.dialogue_id,
        session_id=board.session_id,
        question_id=question,
        place=place,
        mixed=found.mixed,
    )
    doing.work.db.add(point)
    await doing.work.db.flush()
    doing.points[point.id] = point
    for each, free in sides:
        await _lay_position(doing, point, each, free)


async def _lay_position(doing: Doing, point: Point, found: Side, notes: list[str]) -> None:
    position = Position(point_id=point.id, side=found.side, spoken_by=UUID(notes[0]))
    doing.work.db.add(position)
    await doing.work.db.flush()
    _place(doing, notes, position.id)


def _place(doing: Doing, notes: Iterable[str], position: UUID | None) -> None:
    doing.work.db.add_all(
        Placing(
            note_id=UUID(note), session_id=doing.board.session_id, position_id=position, rank=rank
        )
        for rank, note in enumerate(notes)
    )
