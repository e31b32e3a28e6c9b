"""A small stage for tests: two regions, people who stand where told, lines that remember."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from facilitator.kit.database import Database
from facilitator.kit.events import Event
from facilitator.kit.ids import new_id
from facilitator.live.drawing import Watcher
from facilitator.live.screen import Region, Screen, always
from facilitator.live.stage import Stage
from facilitator.notes.events import NoteWritten
from facilitator.rounds.events import RoundMoved
from tests.works import at_work


@dataclass(frozen=True)
class Stander:
    """A viewer at a table."""

    participant: UUID | None
    table: int
    screens: tuple[str, ...] = ("play",)

    @property
    def place(self) -> int:
        return self.table

    @property
    def faceless(self) -> "Stander":
        return replace(self, participant=None)

    def may_watch(self, screen: str) -> bool:
        return screen in self.screens


@dataclass(frozen=True)
class At:
    table: int
    locale: str = "en"


@dataclass
class Remembering:
    """A line that remembers what was put on it."""

    sent: list[dict[str, str]] = field(default_factory=list)
    code: int | None = None

    def put(self, frames: dict[str, bytes]) -> None:
        assert self.code is None, "sent after hanging up"
        told = {name: json.loads(frame[frame.index(b"{") :]) for name, frame in frames.items()}
        self.sent.append({name: each["html"] for name, each in told.items()})

    def hang_up(self, code: int) -> None:
        self.code = code

    @property
    def seen(self) -> dict[str, str]:
        return {name: html for each in self.sent for name, html in each.items()}


class Told(Region):
    """A region that is what its reader says, without a template."""

    async def html(self, db: Any, vantage: Any) -> str:
        return str(await self.read(db, vantage))


Words = Callable[[At], Awaitable[str]]


class Troupe:
    """A stage with the regions `notes` (narrowed to a table) and `clock` (the same for all)."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.dialogue = new_id()
        self.words: dict[str, str] = {"notes": "none", "clock": "0:00"}
        self.drawn: Counter[tuple[str, int]] = Counter()
        self.while_drawing: Words | None = None
        self.viewers: dict[UUID, Stander] = {}
        self.screen = Screen("play")
        self._add("notes", NoteWritten, lambda event, at: event.table.int == at.table)
        self._add("clock", RoundMoved, always)
        self.stage = Stage(self.dialogue, database, self.standings)

    def _add(self, name: str, heard: type[Event], concerns: Any) -> None:
        async def read(db: Any, at: At) -> str:
            self.drawn[name, at.table] += 1
            if self.while_drawing:
                await self.while_drawing(at)
            return f"{self.words[name]} at {at.table}" if name == "notes" else self.words[name]

        seen = lambda viewer: At(viewer.table)  # noqa: E731
        self.screen.regions[name] = Told(name, "", seen, frozenset([heard]), concerns, read)

    async def standings(
        self, db: Any, dialogue: Any, passes: Any, _new: Any
    ) -> dict[UUID, Stander]:
        return {each: self.viewers[each] for each in passes if each in self.viewers}

    def watcher(self, table: int = 1) -> Watcher:
        pass_id = new_id()
        self.viewers[pass_id] = Stander(new_id(), table)
        return Watcher(pass_id, self.screen, Remembering())

    async def happens(self, *events: Event) -> None:
        async with at_work(self.database) as work:
            for event in events:
                work.record(event)

    async def note(self, table: int, words: str) -> None:
        self.words["notes"] = words
        await self.happens(NoteWritten(self.dialogue, new_id(), UUID(int=table)))

    async def round_moves(self) -> None:
        await self.happens(RoundMoved(self.dialogue, new_id(), 1))
