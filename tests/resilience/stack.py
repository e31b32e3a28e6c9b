"""A whole installation on one machine: database, Redis, workers, and a wire on every hop."""

import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from facilitator.kit.database import Database
from facilitator.kit.migrate import to_newest
from facilitator.people.rules import screen_pass
from facilitator.rounds.actions import open_next
from facilitator.screens.doors import cookie_name
from tests import programs, services
from tests.cast import Cafe, make_cafe
from tests.resilience.checking import Found, found, trouble
from tests.resilience.history import History
from tests.resilience.phone import Phone
from tests.resilience.programs import Program, Worker
from tests.resilience.wire import Wire
from tests.running import answers, free_port, to_this_machine
from tests.works import at_work

NUMBERS = count(1)
SOON = ("-c", "recovery_init_sync_method=syncfs")  # after a crash, not each of a thousand files


@dataclass
class Stack:
    """`doors` lead from phones to the workers; `bells` from each worker to Redis."""

    database_url: str  # by no wire
    room: Path
    workers: list[Worker] = field(default_factory=list)
    doors: list[Wire] = field(default_factory=list)
    bells: list[Wire] = field(default_factory=list)
    stores: list[Wire] = field(default_factory=list)  # from each worker to PostgreSQL
    postgres: Program | None = None
    redis: Program | None = None

    async def cafe(self) -> Cafe:
        """A café of its own, for one test, with its first round open."""
        number = next(NUMBERS)
        database = Database(self.database_url)
        cafe = await make_cafe(database, f"harbour-{number}", f"other-{number}")
        async with at_work(database, cafe.people["dora"]) as work:
            await open_next(work, cafe.session, 1)
        await database.close()
        return cafe

    def phone(
        self,
        cafe: Cafe,
        who: str,
        history: History | None = None,
        *,
        door: int = 0,
        screen: str = "phone",
        **nature: float,
    ) -> Phone:
        """Somebody's phone (or a keeper's table laptop), by way of a worker's door."""
        held = screen_pass(screen)
        cookie = f"{cookie_name(held, cafe.slug)}={cafe.passes[who, held]}"
        path = f"/{screen}/{cafe.slug}"
        base = self.doors[door].url
        return Phone(who, base, path, cookie, history=history, **{"pace": 0.05} | nature)

    async def chair(self, cafe: Cafe, path: str, door: int = 0, **fields: object) -> int:
        """Dora sends a form of her console; gives the answer's status."""
        dora = self.phone(cafe, "dora", door=door, screen="console")
        async with to_this_machine() as dora.wires:
            return (await dora.ask("POST", path, data=fields)).status_code

    async def open_round(self, cafe: Cafe, number: int) -> None:
        path = f"sessions/{cafe.session}/rounds/{number}/opening"
        assert await self.chair(cafe, path, expected=0) == 204

    async def found(self, cafe: Cafe, history: History) -> Found:
        return await found(self.database_url, cafe.dialogue, history)

    def trouble(self) -> list[str]:
        return [line for worker in self.workers for line in trouble(worker.log)]

    async def calm(self) -> None:
        """Everything runs and every wire flows again."""
        for program in (self.postgres, self.redis):
            if program and program.process.poll() is not None:
                await program.start()
        for wire in (*self.doors, *self.bells, *self.stores):
            await wire.calm()
        for worker in self.workers:
            if worker.process.exitcode is not None:
                await worker.start()


@asynccontextmanager
async def sqlite_stack(room: Path) -> AsyncIterator[Stack]:
    """One worker on a SQLite file, as the product is started by default."""
    stack = Stack(f"sqlite+aiosqlite:///{room}/house.db", room)
    to_newest(stack.database_url)
    async with AsyncExitStack() as up:
        await _employ(up, stack, 1)
        yield stack


@asynccontextmanager
async def postgres_stack(room: Path, workers: int = 2) -> AsyncIterator[Stack]:
    """Workers on a PostgreSQL that syncs to disk as in earnest, and a Redis."""
    who = programs.servant()
    async with AsyncExitStack() as up:
        home = up.enter_context(services.room_of(who))
        port = free_port()
        url = services.make_cluster(home, port, who)
        postgres = await running(up, home, services.postgres_command(home, port, *SOON), **who)
        stack = Stack(url, room, postgres=postgres)
        to_newest(url)
        (room / "redis").mkdir()
        port = free_port()
        stack.redis = await running(
            up, room / "redis", services.redis_command(port), lambda: answers(port)
        )
        await _employ(up, stack, workers, f"redis://127.0.0.1:{port}/0")
        yield stack


async def running(
    up: AsyncExitStack, room: Path, command: list[str], ready: object = None, **who: object
) -> Program:
    program = Program(command, room, ready, **who)
    up.push_async_callback(program.end, signal.SIGINT)
    await program.start()
    return program


async def _employ(up: AsyncExitStack, stack: Stack, workers: int, redis: str | None = None) -> None:
    for number in range(workers):
        database, bell = stack.database_url, redis
        if stack.postgres:
            stack.stores.append(await up.enter_async_context(Wire(database)))
            database = stack.stores[-1].url
        if bell:
            stack.bells.append(await up.enter_async_context(Wire(bell)))
            bell = stack.bells[-1].url
        worker = Worker(database, bell, stack.room / f"worker-{number}.log")
        stack.workers.append(worker)
        await worker.start()
        up.push_async_callback(worker.end)
        stack.doors.append(await up.enter_async_context(Wire(worker.url)))
