"""The process in which likeness is reckoned: started when first asked, one at a time.

The server's own process loads no model and is never kept from answering.
"""

import asyncio
import gc
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from facilitator.harvest.merging import harvest
from facilitator.harvest.merging.proposing import proposals
from facilitator.harvest.points import Harvest, Proposed, Source

T = TypeVar("T")


def _settle() -> None:
    """Tidies up after itself, and lets the server go first."""
    gc.enable()
    os.nice(10)


class Worker:
    """One process; another is started where it died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def harvested(self, sources: Sequence[Source]) -> Harvest:
        return await self._done(harvest, sources)

    async def proposed(self, sources: Sequence[Source], lying: Harvest) -> tuple[Proposed, ...]:
        return await self._done(proposals, sources, lying)

    async def _done(self, what: Callable[..., T], *given: object) -> T:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), _settle)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, what, *given)
        except BrokenProcessPool:
            self.close()
            raise

    def close(self) -> None:
        """What is being reckoned is dropped: whoever closes would else wait for its end. The pool
        is waited for, a moment, for it gives back its semaphores, which the system keeps."""
        if self._pool:
            for process in list((self._pool._processes or {}).values()):  # noqa: SLF001
                process.kill()
            self._pool.shutdown(cancel_futures=True)
        self._pool = None
