"""Putting notes and support where a step wants them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from facilitator.harvest.model import Placing, Point, PointSupport, Position
from facilitator.harvest.points import Side
from facilitator.harvest.steps import Doing, placed_in, positions
from facilitator.notes.model import Note


async def new_point(doing: Doing, notes: Sequence[UUID]) -> Point:
    """Behind all others of its question."""
    db, board = doing.work.db, doing.board
    question = (await db.get_one(Note, notes[0])).question_id
    last = select(func.max(Point.place)).filter_by(session_id=board.session_id)
    point = Point(
        dialogue_id=board.dialogue_id,
        session_id=board.session_id,
        question_id=question,
        place=(await db.scalar(last) or 0) + 1,
    )
    db.add(point)
    await db.flush()
    doing.points[point.id] = point
    return point


async def side_of(doing: Doing, point: Point, side: Side, spoken_by: UUID) -> Position:
    """That side of a point; a new one where it had none yet, or only an empty one."""
    found = (await positions(doing.work.db, point)).get(side)
    if found is None:
        found = Position(point_id=point.id, side=side, spoken_by=spoken_by)
        doing.work.db.add(found)
        await doing.work.db.flush()
    elif not await placed_in(doing.work.db, found):
        found.spoken_by, found.words, found.helped = spoken_by, None, False
    return found


async def put(doing: Doing, notes: Sequence[UUID], position: Position | None) -> None:
    """At the end of a position, or (None) into the parking lot."""
    db = doing.work.db
    rank = len(await placed_in(db, position)) if position else 0
    for place, note in enumerate(notes, rank):
        placing = await db.get(Placing, note)
        if placing is None:
            placing = Placing(note_id=note, session_id=doing.board.session_id)
            db.add(placing)
        placing.position_id, placing.rank = position.id if position else None, place
    await db.flush()


async def pour(doing: Doing, source: Position, into: Position) -> None:
    """All notes and all support of a position into another; each supporter counts there once."""
    db = doing.work.db
    await put(doing, [each.note_id for each in await placed_in(db, source)], into)
    there = await db.scalars(select(PointSupport).filter_by(position_id=into.id))
    known = {(each.whose, each.code) for each in there}
    for each in await db.scalars(select(PointSupport).filter_by(position_id=source.id)):
        if (each.whose, each.code) not in known:
            each.position_id = into.id


async def drop_empty(doing: Doing) -> None:
    """A point that lost its last note is no more; one that lost its first side is the other."""
    for point in doing.points.values():
        sides = await positions(doing.work.db, point)
        held = {side: await placed_in(doing.work.db, each) for side, each in sides.items()}
        if not any(held.values()):
            point.removed_at = doing.work.now
        elif not held.get(Side.SAME):
            sides[Side.OTHER].side = Side.SAME
            if Side.SAME in sides:
                sides[Side.SAME].side = Side.OTHER
