"""Migrations read the schema of the house and its settings. One history for both databases."""

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON, Connection

from facilitator.kit.database import Database
from facilitator.kit.model import Moment
from facilitator.schema import everything
from facilitator.settings import settings


def rendered(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """The house's own column types by their names; everything else as Alembic would."""
    if kind == "type" and isinstance(item, JSON):
        return "Json"
    return "Moment()" if kind == "type" and isinstance(item, Moment) else False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=everything,
        render_as_batch=True,
        render_item=rendered,
    )
    with context.begin_transaction():
        context.run_migrations()


async def online() -> None:
    url = context.config.attributes.get("url") or settings().database_url
    database = Database(url)
    async with database.engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await database.close()


asyncio.run(online())
