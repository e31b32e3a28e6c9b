"""SQLite inside the event loop: what waits leaves the loop free, and nothing is let go too soon."""

import asyncio
import sqlite3
from contextlib import closing, suppress

import pytest
from sqlalchemy import select, text

from facilitator.kit.ids import new_id
from facilitator.kit.ledger import DialogueHead

DIALOGUE = new_id()
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def another_process(database):
    return closing(sqlite3.connect(database.url.database, isolation_level=None))


async def raise_the_head(database, dialogue):
    async with database.writing() as db:
        db.add(DialogueHead(dialogue_id=dialogue))
        await db.commit()


async def heads(database):
    async with database.reading() as db:
        return (await db.scalars(select(DialogueHead.dialogue_id))).all()


async def test_whoever_waits_for_another_process_leaves_the_loop_free(database):
    with another_process(database) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(raise_the_head(database, DIALOGUE))
        for _ in range(100):
            assert await heads(database) == []  # answered while the other one waits
        assert not writing.done()
        other.execute("ROLLBACK")
        await writing
    assert await heads(database) == [DIALOGUE]


async def test_a_writer_who_is_cancelled_while_waiting_leaves_no_lock_behind(database):
    with another_process(database) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(raise_the_head(database, DIALOGUE))
        await asyncio.sleep(0)
        writing.cancel()
        other.execute("ROLLBACK")
        with suppress(asyncio.CancelledError):
            await writing
        other.execute("BEGIN IMMEDIATE")  # would fail if the cancelled one held it
        other.execute("ROLLBACK")
    assert await heads(database) == []


async def test_rows_can_be_read_one_by_one(database):
    counting = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
        " SELECT i FROM n"
    )
    async with database.engine.connect() as connection:
        read = [row.i async for row in await connection.stream(counting)]
    assert read == list(range(1, 1001))


async def test_whoever_need_not_wait_is_as_patient_afterwards(database):
    async with database.writing() as db:
        await db.execute(select(DialogueHead.dialogue_id))
        assert await db.scalar(text("PRAGMA busy_timeout")) == 5000
