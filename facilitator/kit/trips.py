"""A statement to SQLite in one trip to its connection's thread, where the driver makes four.

Making a cursor, executing, fetching and closing each wake that thread and come back. With a page of
thirty statements on two busy cores, the waking takes longer than all that SQLite does.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util.concurrency import await_


@dataclass
class Trip:
    """What a cursor brought back. Nothing of it is left in the thread."""

    connection: Any
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: Any = ()

    async def execute(self, sql: str, parameters: Any = ()) -> None:
        await self._go("execute", sql, parameters)

    async def executemany(self, sql: str, parameters: Any) -> None:
        await self._go("executemany", sql, parameters)

    async def fetchall(self) -> Any:
        return self.rows

    def close(self) -> None:
        """Nothing is open."""

    async def _go(self, *what: Any) -> None:
        brought = await self.connection._execute(_there_and_back, self.connection._conn, *what)  # noqa: SLF001 - the driver's own way in
        self.description, self.rowcount, self.lastrowid, self.rows = brought


def _there_and_back(database: sqlite3.Connection, how: str, *what: Any) -> Any:
    with closing(database.cursor()) as cursor:
        getattr(cursor, how)(*what)
        return cursor.description, cursor.rowcount, cursor.lastrowid, cursor.fetchall()


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """SQLAlchemy's cursor over a trip."""

    __slots__ = ()

    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: Any) -> Any:
        return Trip(connection)

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor


class Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = Cursor


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """For `create_async_engine(module=…)`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *where: Any, **how: Any) -> Connection:
        connecting: Any = aiosqlite.connect(*where, **how)
        connecting._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does
        return Connection(self, await_(connecting))
