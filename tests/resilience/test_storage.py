"""Databases that are busy, full, damaged, restored or changed under a running worker."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from facilitator.kit import database as databases
from facilitator.kit.database import Database
from tests.resilience.writing import progress, writers


def beside(stack):
    """Another program on the same SQLite file."""
    file = stack.database_url.partition("///")[2]
    return closing(sqlite3.connect(file, isolation_level=None, timeout=0, check_same_thread=False))


SPARE = 65_536  # bytes: the log may grow; SQLite's file is larger, and may not be written to


def size_of_wal(stack):
    return (stack.room / "house.db-wal").stat().st_size


async def test_a_note_waits_while_another_program_writes(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        with beside(on_sqlite) as other:
            other.execute("BEGIN IMMEDIATE")
            ada.write("After the other one")
            await ada.until(lambda ada: ada.outbox[0].state == "sending")
            await asyncio.sleep(0.3)
            assert not ada.statuses
            other.execute("COMMIT")
        await ada.all_saved()
    assert ada.statuses == [201]


async def test_a_lock_that_is_never_given_back_is_a_busy_server(on_sqlite, history):
    """After five seconds: 503 and when to come again; the note stays on the phone."""
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        with beside(on_sqlite) as other:
            other.execute("BEGIN IMMEDIATE")
            ada.write("Patience")
            await ada.until(lambda ada: ada.statuses)
            other.execute("COMMIT")
        await ada.all_saved()
    assert ada.statuses[0] == 503
    assert (await on_sqlite.found(cafe, history)).wrong == {}


async def test_with_a_full_disk_notes_stay_on_the_phone_and_pages_open(on_sqlite, history):
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    async with writers(on_sqlite, cafe, history) as phones:
        await progress(history)
        worker.limit_file_size(worker.log.stat().st_size + SPARE)
        await phones[0].until(lambda phone: 503 in phone.statuses)
        assert (await phones[0].ask("GET")).status_code == 200
        worker.limit_file_size(-1)
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.acknowledged) == ({}, found.stored)
    with beside(on_sqlite) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_nobody_reads_so_long_that_the_log_cannot_be_emptied(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with writers(on_sqlite, cafe, history):
        await progress(history, 20)
    with beside(on_sqlite) as other:
        other.execute("PRAGMA busy_timeout=3000")
        blocked, _, _ = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (blocked, size_of_wal(on_sqlite)) == (0, 0)


async def test_a_damaged_file_is_not_served(on_sqlite, tmp_path):
    """A copy with a page of noise: the server says so and does not start."""
    with beside(on_sqlite) as other:
        other.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    with (tmp_path / "copy.db").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096 * 4)
    command = [sys.executable, "-m", "facilitator", "serve", "--port", "1"]
    command += ["--database-url", f"sqlite+aiosqlite:///{tmp_path}/copy.db"]
    served = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False, timeout=120
    )
    assert served.returncode != 0
    assert "is damaged" in served.stderr
    assert "Traceback" not in served.stderr


async def test_what_a_restored_copy_lacks_is_offered_again(on_sqlite, history, tmp_path):
    """Restored from an older copy while phones are open: they still hold what it lacks."""
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    async with (
        on_sqlite.phone(cafe, "ada", history) as ada,
        on_sqlite.phone(cafe, "ben", history) as ben,
    ):
        await asyncio.gather(ada.at_table(), ben.at_table())
        ada.write("In the copy")
        await ada.all_saved()
        with beside(on_sqlite) as other:
            other.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
        ada.write("After the copy")
        ben.write("After the copy too")
        await asyncio.gather(ada.all_saved(), ben.all_saved())
        await worker.end()
        for part in on_sqlite.room.glob("house.db*"):
            part.unlink()
        shutil.copy(tmp_path / "copy.db", on_sqlite.room / "house.db")
        assert (await on_sqlite.found(cafe, history)).lost == 2
        sent = {phone: len(phone.statuses) for phone in (ada, ben)}
        await worker.start()
        for phone, before in sent.items():
            await phone.until(lambda one, before=before: 201 in one.statuses[before:])
            await phone.all_saved()
            await phone.in_step()
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.stored) == ({}, 3)


@pytest.mark.postgres
@pytest.mark.redis
class TestOnPostgres:
    async def beside(self, stack):
        return await asyncpg.connect(stack.database_url.replace("+asyncpg", ""))

    async def test_when_all_connections_wait_the_rest_is_told_to_come_again(
        self, on_postgres, history
    ):
        """The dialogue's head is locked by another program: each worker's notes wait together."""
        cafe = await on_postgres.cafe()
        phones = [on_postgres.phone(cafe, "ada", history) for _ in range(40)]
        await asyncio.gather(*(phone.__aenter__() for phone in phones))
        await asyncio.gather(*(phone.at_table() for phone in phones))
        other = await self.beside(on_postgres)
        lock = other.transaction()
        await lock.start()
        await other.execute(
            "select 1 from dialogue_heads where dialogue_id = $1 for update", cafe.dialogue
        )
        for place, phone in enumerate(phones):
            phone.write(f"In the queue {place}")
        await phones[0].until(lambda _: sum(503 in one.statuses for one in phones) >= 15)
        await lock.rollback()
        await other.close()
        await asyncio.gather(*(phone.all_saved() for phone in phones))
        await asyncio.gather(*(phone.__aexit__() for phone in phones))
        found = await on_postgres.found(cafe, history)
        assert (found.wrong, found.stored) == ({}, 40)
        assert {status for one in phones for status in one.statuses} <= {201, 200, 503}
        assert on_postgres.trouble() == []

    async def test_a_wire_to_the_database_that_goes_dead_is_given_up(self, on_postgres, history):
        """No end of the connection ever comes: the screens of that worker must not wait for it."""
        cafe, worker = await on_postgres.cafe(), on_postgres.workers[0]
        await worker.end()
        await worker.start("soon_gives_postgres_up")
        async with writers(on_postgres, cafe, history, doors=2) as phones:
            await progress(history)
            on_postgres.stores[0].stall()
            await phones[0].until(lambda ada: 503 in ada.statuses)
            on_postgres.stores[0].reset()
            await on_postgres.calm()
        await worker.end()
        await worker.start()
        found = await on_postgres.found(cafe, history)
        assert (found.wrong, found.acknowledged) == ({}, found.stored)
        assert on_postgres.trouble() == []

    async def test_a_deadlock_costs_one_try(self, on_postgres, history):
        """Another program locks the head first and the author second, as no door of ours does."""
        cafe = await on_postgres.cafe()
        async with on_postgres.phone(cafe, "ada", history) as ada:
            await ada.at_table()
            other = await self.beside(on_postgres)
            async with other.transaction():
                await other.execute(
                    "select 1 from dialogue_heads where dialogue_id = $1 for update", cafe.dialogue
                )
                ada.write("Caught between two locks")
                await waiting(other)
                await other.execute("set local deadlock_timeout = '60s'")
                await other.execute(
                    "select 1 from participants where id = $1 for update", cafe.people["ada"]
                )
            await other.close()
            await ada.all_saved()
        assert ada.statuses == [503, 201]

    async def test_a_column_may_be_added_while_people_write(self, on_postgres, history):
        """What a newer version adds, an older one that still runs does not mind."""
        cafe = await on_postgres.cafe()
        other = await self.beside(on_postgres)
        async with writers(on_postgres, cafe, history, doors=2):
            for name in ("notes", "event_log", "participants"):
                await progress(history)
                await other.execute(f"alter table {name} add column from_the_future text")
            await progress(history)
            for name in ("notes", "event_log", "participants"):
                await other.execute(f"alter table {name} drop column from_the_future")
        await other.close()
        assert (await on_postgres.found(cafe, history)).wrong == {}
        assert on_postgres.trouble() == []


async def waiting(server):
    """Until a backend waits for a lock."""
    query = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
    async with asyncio.timeout(30):
        while not await server.fetchval(query):
            await asyncio.sleep(0.02)


@pytest.mark.postgres
async def test_a_lock_of_a_task_that_died_is_given_back(postgres_url, monkeypatch):
    """A transaction that nobody goes on with is ended by the server."""
    monkeypatch.setitem(databases.POSTGRES, "idle_in_transaction_session_timeout", "300")
    dead, alive = Database(postgres_url), Database(postgres_url)
    forgotten = dead.reading()
    await forgotten.execute(text("lock table dialogue_heads in exclusive mode"))
    async with alive.writing() as db:
        await db.execute(text("lock table dialogue_heads in exclusive mode"))
    with pytest.raises(DBAPIError):
        await forgotten.execute(text("select 1"))
    await forgotten.invalidate()
    await forgotten.close()
    await dead.close()
    await alive.close()
