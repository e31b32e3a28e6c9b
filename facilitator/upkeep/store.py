"""The database of the settings, opened for one command."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
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


OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


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


async def check_alone(url: str) -> None:
    """Raises Unusable where anybody else has the database open, as a server has."""
    async with opened(url) as database:
        with told(database):
            if await _has_others(database):
                raise Unusable("Somebody has this database open. Stop the server first.")


async def _has_others(database: Database) -> bool:
    if database.is_sqlite:
        return _is_open(Path(database.url.database or ""))
    async with database.reading() as db:
        return bool(await db.scalar(text(OTHERS)))


def _is_open(path: Path) -> bool:
    """SQLite lets only who is alone leave the WAL mode (the next to come enters it again)."""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(path, timeout=0)) as file:
        try:
            file.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            return True
        except sqlite3.DatabaseError:
            pass  # damaged: told when it is looked through
    return False


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
