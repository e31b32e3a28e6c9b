"""The hub: the stages of this process, one for each dialogue that somebody looks at."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from facilitator.kit.database import Database
from facilitator.live.drawing import Watcher
from facilitator.live.line import TOO_MANY, framed
from facilitator.live.screen import Foresee, Standings
from facilitator.live.stage import Stage

RESTART = 1012
MOST_OF_ONE = 64  # screens that one pass has open in this process: tabs, and lines that are dead
COME_BACK_WITHIN = 8000  # milliseconds


class Hub:
    def __init__(
        self, database: Database, standings: Standings, foresee: Foresee | None = None
    ) -> None:
        self.database = database
        self.standings = standings
        self.foresee = foresee
        self.stages: dict[UUID, Stage] = {}
        self.running: dict[UUID, asyncio.Task[None]] = {}
        self.ending: set[asyncio.Task[None]] = set()
        self.of_one: dict[UUID, dict[Watcher, None]] = {}  # by pass, in the order they came

    @contextmanager
    def watching(self, dialogue: UUID, watcher: Watcher) -> Iterator[None]:
        stage = self.stages.get(dialogue)
        if stage is None:
            stage = Stage(dialogue, self.database, self.standings, self.foresee)
            self.stages[dialogue] = stage
            self.running[dialogue] = asyncio.create_task(stage.run())
        try:
            with self._counted(watcher), stage.watching(watcher):
                yield
        finally:
            if not stage.watchers and self.stages.get(dialogue) is stage:
                del self.stages[dialogue]
                self._end(dialogue)

    @contextmanager
    def _counted(self, watcher: Watcher) -> Iterator[None]:
        """Whoever opens more screens than anybody needs loses the oldest of them."""
        own = self.of_one.setdefault(watcher.pass_id, {})
        own[watcher] = None
        if len(own) > MOST_OF_ONE:
            next(iter(own)).line.hang_up(TOO_MANY)
        try:
            yield
        finally:
            del own[watcher]
            if not own:
                self.of_one.pop(watcher.pass_id, None)

    def _end(self, dialogue: UUID) -> None:
        """It is over when it has given its connection back."""
        task = self.running.pop(dialogue)
        task.cancel()
        self.ending.add(task)
        task.add_done_callback(self.ending.discard)

    def heard(self, dialogue: UUID, revision: int) -> None:
        """A bell. One that tells nothing new (an echo of this process's own) wakes nobody."""
        stage = self.stages.get(dialogue)
        if stage and (stage.revision is None or stage.revision < revision):
            stage.stirred.set()

    def heard_all(self) -> None:
        for stage in self.stages.values():
            stage.stirred.set()

    def announce(self) -> None:
        """Tells every browser that it will be sent away, and how long to spread the coming back."""
        told = framed(json.dumps({"type": "restart", "within": COME_BACK_WITHIN}))
        for watcher in self.watchers():
            watcher.line.put({"restart": told})

    def send_away(self) -> None:
        for watcher in self.watchers():
            watcher.line.hang_up(RESTART)

    def watchers(self) -> list[Watcher]:
        return [watcher for stage in self.stages.values() for watcher in stage.watchers]

    async def close(self) -> None:
        """Sends every browser away, to come back to another worker."""
        self.send_away()
        for task in self.running.values():
            task.cancel()
        over = [*self.running.values(), *self.ending]
        await asyncio.gather(*over, return_exceptions=True)
