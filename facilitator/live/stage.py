"""The stage: all the open screens of one dialogue, drawn together, once per vantage."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit import ledger, measures
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.events import Event
from facilitator.live.line import framed
from facilitator.live.screen import Region, Screen, Standings
from facilitator.live.together import draw_together

SILENCE = 2.0  # seconds without a bell after which the log is looked at anyway
REST = 1.0  # seconds before what could not be drawn is tried again
LAZY = 5  # overviews rest this many times as long as drawing them took: people come first
LONGEST = 2.0  # seconds; but no longer
WITHDRAWN = 4403

Key = tuple[Region, Any]
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
    """What a region looks like from a vantage, framed once for all who look at it."""

    key: Key
    frame: bytes = b""
    html: str | None = None
    stale: bool = True
    resting_until: float = 0
    watchers: set["Watcher"] = field(default_factory=set)


@dataclass(eq=False)
class Watcher:
    """One open screen: whose it is, where they stand, and what they look at.

    `shown`: the frame of each region that was sent last. What is on a screen is not sent again.
    """

    pass_id: UUID
    screen: Screen
    line: Line
    viewer: Any = None
    drawings: dict[str, Drawing] = field(default_factory=dict)
    shown: dict[str, bytes] = field(default_factory=dict)

    def show(self) -> None:
        """Sends every drawing that is ready and not on this screen yet, in one write."""
        new = {
            name: drawing.frame
            for name, drawing in self.drawings.items()
            if not drawing.stale and self.shown.get(name) != drawing.frame
        }
        if new:
            self.shown |= new
            self.line.put(new)


class Stage:
    def __init__(self, dialogue: UUID, database: Database, standings: Standings) -> None:
        self.dialogue = dialogue
        self.database = database
        self.standings = standings
        self.watchers: set[Watcher] = set()
        self.unsettled: set[Watcher] = set()
        self.drawings: dict[Key, Drawing] = {}
        self.read: ledger.Cursor | None = None
        self.stirred = asyncio.Event()
        self.resting: dict[Region, float] = {}  # until when
        self.overviews_at = 0.0  # the next of them: those that fall due till then read together

    @contextmanager
    def watching(self, watcher: Watcher) -> Iterator[None]:
        """The watcher is here before anything is read for them, so nothing can slip between."""
        self.watchers.add(watcher)
        self.unsettled.add(watcher)
        self.stirred.set()
        try:
            yield
        finally:
            self.leave(watcher)

    def leave(self, watcher: Watcher) -> None:
        self.watchers.discard(watcher)
        self.unsettled.discard(watcher)
        for name in list(watcher.drawings):
            self._look_away(watcher, name)

    @property
    def revision(self) -> int | None:
        """How much of the log has been heard."""
        return self.read.revision if self.read else None

    def present(self) -> Counter[UUID]:
        """How many screens are open at each place."""
        return Counter(w.viewer.place for w in self.watchers if w.viewer and w.viewer.place)

    async def run(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stirred.wait(), self._nap())
            self.stirred.clear()
            try:
                await self.refresh()
            except Exception:
                log.exception("stage_failed", dialogue=str(self.dialogue))
                self.stirred.set()
                await asyncio.sleep(REST)

    def _nap(self) -> float:
        """Seconds to wait for a bell: until the next resting drawing is due, or `SILENCE`."""
        due = [self._rests_until(each) for each in self.drawings.values() if each.stale]
        moment = asyncio.get_running_loop().time()
        return max(0.0, min(SILENCE, *(until - moment for until in due))) if due else SILENCE

    def _rests_until(self, drawing: Drawing) -> float:
        region = drawing.key[0]
        together = self.overviews_at if region.rest else 0.0
        return max(drawing.resting_until, self.resting.get(region, 0.0), together)

    async def refresh(self) -> None:
        """Hears what the log has, asks the unsettled where they stand, redraws what is untrue."""
        async with self.database.reading() as db:
            await self._hear_all(db)
            await self._settle(db)
            await self._draw(db)

    async def _hear_all(self, db: AsyncSession) -> None:
        if self.read is None:
            self.read = await ledger.head(db, self.dialogue)
            return
        events, self.read = await ledger.since(db, self.dialogue, self.read)
        for event, at in events:
            self._hear(event)
            measures.BUS_LAG.observe(max(0.0, (now() - at).total_seconds()))

    def _hear(self, event: Event) -> None:
        if event.unsettles:
            self.unsettled |= {each for each in self.watchers if _may_move(event, each.viewer)}
        for (region, vantage), drawing in self.drawings.items():
            if not drawing.stale and region.hears(event, vantage):
                drawing.stale = True

    async def _settle(self, db: AsyncSession) -> None:
        asking = set(self.unsettled)
        if not asking:
            return
        viewers = await self.standings(db, {watcher.pass_id for watcher in asking})
        for watcher in asking & self.watchers:
            viewer = viewers.get(watcher.pass_id)
            if viewer is None or not viewer.may_watch(watcher.screen.name):
                watcher.line.hang_up(WITHDRAWN)
                self.leave(watcher)
            else:
                self._turn(watcher, viewer)
        self.unsettled -= asking

    def _turn(self, watcher: Watcher, viewer: Any) -> None:
        """Points a watcher at the drawings of where they stand now, and shows the ready ones."""
        watcher.viewer = viewer
        vantages: dict[Any, Any] = {}  # several regions are seen from the same one
        for name, region in watcher.screen.regions.items():
            vantage = vantages.get(region.seen) or vantages.setdefault(
                region.seen, region.seen(viewer)
            )
            key = (region, vantage)
            looked_at = watcher.drawings.get(name)
            if looked_at and looked_at.key == key:
                continue
            self._look_away(watcher, name)
            drawing = self.drawings.get(key) or self.drawings.setdefault(key, Drawing(key))
            drawing.watchers.add(watcher)
            watcher.drawings[name] = drawing
        watcher.show()

    def _look_away(self, watcher: Watcher, name: str) -> None:
        drawing = watcher.drawings.pop(name, None)
        if drawing is None:
            return
        drawing.watchers.discard(watcher)
        if not drawing.watchers:
            del self.drawings[drawing.key]

    async def _draw(self, db: AsyncSession) -> None:
        """Redraws what is untrue: first what people wait for, then the overviews."""
        moment = asyncio.get_running_loop().time()
        awake = [
            each
            for each in self.drawings.values()
            if each.stale and each.watchers and self._rests_until(each) <= moment
        ]
        if awake:
            with measures.DRAW.time():
                await self._draw_all(db, [each for each in awake if not each.key[0].rest])
                await self._draw_overviews(db, [each for each in awake if each.key[0].rest])

    async def _draw_overviews(self, db: AsyncSession, stale: list[Drawing]) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        await self._draw_all(db, stale)
        moment = clock()
        self.resting |= {each.key[0]: moment + each.key[0].rest for each in stale}
        self.overviews_at = moment + min(LONGEST, LAZY * (moment - began))

    async def _draw_all(self, db: AsyncSession, stale: list[Drawing]) -> None:
        """What was drawn is shown, even if the database fails meanwhile.

        Between two drawings others come to word: whoever asks must not wait for all of them.
        """
        redrawn: set[Watcher] = set()
        draw_together(db, (each.key[1] for each in stale))
        try:
            for drawing in stale:
                await _redraw(db, drawing)
                redrawn |= drawing.watchers
                await asyncio.sleep(0)
        finally:
            for watcher in redrawn:
                watcher.show()


def _may_move(event: Event, viewer: Any) -> bool:
    """Whoever was never asked where they stand will be asked anyway."""
    return viewer is not None and event.may_move(viewer.participant)


async def _redraw(db: AsyncSession, drawing: Drawing) -> None:
    """Draws once. A failure leaves the drawing stale and resting, and does not stop the others."""
    region, vantage = drawing.key
    try:
        html = await region.html(db, vantage)
        if html != drawing.html:
            drawing.frame = framed(draw_message(region.name, html))
            drawing.html = html
    except Exception as error:
        if _is_about_the_database(error):
            raise
        log.exception("drawing_failed", region=region.template, vantage=repr(vantage))
        drawing.resting_until = asyncio.get_running_loop().time() + REST
        await _begin_anew(db)
    else:
        drawing.stale = False


def _is_about_the_database(error: Exception) -> bool:
    """Is the database out of reach? Then the other drawings need not be tried."""
    lost = getattr(error, "connection_invalidated", False)
    return bool(lost) or isinstance(error, OSError | PoolTimeoutError)


async def _begin_anew(db: AsyncSession) -> None:
    """Leaves a transaction that a failed query may have spoiled, and all that was read in it."""
    await db.rollback()
    db.expunge_all()
    db.info.clear()


def draw_message(region: str, html: str) -> str:
    return json.dumps({"type": "draw", "region": region, "html": html}, ensure_ascii=False)
