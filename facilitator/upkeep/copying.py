"""A copy of everything, of one moment, in one file that either kind of database can take back.

Lines of JSON, compressed: a head (which schema), each row as [table, {column: value}], and an end
that counts the rows, so that a file that was cut short is seen.
"""

import base64
import gzip
import json
import os
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Table, Uuid, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.model import Moment
from facilitator.kit.work import working
from facilitator.schema import everything
from facilitator.upkeep.store import Silence

KIND = "facilitator-backup"
AT_ONCE = 500  # rows
NO_COPY = "This file is no copy, or not the whole of one."


class Unfit(Exception):  # noqa: N818 - a refusal
    """This copy cannot be taken back here; says why."""


async def back_up(database: Database, to: Path) -> int:
    """Writes the copy; gives the number of rows. Only its owner may read it. Never overwrites."""
    handle, beside = mkstemp(prefix=f"{to.name}.", dir=to.parent)
    try:
        with os.fdopen(handle, "wb") as raw:
            with gzip.open(raw, "wt", encoding="utf-8") as file:
                rows = await _write(database, file)
            raw.flush()
            os.fsync(raw.fileno())
        os.link(beside, to)
    finally:
        os.unlink(beside)
    return rows


async def _write(database: Database, file: IO[str]) -> int:
    rows = 0
    async with _one_moment(database) as connection:
        _line(file, {"kind": KIND, "schema": await _schema(connection), "at": now().isoformat()})
        for table in everything.sorted_tables:
            async for row in await connection.stream(select(table)):
                _line(file, [table.name, _told(table, row._mapping)])  # noqa: SLF001
                rows += 1
        _line(file, {"rows": rows})
    return rows


def _line(file: IO[str], what: object) -> None:
    file.write(json.dumps(what, ensure_ascii=False, separators=(",", ":")) + "\n")


async def restore(database: Database, source: Path, replace: bool = False) -> int:
    """Takes a copy back into an empty database, or (`replace`) instead of what is there; gives the
    number of rows. All of it or nothing: `Unfit` leaves the database as it was."""
    try:
        async with working(database, Silence()) as work:
            connection = await work.db.connection()
            await _make_room(connection, replace)
            return await _take_back(connection, source)
    except IntegrityError as error:
        raise Unfit("Rows are missing from this copy.") from error
    except (LookupError, TypeError, ValueError) as error:
        raise Unfit(NO_COPY) from error


async def _take_back(connection: AsyncConnection, source: Path) -> int:
    rows = 0
    for table, batch in _batches(source, await _schema(connection)):
        await connection.execute(insert(table), batch)
        rows += len(batch)
    return rows


async def _make_room(connection: AsyncConnection, replace: bool) -> None:
    for table in reversed(everything.sorted_tables):
        if replace:
            await connection.execute(table.delete())
        elif await connection.scalar(select(func.count()).select_from(table)):
            raise Unfit(
                "There is something in this database. --replace puts the copy in its place."
            )


def _batches(source: Path, schema: str) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """(table, rows), in an order in which they can be put in."""
    batch: list[dict[str, Any]] = []
    table: Table | None = None
    for name, row in _rows(source, schema):
        if table is not None and (table.name != name or len(batch) == AT_ONCE):
            yield table, batch
            batch = []
        table = everything.tables[name]
        batch.append({column.name: _kept(column, row[column.name]) for column in table.columns})
    if table is not None:
        yield table, batch


def _rows(source: Path, schema: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Reads on to the very end: only there the compressed file proves itself."""
    line: Any = None
    rows = 0
    try:
        with gzip.open(source, "rt", encoding="utf-8") as file:
            _check_head(json.loads(next(file)), schema)
            for text_ in file:
                line = json.loads(text_)
                if isinstance(line, list):
                    rows += 1
                    yield line[0], line[1]
    except (OSError, EOFError, ValueError, StopIteration, zlib.error) as error:
        raise Unfit(NO_COPY) from error
    if line != {"rows": rows}:
        raise Unfit("This copy was cut short.")


def _check_head(head: Any, schema: str) -> None:
    if not isinstance(head, dict) or head.get("kind") != KIND:
        raise ValueError
    if head["schema"] != schema:
        raise Unfit(
            f"This copy has schema {head['schema']}, the database {schema}. Take it back with the "
            "version that made it; then start this one, which brings it up to date."
        )


@asynccontextmanager
async def _one_moment(database: Database) -> AsyncIterator[AsyncConnection]:
    """Reads see what was there when the first of them began, whatever is written meanwhile."""
    steady = {} if database.is_sqlite else {"isolation_level": "REPEATABLE READ"}
    async with database.engine.execution_options(**steady).connect() as connection:
        yield connection


async def _schema(connection: AsyncConnection) -> str:
    return str(await connection.scalar(text("SELECT version_num FROM alembic_version")))


def _told(table: Table, row: Any) -> dict[str, Any]:
    return {column.name: _plain(row[column.name]) for column in table.columns}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _kept(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    return UUID(value) if isinstance(column.type, Uuid) else value
