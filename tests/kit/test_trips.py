"""What goes to SQLite's thread and comes back."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from facilitator.kit.database import Database
from facilitator.kit.trips import Trip


@pytest.fixture
async def db(tmp_path):
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/trips.db")
    async with database.writing() as db:
        await db.execute(text("create table cups (id integer primary key, tea text unique)"))
        yield db
    await database.close()


@pytest.fixture
def trips(monkeypatch):
    """All that went, as (how, statement)."""
    gone, go = [], Trip._go

    async def noticed(self, *what):
        gone.append(what[:2])
        await go(self, *what)

    monkeypatch.setattr(Trip, "_go", noticed)
    return gone


async def test_a_statement_is_one_trip_and_brings_all_back(db, trips):
    await db.execute(text("insert into cups (tea) values ('mint'), ('green')"))
    found = await db.execute(text("select id, tea from cups order by id"))
    assert found.mappings().all() == [{"id": 1, "tea": "mint"}, {"id": 2, "tea": "green"}]
    assert [how for how, _ in trips] == ["execute", "execute"]


async def test_many_rows_are_one_trip_and_are_counted(db, trips):
    put = text("insert into cups (tea) values (:tea)")
    await db.execute(put, [{"tea": f"no. {n}"} for n in range(50)])
    changed = await db.execute(text("update cups set tea = tea || '!' where id > 10"))
    assert changed.rowcount == 40
    assert [how for how, _ in trips] == ["executemany", "execute"]


async def test_nothing_found_is_no_row_and_has_its_columns(db):
    found = await db.execute(text("select tea from cups"))
    assert (list(found.keys()), found.all()) == (["tea"], [])


async def test_what_sqlite_refuses_is_said_and_the_connection_goes_on(db):
    twice = text("insert into cups (tea) values ('mint')")
    await db.execute(twice)
    async with db.begin_nested() as part:
        with pytest.raises(IntegrityError, match=r"cups\.tea"):
            await db.execute(twice)
        await part.rollback()
    assert await db.scalar(text("select count(*) from cups")) == 1
