"""Can the house stand on this database? Looked at before anything is done with it.

Whoever mistyped an address, or has not begun yet, is told so in a sentence, and no empty file is
left where there was none.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from facilitator.kit.database import Database
from facilitator.kit.migrate import is_known, newest, to_newest

OURS = text("SELECT version_num FROM alembic_version")
ELSEWHERE = "Is it another? Say which with --database-url or FACILITATOR_DATABASE_URL."


class Unusable(Exception):  # noqa: N818 - what the database is
    """Says why, and what to do."""


def prepare(url: str) -> None:
    """Makes a SQLite file where there is none, for its owner's eyes only, and brings the schema
    up to date. Raises Unusable."""
    asyncio.run(_prepare(url))
    to_newest(url)


async def _prepare(url: str) -> None:
    async with opened(url) as database:
        with told(database):
            if database.is_sqlite and database.url.database:
                path = Path(database.url.database)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch(0o600)
        has = await _schema(database)
        if has and not is_known(has):
            raise Unusable(f"{named(database)} is of a newer version (schema {has}) than this one.")


async def check(database: Database) -> str:
    """The schema that is there. Raises Unusable where there is nothing of ours."""
    has = await _schema(database)
    if has is None:
        raise Unusable(f"There is nothing of ours in {named(database)}. {ELSEWHERE}")
    return has


async def check_newest(database: Database) -> None:
    """Raises Unusable where the schema is not that of this version."""
    has = await check(database)
    if has != newest():
        raise Unusable(
            f"{named(database)} has schema {has}, this version {newest()}. "
            "Starting the server of this version brings an older one up to date."
        )


async def _schema(database: Database) -> str | None:
    with told(database, (Exception,)):  # whatever a driver says of an address
        if database.is_sqlite:
            check_file(Path(database.url.database or ""))
        async with database.reading() as db:
            await db.execute(text("SELECT 1"))
    try:
        async with database.reading() as db:
            return str(await db.scalar(OURS))
    except DBAPIError:
        return None


def check_file(path: Path) -> None:
    """Raises Unusable for a file that is no SQLite database, or has pages that make no sense
    (`PRAGMA quick_check`): written to, it would lose more."""
    if not path.is_file():
        raise Unusable(f"There is no file {path}. {ELSEWHERE}")
    try:
        with closing(sqlite3.connect(path)) as file:
            found = file.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:
        raise  # it cannot be opened
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Unusable(
            f"The database file {path} is damaged: {found}\n"
            "Nothing was changed. Put a backup in its place (docs/operators.md)."
        )


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def told(
    database: Database, faults: tuple[type[Exception], ...] = (OSError, DBAPIError)
) -> Iterator[None]:
    """What a database or a disk says that cannot do it, as Unusable. A row that does not fit is a
    fault of ours, and keeps its trace."""
    try:
        yield
    except (Unusable, IntegrityError, DataError):
        raise
    except faults as error:
        said = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise Unusable(f"This cannot be done: {said} ({named(database)})") from error


def named(database: Database) -> str:
    """Without its password."""
    return database.url.render_as_string(hide_password=True)
