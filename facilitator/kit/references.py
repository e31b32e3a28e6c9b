"""Letting go of rows: only of those that nothing refers to any more."""

from typing import Any

from sqlalchemy import Table, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import Conflict
from facilitator.kit.model import Identified


async def referred_from(db: AsyncSession, row: Identified) -> set[str]:
    """The database tables in which a foreign key points at this row."""
    pointing = {
        (key.parent.table.name, key.parent)
        for table in row.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is _table(row)
    }
    return {
        name
        for name, column in pointing
        if await db.scalar(select(exists().where(column == row.id)))
    }


async def let_go(db: AsyncSession, row: Identified, sentence: str, **values: Any) -> None:
    """Deletes a row, or refuses with this sentence (409) while something still refers to it."""
    await db.flush()
    if await referred_from(db, row):
        raise Conflict(sentence, code="still_used", **values)
    await db.delete(row)
    await db.flush()


def _table(row: Identified) -> Table:
    table = type(row).__table__
    assert isinstance(table, Table)  # noqa: S101 - every row of the house has one
    return table
