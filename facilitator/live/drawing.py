"""Drawings, and the screens that look at them."""

import asyncio
from dataclasses import dataclass, field
from itertools import compress, count
from operator import attrgetter, is_not
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.live.message import Cut, cut, filled
from facilitator.live.screen import Region, Screen, Seen
from facilitator.live.together import forget

REST = 1.0  # seconds before what could not be drawn is tried again

Key = tuple[Region, Any]
_WATCHERS = attrgetter("watchers")
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
    `views`: it is a part of these, as are the other drawings of its pane.
    """

    key: Key
    frame: bytes = b""
    cut: Cut = ()
    stale: bool = True
    resting_until: float = 0
    views: set["View"] = field(default_factory=set)

    @property
    def is_seen(self) -> bool:
        return any(map(_WATCHERS, self.views))

    def spoil(self) -> None:
        self.stale, self.cut = True, ()

    async def redraw(self, db: AsyncSession) -> None:
        """Draws once. A failure leaves it stale and resting, and does not stop the others."""
        region, vantage = self.key
        try:
            if not self.cut:
                self.cut = cut(region, await region.html(db, vantage), vantage)
            frame = await filled(db, self.cut)
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


@dataclass(eq=False)
class Pane:
    """The regions of a screen that are seen from the same vantage, and the views they are in."""

    key: tuple[Screen, Seen, Any]
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

    def ready(self) -> "Ready":
        return tuple(None if each.stale else each.frame for each in self.drawings)


Ready = tuple[bytes | None, ...]  # the frame of each region of a screen that is true now


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
    shown: tuple[bytes, ...] = field(init=False)
    came: int = field(init=False, default_factory=count().__next__)

    def __post_init__(self) -> None:
        self.shown = (b"",) * len(self.screen.regions)

    def show(self, ready: Ready, *, is_whole: bool) -> dict[str, bytes]:
        """What is ready of its view and not on this screen yet; it is, as soon as it is sent.

        Most of it is the very frame that was sent: to see that, none need be looked into.
        """
        if not self.view:
            return {}
        new: dict[str, bytes] = {}
        for at, name in compress(self.screen.numbered, map(is_not, ready, self.shown)):
            now = ready[at]
            if now is not None and now != self.shown[at]:
                new[name] = now
        if new:
            self.shown = ready if is_whole else _over(self.shown, ready)  # type: ignore[assignment]
        return new


def _over(shown: tuple[bytes, ...], ready: Ready) -> tuple[bytes, ...]:
    both = zip(shown, ready, strict=True)
    return tuple(before if now is None else now for before, now in both)


def _is_about_the_database(error: Exception) -> bool:
    """Is the database out of reach? Then the other drawings need not be tried."""
    lost = getattr(error, "connection_invalidated", False)
    return bool(lost) or isinstance(error, OSError | PoolTimeoutError)
