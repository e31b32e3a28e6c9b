"""The board: a tile for each table, by number. One query for each fact, none for each table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import themes
from facilitator.kit.clock import now as clock_now
from facilitator.kit.pages import render
from facilitator.kit.words import in_words
from facilitator.messages.queries import raised
from facilitator.notes.queries import tally
from facilitator.screens.hall import Hall
from facilitator.screens.presence import FRESH
from facilitator.screens.vantage import InHall
from facilitator.tables.queries import arrivals, present

ROOMY = 60  # tables; beyond that tiles are small and plain


@dataclass(frozen=True)
class Tile:
    """A table as it stands. `screens`: how many are open there; `last`: when a note last came."""

    number: int
    name: str
    seats: int
    expected: int
    arrived: int
    screens: int
    notes: int
    last: datetime | None
    asks: bool


async def tiles(db: AsyncSession, now: Hall, at: InHall) -> list[Tile]:
    """Arrivals of the round people are bound for, notes of the round they are in.

    Read once for each drawing: the board and the summary line tell the same facts.
    """
    read: dict[InHall, list[Tile]] = db.info.setdefault("tiles", {})
    if at not in read:
        read[at] = await _read(db, now, at)
    return read[at]


async def _read(db: AsyncSession, now: Hall, at: InHall) -> list[Tile]:
    session = now.scene.session.id
    topics = {t.id: in_words(t.title, at.locale) for t in await themes(db, at.dialogue)}
    seated = await arrivals(db, session, now.bound_for.number if now.bound_for else 0)
    written = await tally(db, session, now.round.number if now.round else 0)
    open_at = await present(db, at.dialogue, clock_now() - FRESH)
    asking = {flag.table_id for flag in await raised(db, at.dialogue)}
    found = []
    for each in now.scene.tables:
        expected, arrived = seated.get(each.id, (0, 0))
        notes, last = written.get(each.id, (0, None))
        found.append(
            Tile(
                number=each.number,
                name=each.name or topics.get(each.theme_id or each.id, ""),
                seats=each.seats,
                expected=expected,
                arrived=arrived,
                screens=open_at[each.id],
                notes=notes,
                last=last,
                asks=each.id in asking,
            )
        )
    return found


@dataclass(frozen=True)
class Look:
    """Whose tiles are drawn, and how."""

    slug: str
    locale: str
    zone: ZoneInfo
    is_live: bool
    is_small: bool


def drawn(found: Sequence[Tile], look: Look) -> list[Markup]:
    return [_tile(tile, look) for tile in found]


@lru_cache(maxsize=4096)
def _tile(tile: Tile, look: Look) -> Markup:
    """A tile that looks as it did is not drawn again: of 500, a note changes one."""
    template = "console/small_tile.html" if look.is_small else "console/tile.html"
    html = render(template, look.locale, tile=tile, look=look)
    return Markup(html)  # noqa: S704 - drawn by our own template
