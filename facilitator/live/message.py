"""The messages by which regions are sent: framed at once, or cut where insets stand and filled."""

import json
import re
from functools import lru_cache
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.pages import inset
from facilitator.live.line import framed
from facilitator.live.screen import Inset, Region
from facilitator.live.together import kept

_TEXT = json.JSONEncoder(ensure_ascii=False)
MARK = re.compile(inset("([a-z_]+)"))
ALIKE = 16  # drawings, that are encoded once if another looks as they do

Cut = tuple[bytes | Inset, ...]  # the whole frame; or a message in parts, an inset between two


async def filled(db: AsyncSession, cut: Cut, vantage: Any) -> bytes:
    """The frame, with the insets as they are now."""
    match cut:
        case (bytes() as frame,):
            return frame
        case _:
            parts = [e if isinstance(e, bytes) else await _drawn(db, e, vantage) for e in cut]
            return framed(b"".join(parts))


async def _drawn(db: AsyncSession, which: Inset, vantage: Any) -> bytes:
    """An inset as it stands in a message; drawn once, until something happens."""
    seen = which.seen(vantage)

    async def draw() -> bytes:
        return _TEXT.encode(await which.html(db, seen))[1:-1].encode()

    return await kept(db, (which, seen), draw)


@lru_cache(ALIKE)
def cut(region: Region, html: str) -> Cut:
    """What a region looks like. Before the first note of a round hundreds of tables look alike."""
    first, *rest = MARK.split(draw_message(region.name, html))
    if not rest:
        return (framed(first),)
    insets = {each.name: each for each in region.insets}
    marked = zip(rest[::2], rest[1::2], strict=True)
    return first.encode(), *(e for name, text in marked for e in (insets[name], text.encode()))


def draw_message(region: str, html: str) -> str:
    return f'{{"type": "draw", "region": "{region}", "html": {_TEXT.encode(html)}}}'
