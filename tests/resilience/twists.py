"""Ways to make a worker of a test fail at a chosen place. They patch it before it serves."""

import asyncio
import os
import signal
from datetime import timedelta
from itertools import cycle
from typing import Any

from facilitator.kit import clock, database, work
from facilitator.rounds import timekeeper


def dies_after_commit() -> None:
    """Between the commit and the answer, once a note's event is in it: a kill, as by the kernel."""
    _dies(before=False)


def dies_before_commit() -> None:
    """All is flushed, nothing is committed."""
    _dies(before=True)


def _dies(*, before: bool) -> None:
    commit = work._commit

    async def dies(at: work.Work) -> Any:
        writes = any(type(event).__name__ == "NoteWritten" for event in at.happened)
        if writes and before:
            await at.db.flush()
        elif writes:
            await commit(at)
        if writes:
            os.kill(os.getpid(), signal.SIGKILL)
        return await commit(at)

    work._commit = dies


def clock_jumps() -> None:
    """The server's clock goes forth and back by half a minute with every look at it."""
    true, jumps = clock.now, cycle((timedelta(seconds=30), timedelta(seconds=-30)))
    for module in (clock, timekeeper, work):
        module.now = lambda: true() + next(jumps)


def soon_gives_postgres_up() -> None:
    database.ANSWERING = 1.0


def hangs_before_commit() -> None:
    """A note is taken in and nothing more is heard of it."""
    commit = work._commit

    async def hangs(at: work.Work) -> Any:
        if any(type(event).__name__ == "NoteWritten" for event in at.happened):
            await asyncio.sleep(3600)
        return await commit(at)

    work._commit = hangs
