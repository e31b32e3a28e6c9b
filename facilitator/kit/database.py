"""The database: SQLite in a file by default, PostgreSQL beyond one process. Same code on both."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from facilitator.kit import chain, sqlite

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON")
POSTGRES = {
    "synchronous_commit": "on",  # whatever the server's own setting is: saved means on its disk
    "lock_timeout": "4000",
    "statement_timeout": "15000",
    "idle_in_transaction_session_timeout": "10000",
}

WAITING = 10.0  # seconds for a connection; then the server is busy, before a phone gives up
ANSWERING = 20.0  # seconds until a PostgreSQL that says nothing, not even that it is late, is gone

P = ParamSpec("P")
R = TypeVar("R")
Query = Callable[Concatenate[AsyncSession, P], Awaitable[R]]


class Reading(AsyncSession):
    """A session that only reads, and reads of one moment."""


def told_once(query: Query[P, R]) -> Query[P, R]:
    """Asks the database once in a reading, whoever asks: it cannot be told anything else. The
    regions of a page ask for the same rounds and tables a dozen times. Arguments are hashable, and
    nobody changes what they are given."""

    @wraps(query)
    async def ask(db: AsyncSession, /, *args: P.args, **more: P.kwargs) -> R:
        if not isinstance(db, Reading):
            return await query(db, *args, **more)
        key = query, args, *more.items()
        if key not in db.info:
            db.info[key] = await query(db, *args, **more)
        told: R = db.info[key]
        return told

    return ask


class Database:
    """An engine with two ways in: `reading()` sessions, and `writing()` sessions.

    All that a reading session is told is of one moment, that of its first question: a page made of
    ten questions would else speak of notes that another of them has not heard of. SQLite's readers
    are like that by themselves; PostgreSQL's are where they ask for it.

    On SQLite a writing session takes the write lock when it begins (`BEGIN IMMEDIATE`): a
    transaction that reads first and writes later fails at once when another one wrote in between,
    and no timeout helps. Writers of one process queue here, in order, rather than in SQLite's
    unfair busy loop.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgres(url)
        steady = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self.reading = async_sessionmaker(
            self.engine.execution_options(**steady), class_=Reading, expire_on_commit=False
        )
        self._writers = async_sessionmaker(
            self.engine.execution_options(writing=True), expire_on_commit=False
        )
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session that may write. The caller commits; leaving without rolls back."""
        async with self._turn if self.is_sqlite else nullcontext(), self._writers() as db:
            yield db

    async def close(self) -> None:
        await self.engine.dispose()


def _sqlite(url: URL) -> AsyncEngine:
    inside = url.set(drivername=sqlite.DRIVER)
    engine = create_async_engine(
        inside, pool_size=8, max_overflow=0, pool_timeout=WAITING, json_serializer=_dumps
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we begin our transactions ourselves
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        connection.create_function("seal", 2, chain.seal, deterministic=True)

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql(sqlite.BEGIN_WRITING if writing else "BEGIN")

    return engine


def _postgres(url: str) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=10,
        max_overflow=5,
        pool_timeout=WAITING,
        pool_pre_ping=True,
        json_serializer=_dumps,
        connect_args={
            "server_settings": POSTGRES,
            "timeout": WAITING,
            "command_timeout": ANSWERING,
        },
    )


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
