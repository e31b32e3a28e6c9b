"""The doctor reads back what there really is, and says what to change."""

from pathlib import Path

import pytest
from sqlalchemy import text

from facilitator.kit import measures
from facilitator.settings import Settings, settings
from facilitator.upkeep.asking import ask_address, ask_redis, files_of
from facilitator.upkeep.doctor import about_database, about_files, about_settings
from tests.waiting import until

GOOD = {
    "base_url": "https://cafe.example.org",
    "secure_cookies": True,
    "operator_key": "0123456789abcdef0123",
}


def wrong(findings):
    return [finding.about.partition("=")[0] for finding in findings if not finding.good]


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({}, []),
        (
            {"base_url": "http://127.0.0.1:8000"},
            ["FACILITATOR_BASE_URL", "FACILITATOR_SECURE_COOKIES"],
        ),
        ({"base_url": "http://cafe.example.org", "secure_cookies": False}, ["TLS"]),
        ({"secure_cookies": False}, ["FACILITATOR_SECURE_COOKIES"]),
        ({"operator_key": ""}, ["FACILITATOR_OPERATOR_KEY"]),
        ({"operator_key": "secret"}, ["FACILITATOR_OPERATOR_KEY"]),
        ({"pass_days": 365}, ["FACILITATOR_PASS_DAYS"]),
    ],
)
def test_settings_that_do_not_go_together_are_named(given, about):
    findings = list(about_settings(Settings(**(GOOD | given))))
    assert wrong(findings) == about
    assert all(finding.do for finding in findings if not finding.good)


def test_too_few_open_files_are_named():
    assert about_files(65_536).good
    assert "LimitNOFILE" in about_files(1024).sentence


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_the_files_are_those_of_the_server(house, monkeypatch):
    """Whoever asks may have been allowed more, or fewer, than the server was."""
    await until(lambda: measures.FILES._value.get())
    monkeypatch.setattr(settings(), "operator_key", "a long key")
    measures.FILES.set(1024)
    assert await files_of(house.url, "a long key") == 1024
    assert await files_of(house.url, "a wrong key") is None
    assert await files_of("http://127.0.0.1:1", "a long key") is None


async def looked_at(database):
    async with database.reading() as db:
        return await about_database(database, db)


async def test_a_database_of_the_house_is_durable_as_it_is(database):
    """The tests' own PostgreSQL is not synced to disk, and the doctor sees it."""
    if database.is_sqlite:
        Path(database.url.database).chmod(0o600)
    due = set() if database.is_sqlite else {"fsync", "full_page_writes"}
    assert set(wrong(await looked_at(database))) == due


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_is_not_durable_is_named(database):
    async with database.reading() as db:
        raw = (await (await db.connection()).get_raw_connection()).driver_connection
        raw.rollback()
        raw.execute("PRAGMA synchronous=NORMAL")
        raw.execute("PRAGMA foreign_keys=OFF")
        found = wrong(await about_database(database, db))
    assert {"synchronous", "foreign_keys"} <= set(found)


async def test_saved_means_on_the_disk_whatever_the_server_is_set_to(database):
    if database.is_sqlite:
        pytest.skip("PostgreSQL's setting")
    name = "ALTER ROLE CURRENT_USER SET synchronous_commit = "
    async with database.writing() as db:
        await db.execute(text(f"{name}off"))
        await db.commit()
    await database.engine.dispose()
    found = {finding.about for finding in await looked_at(database)}
    async with database.writing() as db:
        await db.execute(text(f"{name}on"))
        await db.commit()
    assert "synchronous_commit=on" in found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_an_old_schema_is_named(database):
    async with database.writing() as db:
        await db.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        await db.commit()
    assert "schema 0001" in wrong(await looked_at(database))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_running_server_is_asked_as_browsers_do(house):
    assert wrong(await ask_address(house.url)) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_server_that_closes_is_named(house):
    house.app.state.crowd.leaving = True
    assert wrong(await ask_address(house.url)) == [f"{house.url}/readyz", "sockets come through"]


async def test_what_does_not_answer_is_named(redis_url):
    assert (await ask_redis(redis_url)).good
    assert not (await ask_redis("redis://127.0.0.1:1/0")).good
    assert not (await ask_address("http://127.0.0.1:1"))[0].good
