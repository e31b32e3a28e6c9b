"""Where files are made, beside everything else: some at once, some waiting their turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import ParamSpec

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import TooMany
from facilitator.kit.words import N_

AT_ONCE, IN_LINE = 2, 8

P = ParamSpec("P")


class Bench:
    """More than wait here already are asked to come back."""

    def __init__(self, room: int, queue: int) -> None:
        self._seats = asyncio.Semaphore(room)
        self._most = room + queue
        self.here = 0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        if self.here >= self._most:
            raise TooMany(
                N_("Other files are being made right now. Try again in a moment."), wait=5
            )
        self.here += 1
        try:
            async with self._seats:
                yield
        finally:
            self.here -= 1


bench = Bench(AT_ONCE, IN_LINE)


async def made(
    db: AsyncSession, write: Callable[P, bytes], *given: P.args, **more: P.kwargs
) -> bytes:
    """The file that `write` makes of what was read. That takes a while: the connection is for
    others meanwhile, and so is the loop."""
    await db.close()
    async with bench.taken():
        return await asyncio.to_thread(write, *given, **more)
