"""One history for both databases, and it says what the models say."""

from concurrent.futures import ThreadPoolExecutor

import pytest_asyncio
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from facilitator.kit.database import Database
from facilitator.kit.migrate import alembic, to_newest
from facilitator.schema import everything
from tests.conftest import ON_BOTH


@pytest_asyncio.fixture(params=ON_BOTH)
async def empty(request, tmp_path):
    """A database of each kind without a single table; on PostgreSQL one of its own."""
    if request.param == "sqlite":
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}")
        yield database
        await database.close()
        return
    server = Database(request.getfixturevalue("postgres_url"))
    autocommit = server.engine.execution_options(isolation_level="AUTOCOMMIT")
    async with autocommit.connect() as connection:
        await connection.execute(text("CREATE DATABASE migrations"))
    database = Database(server.url.set(database="migrations").render_as_string(hide_password=False))
    yield database
    await database.close()
    async with autocommit.connect() as connection:
        await connection.execute(text("DROP DATABASE migrations"))
    await server.close()


def alter(database: Database, way: str, to: str) -> None:
    config = alembic(database.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(1) as thread:
        thread.submit(getattr(command, way), config, to).result()


async def tables(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        found = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    return set(found) - {"alembic_version"}


async def drift(database: Database) -> list[object]:
    """What autogeneration would change."""
    options = {"compare_type": True, "compare_server_default": True}
    async with database.engine.connect() as connection:
        return await connection.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(sync, opts=options), everything
            )
        )


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(alembic("sqlite://")).get_heads()) == 1


async def test_the_newest_schema_is_the_models(empty):
    to_newest(empty.url.render_as_string(hide_password=False))
    assert await tables(empty) == set(everything.tables)
    assert await drift(empty) == []


async def test_up_and_down_and_up_again(empty):
    alter(empty, "upgrade", "head")
    alter(empty, "downgrade", "base")
    assert await tables(empty) == set()
    alter(empty, "upgrade", "head")
    assert await tables(empty) == set(everything.tables)
    assert await drift(empty) == []


async def test_running_what_has_run_changes_nothing(empty):
    to_newest(empty.url.render_as_string(hide_password=False))
    to_newest(empty.url.render_as_string(hide_password=False))
    assert await drift(empty) == []
