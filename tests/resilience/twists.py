"""Ways to make a worker of a test fail at a chosen place. They patch it before it serves."""

import asyncio
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import Any

from facilitator import serve
from facilitator.kit import clock, database, work
from facilitator.rounds import timekeeper
from facilitator.screens.desk import exporting


def dies_after_commit() -> None:
    """Between the commit and the answer, once a note's event is in it: a kill, as by the kernel."""
    _dies(before=False)


def dies_before_commit() -> None:
    """All is flushed, nothing is committed."""
    _dies(before=True)


def _dies(*, before: bool) -> None:
    commit = work._commit

    async def dies(db: Any, works: Sequence[work.Work]) -> Any:
        writes = _write_a_note(works)
        if writes and before:
            await db.flush()
        elif writes:
            await commit(db, works)
        if writes:
            os.kill(os.getpid(), signal.SIGKILL)
        return await commit(db, works)

    work._commit = dies


def _write_a_note(works: Sequence[work.Work]) -> bool:
    return any(type(event).__name__ == "NoteWritten" for at in works for event in at.happened)


def clock_jumps() -> None:
    """The server's clock goes forth and back by half a minute with every look at it."""
    true, jumps = clock.now, cycle((timedelta(seconds=30), timedelta(seconds=-30)))
    for module in (clock, timekeeper, work):
        module.now = lambda: true() + next(jumps)


def soon_gives_postgres_up() -> None:
    database.ANSWERING = 1.0


def hangs_before_commit() -> None:
    """A note is taken in and nothing more is heard of it. The house does not wait long for it."""
    serve.AT_MOST = 2.0
    commit = work._commit

    async def hangs(db: Any, works: Sequence[work.Work]) -> Any:
        if _write_a_note(works):
            await asyncio.sleep(3600)
        return await commit(db, works)

    work._commit = hangs


def files_wait_to_be_told() -> None:
    """Making a file takes until the worker gets SIGUSR1; that it is begun stands in the log."""
    told = threading.Event()
    signal.signal(signal.SIGUSR1, lambda *_: told.set())

    def waits(write: Any) -> Any:
        def writes(*what: Any) -> bytes:
            print("a file is begun", flush=True)
            told.wait()
            return write(*what)

        return writes

    for name, each in exporting.FORMATS.items():
        exporting.FORMATS[name] = replace(each, write=waits(each.write))
