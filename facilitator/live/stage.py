"""The stage: all the open screens of one dialogue, drawn together, once per vantage."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit import ledger
from facilitator.kit.database import Database
from facilitator.kit.events import Event
from facilitator.live.line import framed
from facilitator.live.screen import Region, Screen, Standings

SILENCE = 2.0  # seconds without a bell after which the log is looked at anyway
WITHDRAWN = 4403

Key = tuple[Region, Any]
log = structlog.get_logger()


class Line(Protocol):
    def put(self, frames: dict[str, bytes]) -> None: ...
    def hang_up(self, code: int) -> None: ...


@dataclass(eq=False)
class Watcher:
    """One open screen: whose it is, where they stand, and the drawings they look at."""

    pass_id: UUID
    screen: Screen
    line: Line
    viewer: Any = None
    keys: dict[str, Key] = field(default_factory=dict)


@dataclass(eq=False)
class Drawing:
    """What a region looks like from a vantage, framed once for all who look at it."""

    frame: bytes = b""
    html: str | None = None
    stale: bool = True
    watchers: set[Watcher] = field(default_factory=set)


class Stage:
    def __init__(self, dialogue: UUID, database: Database, standings: Standings) -> None:
        self.dialogue = dialogue
        self.database = database
        self.standings = standings
        self.watchers: set[Watcher] = set()
        self.unsettled: set[Watcher] = set()
        self.drawings: dict[Key, Drawing] = {}
        self.revision: int | None = None
        self.stirred = asyncio.Event()

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
        for name in list(watcher.keys):
            self._look_away(watcher, name)

    def present(self) -> Counter[UUID]:
        """How many screens are open at each place."""
        return Counter(w.viewer.place for w in self.watchers if w.viewer and w.viewer.place)

    async def run(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self.stirred.wait(), SILENCE)
            except TimeoutError:
                pass
            self.stirred.clear()
            try:
                await self.refresh()
            except Exception:
                log.exception("stage_failed", dialogue=str(self.dialogue))
                self.stirred.set()
                await asyncio.sleep(1)

    async def refresh(self) -> None:
        """Hears what the log has, asks the unsettled where they stand, redraws what is untrue."""
        async with self.database.reading() as db:
            await self._hear_all(db)
            await self._settle(db)
            await self._draw(db)

    async def _hear_all(self, db: AsyncSession) -> None:
        if self.revision is None:
            self.revision = await ledger.head(db, self.dialogue)
            return
        events, revision = await ledger.since(db, self.dialogue, self.revision)
        for event in events:
            self._hear(event)
        self.revision = revision

    def _hear(self, event: Event) -> None:
        if event.unsettles:
            self.unsettled |= self.watchers
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
            if viewer is None:
                watcher.line.hang_up(WITHDRAWN)
                self.leave(watcher)
            else:
                watcher.viewer = viewer
                self._turn_to(watcher)
        self.unsettled -= asking

    def _turn_to(self, watcher: Watcher) -> None:
        """Points a watcher at the drawings of where they stand now, and shows the ready ones."""
        frames: dict[str, bytes] = {}
        for name, region in watcher.screen.regions.items():
            key = (region, region.seen(watcher.viewer))
            if watcher.keys.get(name) == key:
                continue
            self._look_away(watcher, name)
            drawing = self.drawings.setdefault(key, Drawing())
            drawing.watchers.add(watcher)
            watcher.keys[name] = key
            if not drawing.stale:
                frames[name] = drawing.frame
        if frames:
            watcher.line.put(frames)

    def _look_away(self, watcher: Watcher, name: str) -> None:
        key = watcher.keys.pop(name, None)
        if key is None:
            return
        drawing = self.drawings[key]
        drawing.watchers.discard(watcher)
        if not drawing.watchers:
            del self.drawings[key]

    async def _draw(self, db: AsyncSession) -> None:
        sending: dict[Watcher, dict[str, bytes]] = {}
        for (region, vantage), drawing in list(self.drawings.items()):
            if not drawing.stale:
                continue
            html = await region.html(db, vantage)
            drawing.stale = False
            if html == drawing.html:
                continue
            drawing.html = html
            drawing.frame = framed(draw_message(region.name, html))
            for watcher in drawing.watchers:
                sending.setdefault(watcher, {})[region.name] = drawing.frame
        for watcher, frames in sending.items():
            watcher.line.put(frames)


def draw_message(region: str, html: str) -> str:
    return json.dumps({"type": "draw", "region": region, "html": html}, ensure_ascii=False)
