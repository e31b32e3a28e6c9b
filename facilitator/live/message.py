"""The messages by which regions are sent: framed at once, or cut where insets stand and filled."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.pages import inset
from facilitator.live.line import framed
from facilitator.live.screen import Inset, Region
from facilitator.live.together import keeping, kept

_TEXT = json.JSONEncoder(ensure_ascii=False)
MARK = re.compile(inset("([a-z_]+)"))
ALIKE = 16  # drawings, that are encoded once if another looks as they do
MOST_SPOTS = 1024


@dataclass(frozen=True, eq=False)
class Spot:
    """An inset as it is seen from some vantages: from all of them the very same spot."""

    inset: Inset
    seen: Any


Cut = tuple[bytes | Spot, ...]  # the whole frame; or a message in parts, a spot between two


async def filled(db: AsyncSession, cut: Cut) -> bytes:
    """The frame, with the insets as they are now. Hundreds are filled at a time, and with what was
    drawn for the first of them."""
    if len(cut) == 1:
        return cast("bytes", cut[0])
    known = keeping(db)
    parts = [e if isinstance(e, bytes) else known.get(e) or await _drawn(db, e) for e in cut]
    return framed(b"".join(parts))


async def _drawn(db: AsyncSession, spot: Spot) -> bytes:
    """An inset as it stands in a message; drawn once, until something happens."""

    async def draw() -> bytes:
        return _TEXT.encode(await spot.inset.html(db, spot.seen))[1:-1].encode()

    return await kept(db, spot, draw)


def cut(region: Region, html: str, vantage: Any) -> Cut:
    """What a region looks like from a vantage."""
    parts = _parts(region, html)
    return tuple(e if isinstance(e, bytes) else _spot(e, e.seen(vantage)) for e in parts)


_spot = lru_cache(MOST_SPOTS)(Spot)


@lru_cache(ALIKE)
def _parts(region: Region, html: str) -> tuple[bytes | Inset, ...]:
    """Before the first note of a round hundreds of tables look alike."""
    first, *rest = MARK.split(draw_message(region.name, html))
    if not rest:
        return (framed(first),)
    insets = {each.name: each for each in region.insets}
    marked = zip(rest[::2], rest[1::2], strict=True)
    return first.encode(), *(e for name, text in marked for e in (insets[name], text.encode()))


def draw_message(region: str, html: str) -> str:
    return f'{{"type": "draw", "region": "{region}", "html": {_TEXT.encode(html)}}}'
