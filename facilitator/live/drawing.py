"""Drawings, and the screens that look at them."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.events import Event
from facilitator.kit.pages import inset
from facilitator.live.line import framed
from facilitator.live.screen import Inset, Region, Screen, Seen
from facilitator.live.together import forget, kept

_TEXT = json.JSONEncoder(ensure_ascii=False)
REST = 1.0  # seconds before what could not be drawn is tried again
ALIKE = 16  # drawings, that are encoded once if another looks as they do

MARK = re.compile(inset("([a-z_]+)"))

Key = tuple[Region, Any]
Cut = tuple[bytes | Inset, ...]
log = structlog.get_logger()


class Line(Protocol):
    @property
    def full(self) -> bool: ...
    @property
    def depth(self) -> int: ...
    def put(self, frames: dict[str, bytes]) -> None: ...
    def hang_up(self, code: int) -> None: ...


@dataclass(eq=False)
class Drawing:
    """What a region looks like from a vantage, framed once for all who look at it.

    `cut`: the region's own words, cut where its insets stand; empty once they are untrue.
    `views`: from where somebody looks at it, shared with the other drawings of its pane.
    """

    key: Key
    frame: bytes = b""
    cut: "Cut" = ()
    stale: bool = True
    resting_until: float = 0
    views: set["View"] = field(default_factory=set)

    def hear(self, event: Event) -> bool:
        """Is it untrue after this, or was before?"""
        region, vantage = self.key
        if region.hears(event, vantage):
            self.stale, self.cut = True, ()
        elif type(event) in region.moved_on:
            self.stale = True
        return self.stale

    async def redraw(self, db: AsyncSession) -> None:
        """Draws once. A failure leaves it stale and resting, and does not stop the others."""
        region, vantage = self.key
        try:
            if not self.cut:
                self.cut = _cut(region, await region.html(db, vantage))
            frame = await self._filled(db)
            if frame != self.frame:  # else those who have it would be sent it again
                self.frame = frame
        except Exception as error:
            if _is_about_the_database(error):
                raise
            log.exception("drawing_failed", region=region.template, vantage=repr(vantage))
            self.resting_until = asyncio.get_running_loop().time() + REST
            await forget(db)
        else:
            self.stale = False

    async def _filled(self, db: AsyncSession) -> bytes:
        """The frame, with the insets as they are now."""
        match self.cut:
            case (bytes() as frame,):
                return frame
            case cut:
                seen = self.key[1]
                parts = [e if isinstance(e, bytes) else await _drawn(db, e, seen) for e in cut]
                return framed(b"".join(parts))


@dataclass(eq=False)
class Pane:
    """The regions of a screen that are seen from the same vantage.

    `views`: those somebody looks at; `uses`: how many there are, with those nobody looks at.
    """

    key: tuple[Screen, Seen, Any]
    uses: int = 0
    drawings: list[Drawing] = field(default_factory=list)
    views: set["View"] = field(default_factory=set)


@dataclass(eq=False)
class View:
    """All regions of a screen, as they look from one footing; and who stands there."""

    screen: Screen
    footing: Any
    panes: list[Pane] = field(default_factory=list)
    drawings: tuple[Drawing, ...] = ()
    watchers: set["Watcher"] = field(default_factory=set)

    def open(self, is_open: bool) -> None:
        """Says to its drawings whether somebody looks at them from here."""
        for pane in self.panes:
            (pane.views.add if is_open else pane.views.discard)(self)

    def ready(self) -> "Ready":
        """Its drawings that are true now."""
        return [
            (place, each.key[0].name, each.frame)
            for place, each in enumerate(self.drawings)
            if not each.stale
        ]


Ready = list[tuple[int, str, bytes]]  # place on the screen, region, frame


@dataclass(eq=False, slots=True)
class Watcher:
    """One open screen: whose it is, where they stand, and what they look at.

    `shown`: the frame of each region that was sent last. What is on a screen is not sent again.
    `came`: who came before whom. The system's sockets lie in memory in that order: to write to
    thousands of them from one end to the other takes four fifths of what it takes criss-cross.
    """

    pass_id: UUID
    screen: Screen
    line: Line
    viewer: Any = None
    view: View | None = None
    shown: list[bytes] = field(init=False)
    came: int = field(init=False, default_factory=count().__next__)

    def __post_init__(self) -> None:
        self.shown = [b""] * len(self.screen.regions)

    def show(self, ready: Ready) -> None:
        """Sends what is ready of its view and not on this screen yet, in one write."""
        if not self.view:
            return
        shown, new = self.shown, {}
        for place, name, frame in ready:
            if frame != shown[place]:
                shown[place] = new[name] = frame
        if new:
            self.line.put(new)


def _is_about_the_database(error: Exception) -> bool:
    """Is the database out of reach? Then the other drawings need not be tried."""
    lost = getattr(error, "connection_invalidated", False)
    return bool(lost) or isinstance(error, OSError | PoolTimeoutError)


async def _drawn(db: AsyncSession, which: Inset, vantage: Any) -> bytes:
    """An inset as it stands in a message; drawn once, until something happens."""
    seen = which.seen(vantage)

    async def draw() -> bytes:
        return _TEXT.encode(await which.html(db, seen))[1:-1].encode()

    return await kept(db, (which, seen), draw)


@lru_cache(ALIKE)
def _cut(region: Region, html: str) -> Cut:
    """The whole frame; or the message in parts, with an inset between two of them. Before the first
    note of a round hundreds of tables look alike."""
    first, *rest = MARK.split(draw_message(region.name, html))
    if not rest:
        return (framed(first),)
    insets = {each.name: each for each in region.insets}
    marked = zip(rest[::2], rest[1::2], strict=True)
    return first.encode(), *(e for name, text in marked for e in (insets[name], text.encode()))


def draw_message(region: str, html: str) -> str:
    return f'{{"type": "draw", "region": "{region}", "html": {_TEXT.encode(html)}}}'
