"""Reading together: what many drawings need is read once for all of them.

A redraw, like a page, has one session and lives for a moment. What was read in it may be used again
in it; whatever changes meanwhile makes the drawing stale again and is read by the next.
"""

from collections.abc import Awaitable, Callable, Hashable, Iterable
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.events import Event

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
COMPANY = "vantages drawn together"
KEPT = "what is kept from one drawing to the next"
SHELVES = "what is kept until something is said of it"
Sweep = Callable[[Event, dict[Any, Any]], None]


async def forget(db: AsyncSession) -> None:
    """Leaves a transaction that a failed query may have spoiled, and all that was read in it."""
    await db.rollback()
    db.expunge_all()
    db.info.get(KEPT, {}).clear()
    db.info.get(SHELVES, {}).clear()
    db.info.clear()


def draw_together(db: AsyncSession, vantages: Iterable[Any]) -> None:
    """Says for whom will be drawn now."""
    db.info[COMPANY] = list({id(each): each for each in vantages}.values())


async def once(db: AsyncSession, key: Hashable, read: Callable[[], Awaitable[V]]) -> V:
    """What `read` gives; read at the first call only."""
    if key not in db.info:
        db.info[key] = await read()
    found: V = db.info[key]
    return found


async def kept(db: AsyncSession, key: Hashable, read: Callable[[], Awaitable[V]]) -> V:
    """As `once`; and a stage keeps it while nothing happens but talk (`Event.is_talk`)."""
    known: dict[Hashable, V] = keeping(db)
    if key not in known:
        known[key] = await read()
    return known[key]


def keeping(db: AsyncSession) -> dict[Any, Any]:
    """All that is kept so, by key."""
    found: dict[Any, Any] = db.info.get(KEPT, db.info)
    return found


def shelf(db: AsyncSession, sweep: Sweep) -> dict[Any, Any]:
    """What a stage keeps whatever happens, but for what `sweep(event, kept)` takes off the shelf:
    it hears every event before anything is drawn. A page has an empty one."""
    kept: dict[Any, Any] = db.info.setdefault(SHELVES, {}).setdefault(sweep, {})
    return kept


async def together(
    db: AsyncSession,
    what: Hashable,
    one: K,
    wanted: Callable[[Any], K | None],
    read: Callable[[set[K]], Awaitable[dict[K, V]]],
    most: int | None = None,
) -> V | None:
    """The V of one K, read along with those that the other vantages want; None if there is none.

    `wanted(vantage)` is the K of a vantage, or None. `most`: no more are read at a stretch.
    """
    known: dict[K, V | None] = db.info.setdefault(what, {})
    if one not in known:
        others = {key for each in db.info.get(COMPANY, ()) if (key := wanted(each)) is not None}
        missing = {one, *islice(others - known.keys(), most)}
        found = await read(missing)
        known.update((key, found.get(key)) for key in missing)
    return known[one]
