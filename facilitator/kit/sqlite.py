"""SQLite inside the event loop.

A query of ours takes SQLite some 20 to 200 microseconds. To hand it to a thread, and its rows back,
takes longer, four times a query. So it is answered where it is asked; only what waits, for the disk
or for another process that writes, is done in a thread.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteExecutionContext
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool
from sqlalchemy.util import await_only

DRIVER = "sqlite+inside"
BEGIN_WRITING = "BEGIN IMMEDIATE"


class Cursor(sqlite3.Cursor):
    async def _async_soft_close(self) -> None:
        """What an asynchronous session asks of a cursor that it has read."""


class Connection(sqlite3.Connection):
    def cursor(self, factory: Any = Cursor) -> Any:
        return super().cursor(factory)


class Context(SQLiteExecutionContext):
    def create_server_side_cursor(self) -> Any:
        """Any of our cursors: rows come as they are fetched."""
        return self._dbapi_connection.cursor()


class InsideDialect(SQLiteDialect_pysqlite):
    """Python's own `sqlite3`, for an asynchronous engine."""

    driver = "inside"
    is_async = True
    supports_statement_cache = True
    supports_server_side_cursors = True
    execution_ctx_cls = Context

    @classmethod
    def get_pool_class(cls, _url: URL) -> type[Pool]:
        return AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> Any:
        args, options = super().create_connect_args(url)
        return args, {**options, "factory": Connection}

    def do_execute(self, cursor: Any, statement: str, *with_: Any) -> None:
        await_only(_at_once())
        if statement != BEGIN_WRITING:
            super().do_execute(cursor, statement, *with_)  # type: ignore[no-untyped-call]
        elif not _begins_at_once(cursor):
            await_only(_in_thread(lambda: cursor.execute(statement)))

    def do_executemany(self, *what: Any) -> None:
        await_only(_at_once())
        super().do_executemany(*what)  # type: ignore[no-untyped-call]

    def do_commit(self, dbapi_connection: Any) -> None:
        await_only(_in_thread(dbapi_connection.commit))


def _begins_at_once(cursor: Any) -> bool:
    """Nearly always no other process writes, and to wake a thread takes longer than to begin."""
    (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
    cursor.execute("PRAGMA busy_timeout=0")
    try:
        cursor.execute(BEGIN_WRITING)
    except sqlite3.OperationalError:
        return False
    finally:
        cursor.execute(f"PRAGMA busy_timeout={patience}")
    return True


async def _at_once() -> None:
    """Nothing to wait for; but an asynchronous connection insists that something is awaited."""


async def _in_thread(call: Callable[[], object]) -> None:
    """A connection is let go of only when its thread has: also by whoever was cancelled."""
    running = asyncio.ensure_future(asyncio.to_thread(call))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


registry.register(DRIVER.replace("+", "."), __name__, InsideDialect.__name__)
