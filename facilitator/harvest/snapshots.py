"""How some points and notes lie on a board, as JSON keeps it; and laying them so again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.harvest.model import Placing, Point, PointSupport, Position

Snapshot = dict[str, Any]
POINT = (
    "question_id", "place", "mixed", "divergent", "title", "tags", "admitted", "follow_up",
    "promoted_at", "read_back_at", "removed_at",
)  # fmt: skip
POSITION = ("point_id", "side", "words", "helped", "spoken_by")
PLACING = ("position_id", "rank", "session_id")
MOMENTS = ("promoted_at", "read_back_at", "removed_at")
IDS = ("question_id", "point_id", "spoken_by", "position_id", "session_id")


async def snapshot(db: AsyncSession, points: Collection[UUID], notes: Collection[UUID]) -> Snapshot:
    """The points with their positions, the notes in them, the other notes, and all support."""
    rows = await _rows(db, points, notes)
    return {
        "points": {str(each.id): _kept(each, POINT) for each in rows[0]},
        "positions": {str(each.id): _kept(each, POSITION) for each in rows[1]},
        "placings": {str(each.note_id): _kept(each, PLACING) for each in rows[2]},
        "supports": {str(each.id): str(each.position_id) for each in rows[3]},
    }


def same(now: Snapshot, then: Snapshot) -> bool:
    """Do things lie as they did then? Support may have come meanwhile; it is nobody's arranging.
    What an earlier release did not keep is not asked."""
    return all(
        now[what].keys() == then[what].keys()
        and all(
            now[what][id_][name] == value
            for id_, values in then[what].items()
            for name, value in values.items()
        )
        for what in ("points", "positions", "placings")
    )


async def lay_again(db: AsyncSession, before: Snapshot, after: Snapshot, now: datetime) -> None:
    """From `after` to `before`. Points that were not there then are removed, not deleted."""
    for id_ in set(after["points"]) - set(before["points"]):
        (await db.get_one(Point, UUID(id_))).removed_at = now
    for model, what in ((Point, "points"), (Position, "positions")):
        for id_, values in before[what].items():
            _set(await db.get_one(model, UUID(id_)), values)
    await _place_again(db, before["placings"], after["placings"])
    for id_, position in before["supports"].items():
        (await db.get_one(PointSupport, UUID(id_))).position_id = UUID(position)


async def _place_again(
    db: AsyncSession, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    gone = [UUID(note) for note in set(after) - set(before)]
    await db.execute(delete(Placing).where(Placing.note_id.in_(gone)))
    for note, values in before.items():
        placing = await db.get(Placing, UUID(note))
        if placing is None:
            placing = Placing(note_id=UUID(note))
            db.add(placing)
        _set(placing, values)


async def _rows(
    db: AsyncSession, points: Collection[UUID], notes: Collection[UUID]
) -> tuple[list[Point], list[Position], list[Placing], list[PointSupport]]:
    of = list(await db.scalars(select(Point).where(Point.id.in_(points))))
    positions = list(await db.scalars(select(Position).where(Position.point_id.in_(points))))
    ids = [each.id for each in positions]
    here = Placing.position_id.in_(ids) | Placing.note_id.in_(notes)
    placings = list(await db.scalars(select(Placing).where(here)))
    given = select(PointSupport).where(PointSupport.position_id.in_(ids))
    return of, positions, placings, list(await db.scalars(given))


def _kept(row: Any, names: Collection[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _set(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is not None and name in MOMENTS:
            value = datetime.fromisoformat(value)
        elif value is not None and name in IDS:
            value = UUID(value)
        setattr(row, name, value)
