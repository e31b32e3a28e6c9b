"""A café that lives through any commands in any order, in a database of its own each time.

What a machine made of this expects is kept in its own dicts; after each step they are compared
with the rows. A command that is refused must have committed nothing at all.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from facilitator.kit.database import Database
from facilitator.kit.errors import Refusal
from facilitator.kit.ids import new_id
from facilitator.kit.work import Work
from tests.cast import Cafe, make_cafe
from tests.running import quick_folder
from tests.works import at_work

STEPS = 20
A = TypeVar("A")
Prepare = Callable[[Database, Cafe], Awaitable[None]]


@dataclass(frozen=True)
class Opening:
    """A café before the first command, as the bytes of its database."""

    folder: Path
    cafe: Cafe
    start: bytes


@contextmanager
def opening(empty: bytes, otherwise: Path, prepare: Prepare) -> Iterator[Opening]:
    """The harbour café in an `empty` migrated SQLite database, and what `prepare` makes of it."""
    with quick_folder(otherwise) as folder:
        file = folder / "opening.db"
        file.write_bytes(empty)

        async def make() -> Cafe:
            database = Database(f"sqlite+aiosqlite:///{file}")
            cafe = await make_cafe(database)
            await prepare(database, cafe)
            await database.close()
            return cafe

        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            cafe = runner.run(make())
        yield Opening(folder, cafe, file.read_bytes())


def live_through(machine: Callable[[], RuleBasedStateMachine], examples: int) -> None:
    """Runs a machine `examples` times; as often as the profile says, where that is more.

    An evening that fails is told as it was: to shorten one takes minutes, as searches differ.
    """
    asked = settings()
    thorough = asked.max_examples > settings.get_profile("house").max_examples
    often = asked.max_examples if thorough else examples
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=often, stateful_step_count=STEPS, phases=[Phase.generate], database=None
        ),
    )


class CafeMachine(RuleBasedStateMachine):
    """One café, from its opening on."""

    def __init__(self, opened: Opening) -> None:
        super().__init__()
        self.cafe = opened.cafe
        self.names = {person: who for who, person in opened.cafe.people.items()}
        self.runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self.file = opened.folder / f"{new_id()}.db"
        self.file.write_bytes(opened.start)
        self.database = Database(f"sqlite+aiosqlite:///{self.file}")
        self.onlooker = sqlite3.connect(self.file)

    def teardown(self) -> None:
        self.onlooker.close()
        self.run(self.database.close())
        self.runner.close()
        for left in self.file.parent.glob(f"{self.file.name}*"):
            left.unlink()

    def run(self, what: Any) -> Any:
        return self.runner.run(what)

    def command(self, who: str, deed: Callable[[Work], Awaitable[A]]) -> A:
        """What a deed of somebody's gives, committed; Refusal if refused, and nothing was."""
        before = self.committed

        async def do() -> A:
            async with at_work(self.database, self.cafe.people[who]) as work:
                return await deed(work)

        try:
            done: A = self.run(do())
        except Refusal:
            assert self.committed == before, "a refused command has changed something"
            raise
        return done

    @property
    def committed(self) -> int:
        """Another number than before: somebody else has committed since."""
        (number,) = self.onlooker.execute("PRAGMA data_version").fetchone()
        return int(number)

    def rows(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """As anybody finds them in the file."""
        return self.onlooker.execute(query, given).fetchall()
