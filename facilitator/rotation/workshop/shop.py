"""The workshop: a few long-lived workers, started when first needed and kept warm."""

import asyncio
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Any

from facilitator.rotation.workshop.frames import HEAD, framed, opened

Job = Callable[[], Iterator[Any]]
"""Something that can be pickled (a function of a module, a `partial` of one) and yields results."""


class Broken(Exception):  # noqa: N818 - what became of the worker
    """A job that failed, or whose worker died; says why, for the log."""


class Workshop:
    """`size` jobs at a time; others wait for a worker."""

    def __init__(self, size: int = 2) -> None:
        self.free = asyncio.Semaphore(size)
        self.idle: list[Process] = []
        self.all: set[Process] = set()

    async def do(self, job: Job) -> AsyncGenerator[Any, None]:
        """What a job yields, as it comes. To leave early is to cancel: the worker is ended.

        Raises Broken.
        """
        async with self.free:
            worker = self.idle.pop() if self.idle else await self._start()
            try:
                async for found in _done(worker, job):
                    yield found
            except BaseException:
                await self._end(worker)
                raise
            self.idle.append(worker)

    async def close(self) -> None:
        for worker in list(self.all):
            await self._end(worker)
        self.idle.clear()

    async def _start(self) -> Process:
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "facilitator.rotation.workshop", stdin=PIPE, stdout=PIPE
        )
        self.all.add(worker)
        return worker

    async def _end(self, worker: Process) -> None:
        self.all.discard(worker)
        with suppress(ProcessLookupError):
            worker.kill()
        await worker.wait()


async def _done(worker: Process, job: Job) -> AsyncIterator[Any]:
    asking, told = worker.stdin, worker.stdout
    assert isinstance(asking, StreamWriter)  # noqa: S101 - both are pipes
    assert isinstance(told, StreamReader)  # noqa: S101
    try:
        asking.write(framed(job))
        await asking.drain()
        while True:
            (length,) = HEAD.unpack(await told.readexactly(HEAD.size))
            kind, found = opened(await told.readexactly(length))
            if kind == "end":
                return
            if kind == "failed":
                raise Broken(found)
            yield found
    except (OSError, asyncio.IncompleteReadError) as lost:
        raise Broken("the worker died") from lost
