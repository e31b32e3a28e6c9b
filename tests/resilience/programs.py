"""The programs of a stack, each a process that can be killed, stopped and started again."""

import asyncio
import multiprocessing
import os
import resource
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.resilience import inside
from tests.running import free_port, until

FORKS = multiprocessing.get_context("forkserver")
# A fork runs the main module again: what pytest and the drill import is there already.
FORKS.set_forkserver_preload(["pytest", "tests.resilience.stack", "tests.resilience.nursery"])


class Program:
    """A server program: PostgreSQL, Redis, or the product as an operator starts it."""

    def __init__(
        self, command: Sequence[str], room: Path, ready: Callable[[], bool] | None, **who: Any
    ) -> None:
        self.command, self.room, self.who = list(command), room, who
        self.log = room / "log"
        self.starts = 0
        self.ready = ready or self._says_so
        self.process: subprocess.Popen[bytes] | None = None

    def _says_so(self) -> bool:
        """As PostgreSQL does."""
        return self.log.read_text().count("ready to accept") >= self.starts

    def launch(self) -> None:
        self.starts += 1
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command, cwd=self.room, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True, **self.who,
            )  # fmt: skip

    async def start(self) -> None:
        self.launch()
        await asyncio.to_thread(until, lambda: self.process.poll() is not None or self.ready())
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.command[0]} stopped: {self.log.read_text()[-2000:]}")

    def send(self, what: signal.Signals) -> None:
        self.process.send_signal(what)

    async def end(self, how: signal.Signals = signal.SIGKILL) -> int:
        """Ends it by a signal; gives its exit status."""
        if self.process.poll() is None:
            self.send(how)
        return await asyncio.to_thread(self.process.wait, 60)


class Worker:
    """A process of the product, forked."""

    def __init__(self, database_url: str, redis_url: str | None, log: Path) -> None:
        self.database_url, self.redis_url, self.log = database_url, redis_url, log
        self.port = free_port()
        self.process: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, *twisted: str) -> None:
        self.process = FORKS.Process(
            target=inside.serve,
            args=(self.port, self.database_url, self.redis_url, str(self.log), twisted),
            daemon=True,
        )
        await asyncio.to_thread(self.process.start)
        async with asyncio.timeout(60):
            while not await self.listens():
                if self.process.exitcode is not None:
                    raise RuntimeError(f"a worker stopped: {self.log.read_text()[-2000:]}")
                await asyncio.sleep(0.01)

    async def listens(self) -> bool:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.close()
            return True
        return False

    def send(self, what: signal.Signals) -> None:
        os.kill(self.process.pid, what)

    async def end(self, how: signal.Signals = signal.SIGKILL) -> int:
        """Ends it by a signal, or waits until it has ended itself; gives its exit status."""
        with suppress(ProcessLookupError):
            if self.process.exitcode is None:
                self.send(how)
        return await self.ended()

    async def ended(self) -> int:
        await asyncio.to_thread(self.process.join, 60)
        assert self.process.exitcode is not None, "it does not end"
        return self.process.exitcode

    def limit_files(self, spare: int) -> tuple[int, int]:
        """Leaves it room for so many more open files; gives the limits it had."""
        had = resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE)
        now = max(int(each) for each in os.listdir(f"/proc/{self.process.pid}/fd")) + 1
        self.set_files((now + spare, had[1]))
        return had

    def set_files(self, limits: tuple[int, int]) -> None:
        resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE, limits)

    def limit_file_size(self, size: int) -> None:
        """A disk that is full: no file of its may grow past so many bytes. -1: it is free again."""
        hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, hard))
