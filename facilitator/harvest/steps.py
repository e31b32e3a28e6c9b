"""Steps: everything that changes a board is one, with what it touched before and after.

A step names the points it was decided on, in the versions that were seen; where somebody changed
one of them first, it is refused and says who. Undoing puts back what stood there before, and is a
step itself.
"""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.harvest.events import PointsChanged
from facilitator.harvest.model import Board, Placing, Point, Position, Step
from facilitator.harvest.snapshots import Snapshot, snapshot
from facilitator.kit.errors import Conflict, NotFound
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.model import Note
from facilitator.people.queries import named

FIRST = N_("%(name)s changed this first. Look at it again, then decide.")


@dataclass
class Doing:
    """A step being taken. What it makes on its way is added to `points`."""

    work: Work
    board: Board
    points: dict[UUID, Point]
    notes: set[UUID] = field(default_factory=set)


async def held_board(work: Work, dialogue_id: UUID, session_id: UUID) -> Board:
    """The board of a session, made where there is none, held until the work is done."""
    query = select(Board).filter_by(session_id=session_id).with_for_update()
    found = await work.db.scalar(query.execution_options(populate_existing=True))
    if found is None:
        found = Board(session_id=session_id, dialogue_id=dialogue_id)
        work.db.add(found)
        await work.db.flush()
    return found


@asynccontextmanager
async def step(
    work: Work, board: Board, act: str, seen: Mapping[UUID, int], notes: Collection[UUID] = ()
) -> AsyncIterator[Doing]:
    """One step on a held board, on the points that were `seen` {point: version} and some notes.

    Raises Conflict where a point is in another version or a note lies in a point that was not
    seen, NotFound for what is not on this board.
    """
    doing = Doing(work, board, await _points(work.db, board, seen), set(notes))
    await _check_notes(work.db, board, doing)
    before = await snapshot(work.db, doing.points, doing.notes)
    yield doing
    await work.db.flush()
    for point in doing.points.values():
        point.version += 1
        point.arranged_at = point.arranged_at or work.now
    await keep(doing, act, before)


async def keep(doing: Doing, act: str, before: Snapshot) -> None:
    """Writes a step down and tells of it."""
    work, board = doing.work, doing.board
    await work.db.flush()
    board.steps += 1
    work.db.add(
        Step(
            session_id=board.session_id,
            number=board.steps,
            act=act,
            by=work.actor,
            at=work.now,
            before=before,
            after=await snapshot(work.db, doing.points, doing.notes),
        )
    )
    work.record(PointsChanged(board.dialogue_id, board.session_id))


async def steps_of(db: AsyncSession, session_id: UUID, most: int) -> list[Step]:
    """The last steps, newest first."""
    query = select(Step).filter_by(session_id=session_id).order_by(Step.number.desc())
    return list(await db.scalars(query.limit(most)))


async def _points(db: AsyncSession, board: Board, seen: Mapping[UUID, int]) -> dict[UUID, Point]:
    query = select(Point).where(Point.id.in_(seen), Point.session_id == board.session_id)
    fresh = query.execution_options(populate_existing=True)
    found = {each.id: each for each in await db.scalars(fresh)}
    if set(found) != set(seen):
        raise NotFound
    for point in found.values():
        if point.version != seen[point.id] or point.removed_at:
            raise Conflict(FIRST, name=await _who_changed(db, point))
    return found


async def _who_changed(db: AsyncSession, point: Point) -> str:
    """Who took the last step that touched a point; `?` where that cannot be told."""
    for each in await steps_of(db, point.session_id, 50):
        if str(point.id) in each.after["points"] and each.by:
            return (await named(db, [each.by]))[each.by].display_name
    return "?"


async def _check_notes(db: AsyncSession, board: Board, doing: Doing) -> None:
    query = select(Note.id).where(Note.id.in_(doing.notes), Note.session_id == board.session_id)
    if set(await db.scalars(query)) != doing.notes:
        raise NotFound
    lies_in = (
        select(Point)
        .join(Position, Position.point_id == Point.id)
        .join(Placing, Placing.position_id == Position.id)
        .where(Placing.note_id.in_(doing.notes), Point.id.not_in(doing.points))
    )
    elsewhere = (await db.scalars(lies_in.limit(1))).first()
    if elsewhere:
        raise Conflict(FIRST, name=await _who_changed(db, elsewhere))


async def positions(db: AsyncSession, point: Point) -> dict[str, Position]:
    """{side: position} of a point."""
    found = await db.scalars(select(Position).filter_by(point_id=point.id))
    return {each.side: each for each in found}


async def placed_in(db: AsyncSession, position: Position) -> list[Placing]:
    query = select(Placing).filter_by(position_id=position.id)
    return list(await db.scalars(query.order_by(Placing.rank, Placing.note_id)))


def as_seen(typed: str) -> dict[UUID, int]:
    """`id:version,id:version` as a form sends it. Raises NotFound for anything else."""
    pairs: dict[UUID, Any] = {}
    try:
        for each in filter(None, typed.split(",")):
            point, version = each.split(":")
            pairs[UUID(point)] = int(version)
    except ValueError:
        raise NotFound from None
    return pairs
