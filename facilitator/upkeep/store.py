"""The database of the settings, opened for one command."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Annotated, TypeVar
from uuid import UUID

import typer
from sqlalchemy import text

from facilitator.kit.database import Database
from facilitator.settings import set_settings, settings

T = TypeVar("T")
DatabaseUrl = Annotated[
    str | None, typer.Option(help="sqlite+aiosqlite:///… or postgresql+asyncpg://…")
]


class Silence:
    """A bell nobody hears: a running server looks at the log by itself within two seconds."""

    async def ring(self, dialogue: UUID, revision: int) -> None:
        pass


def with_database(url: str | None, do: Callable[[Database], Awaitable[T]]) -> T:
    set_settings(database_url=url)

    async def run() -> T:
        async with opened(settings().database_url) as database:
            return await do(database)

    return asyncio.run(run())


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


async def leave_no_trace(database: Database) -> None:
    """What was changed or deleted is also gone from the pages of the file and its log."""
    by_itself = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    async with by_itself.connect() as connection:
        if database.is_sqlite:
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None  # noqa: S101
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            await connection.execute(text("VACUUM"))
