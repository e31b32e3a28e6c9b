"""The database of the settings, opened for one command."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from uuid import UUID

import typer
from sqlalchemy import text

from facilitator.kit.database import Database
from facilitator.kit.ground import Unusable, check, check_newest, opened, told
from facilitator.settings import set_settings, settings

T = TypeVar("T")
DatabaseUrl = Annotated[
    str | None, typer.Option(help="sqlite+aiosqlite:///… or postgresql+asyncpg://…")
]


class Silence:
    """A bell nobody hears: a running server looks at the log by itself within two seconds."""

    async def ring(self, dialogue: UUID, revision: int) -> None:
        pass


def with_database(
    url: str | None, do: Callable[[Database], Awaitable[T]], *, any_schema: bool = False
) -> T:
    """Ends the program with a sentence where the database cannot be used."""
    set_settings(database_url=url)

    async def run() -> T:
        async with opened(settings().database_url) as database:
            await (check if any_schema else check_newest)(database)
            with told(database):
                return await do(database)

    try:
        return asyncio.run(run())
    except Unusable as refusal:
        typer.echo(refusal, err=True)
        raise typer.Exit(1) from None


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
