"""The long drill: hundreds of kills and crashes under load, and what was lost.

    python -m tests.resilience.drill --out var/drill

writes the raw history of every café it breaks (`*.jsonl.gz`, one line for each thing tried and what
came of it) and one page of figures (`drill.md`) after each. It needs PostgreSQL and Redis as the
tests do, and about an hour of two cores.
"""

import argparse
import asyncio
import gzip
import json
import os
import platform
import shutil
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path

from tests.resilience.checking import Found
from tests.resilience.history import History
from tests.resilience.stack import Stack, postgres_stack, sqlite_stack
from tests.resilience.writing import progress, writers

IN_ONE_CAFE = 4  # faults; then another one, as no table writes a thousand notes
CAST = dict.fromkeys(("ada", "ben", "cleo"), "phone") | dict.fromkeys(
    ("gita", "hugo", "ines"), "table"
)
HEAD = (
    *("What was broken", "Times", "Notes saved", "Lost", "Twice", "Wrong place", "Gaps"),
    *("Sent again, known", "Back after (s) p50 / p95 / max"),
)
BESIDE = 0.5  # seconds between two notes while Redis is away
Strike = Callable[[], Awaitable[None]]


@dataclass
class Outcome:
    """What one kind of fault led to. Seconds."""

    name: str
    faults: int = 0
    found: list[Found] = field(default_factory=list)
    again: int = 0  # notes that were stored already when they were sent again
    recoveries: list[float] = field(default_factory=list)  # from the fault to the next "saved"
    trouble: int = 0  # answers with 500, tracebacks

    def total(self, name: str) -> int:
        return sum(asdict(found)[name] for found in self.found)


@dataclass
class Drill:
    out: Path
    notes: int  # saved between two faults
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    lateness: dict[str, list[float]] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)  # while Redis was away
    began: float = field(default_factory=time.monotonic)

    async def strikes(self, name: str, stack: Stack, count: int, strike: Strike) -> None:
        """Strikes so many times, in one café after the other. Stacks of one name count together."""
        outcome = self.outcomes.setdefault(name, Outcome(name))
        known = 0
        for struck in range(0, count, IN_ONE_CAFE):
            await self._cafe(outcome, stack, min(IN_ONE_CAFE, count - struck), strike)
            outcome.trouble += len(stack.trouble()) - known
            known = len(stack.trouble())
            self.write_page()

    async def _cafe(self, outcome: Outcome, stack: Stack, count: int, strike: Strike) -> None:
        cafe = await stack.cafe()
        with ExitStack() as files:
            history = self._history(files, f"{outcome.name}-{cafe.slug}")
            doors = len(stack.doors)
            async with writers(stack, cafe, history, CAST, watching=("cleo",), doors=doors):
                for _ in range(count):
                    await progress(history, self.notes)
                    began = time.monotonic()
                    history.add("fault", outcome.name)
                    await strike()
                    await progress(history, 1)
                    outcome.recoveries.append(time.monotonic() - began)
                    outcome.faults += 1
            found = await stack.found(cafe, history)
            history.add("found", outcome.name, **asdict(found))
        outcome.found.append(found)
        outcome.again += sum(1 for line in history.of("ok") if line["status"] == 200)

    def _history(self, files: ExitStack, name: str) -> History:
        path = self.out / f"{name}.jsonl.gz"
        return History(files.enter_context(gzip.open(path, "wt", encoding="utf-8")))

    async def without_redis(self, stack: Stack, seconds: float) -> None:
        """Ada writes at one worker, Ben reads at the other; Redis is stopped in the middle."""
        cafe = await stack.cafe()
        outcome = self.outcomes["redis-stopped"] = Outcome("redis-stopped", faults=1)
        with ExitStack() as files:
            history = self._history(files, outcome.name)
            async with (
                stack.phone(cafe, "ada", history, door=0) as ada,
                stack.phone(cafe, "ben", history, door=1) as ben,
            ):
                await asyncio.gather(ada.at_table(), ben.at_table())
                for when, lasts in (("before", 10.0), ("without", seconds), ("after", 10.0)):
                    if when == "without":
                        await stack.redis.end()
                    elif when == "after":
                        await stack.redis.start()
                    self.lateness[when] = await seen_late(ada, ben, lasts, when)
            outcome.found.append(await stack.found(cafe, history))
            self.refused = [status for status in ada.statuses if status != 201]
            history.add("found", "redis", refused=self.refused, late=self.lateness)
        outcome.trouble = len(stack.trouble())

    def write_page(self) -> None:
        (self.out / "drill.md").write_text("\n".join(self.page()) + "\n", encoding="utf-8")
        figures = {
            "outcomes": [asdict(each) for each in self.outcomes.values()],
            "lateness": self.lateness,
        }
        (self.out / "drill.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")

    def page(self) -> Iterator[str]:
        yield f"| {' | '.join(HEAD)} |"
        yield f"|{'---|' * len(HEAD)}"
        for each in self.outcomes.values():
            back = spread(each.recoveries)
            counts = (
                each.total(n) for n in ("acknowledged", "lost", "doubled", "misplaced", "gaps")
            )
            yield (
                f"| {each.name} | {each.faults} | {' | '.join(f'{n:,}' for n in counts)} |"
                f" {each.again} | {back} |"
            )
        yield ""
        for when, late in self.lateness.items():
            yield f"- Redis {when}: {len(late)} notes, seen after (s) {spread(late)}"
        yield f"- {len(self.refused)} notes refused or unanswered while Redis was away"
        trouble = sum(each.trouble for each in self.outcomes.values())
        yield f"- {trouble} answers with 500 or tracebacks"
        minutes = (time.monotonic() - self.began) / 60
        yield f"- {minutes:.0f} minutes, Python {platform.python_version()}, {os.cpu_count()} cores"


async def seen_late(writer, reader, seconds: float, when: str) -> list[float]:
    """Writes for so long; gives the seconds from each "saved" until the other has it on screen."""
    late, end, number = [], time.monotonic() + seconds, 0
    while time.monotonic() < end:
        words = f"{when} {(number := number + 1)}."
        writer.write(words)
        await writer.all_saved()
        saved = time.monotonic()
        await reader.until(lambda one, words=words: words in one.regions.get("notes", ""))
        late.append(time.monotonic() - saved)
        await asyncio.sleep(BESIDE)
    return late


def spread(seconds: list[float]) -> str:
    ordered = sorted(seconds) or [0.0]
    ranks = (ordered[min(len(ordered) - 1, int(q * len(ordered)))] for q in (0.5, 0.95, 1))
    return " / ".join(f"{each:.2f}" for each in ranks)


async def main(given: argparse.Namespace) -> None:
    """All at once, Redis excepted: most of a kill's time is waiting, for a disk or for a start."""
    given.out.mkdir(parents=True, exist_ok=True)
    drill = Drill(given.out, given.notes)
    if given.redis:
        async with postgres_stack(room_in(given.out, "redis")) as stack:
            await drill.without_redis(stack, given.redis)
    async with asyncio.TaskGroup() as all_of_them:
        for name, count, strike_of in (
            ("postgres-crash", given.crashes, crash_of),
            ("worker-killed", given.workers, kill_of),
        ):
            all_of_them.create_task(on_postgres(drill, name, count, strike_of))
        for number in range(given.beside):
            count = len(range(number, given.kills, given.beside))
            all_of_them.create_task(on_sqlite(drill, number, count))
    print("\n".join(drill.page()))


async def on_postgres(
    drill: Drill, name: str, count: int, strike_of: Callable[[Stack], Strike]
) -> None:
    if count:
        async with postgres_stack(room_in(drill.out, name)) as stack:
            await drill.strikes(name, stack, count, strike_of(stack))


async def on_sqlite(drill: Drill, number: int, count: int) -> None:
    if count:
        async with sqlite_stack(room_in(drill.out, f"sqlite-{number}")) as stack:
            await drill.strikes("sqlite-killed", stack, count, kill_of(stack))


def room_in(out: Path, name: str) -> Path:
    """An empty folder for a stack: the logs of its workers stay there."""
    room = out / name
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    return room


def crash_of(stack: Stack) -> Strike:
    async def crash() -> None:
        await stack.postgres.end(signal.SIGQUIT)
        await stack.postgres.start()

    return crash


def kill_of(stack: Stack) -> Strike:
    in_turn = cycle(stack.workers)

    async def kill() -> None:
        worker = next(in_turn)
        await worker.end()
        await worker.start()

    return kill


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=Path("var/drill"))
    options.add_argument("--kills", type=int, default=300, help="of the worker on SQLite")
    options.add_argument("--crashes", type=int, default=100, help="of PostgreSQL")
    options.add_argument("--workers", type=int, default=100, help="kills of one of two workers")
    options.add_argument("--beside", type=int, default=4, help="SQLite files with a worker each")
    options.add_argument("--notes", type=int, default=105, help="saved between two faults")
    options.add_argument("--redis", type=float, default=60, help="seconds without Redis")
    asyncio.run(main(options.parse_args()))
