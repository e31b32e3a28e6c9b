"""A copy of everything: of one moment, taken back whole or not at all, into either database."""

import asyncio
import gzip
import json
import stat

import pytest
from sqlalchemy import func, select, text

from facilitator.kit.database import Database
from facilitator.kit.ground import Unusable
from facilitator.kit.ids import new_id
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.schema import everything
from facilitator.upkeep.copying import Unfit, back_up, restore
from facilitator.upkeep.store import check_alone
from facilitator.upkeep.verifying import verified
from tests.conftest import database_url, emptied
from tests.live.deeds import Evening


@pytest.fixture
async def lived_in(house, cafe):
    """A café in which something happened."""
    evening = Evening(house, cafe)
    await house.open_round(cafe)
    for number in range(3):
        await evening.note(words=f"Words {number}: “ü” 水 \U0001f30a")
    return house.app.state.database


async def rows(database):
    """{table: all its rows, as text}."""

    def told(row):
        return json.dumps(dict(row._mapping), default=str, sort_keys=True)

    async with database.reading() as db:
        return {
            table.name: sorted(told(row) for row in await db.execute(select(table)))
            for table in everything.sorted_tables
        }


@pytest.fixture
async def empty(request, tmp_path):
    """An empty SQLite database beside the one copied from."""
    folder = tmp_path / "beside"
    folder.mkdir()
    database = Database(await database_url(request, folder, "sqlite"))
    yield database
    await database.close()


async def test_what_is_taken_back_is_what_was_copied(lived_in, empty, tmp_path):
    """From either kind of database."""
    file = tmp_path / "copy"
    written = await back_up(lived_in, file)
    before = await rows(lived_in)
    assert await restore(empty, file) == written == sum(map(len, before.values()))
    assert await rows(empty) == before
    assert all(finding.good for finding in await verified(empty))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_was_on_sqlite_goes_on_on_postgres(lived_in, tmp_path, postgres_url):
    file = tmp_path / "copy"
    await back_up(lived_in, file)
    before = await rows(lived_in)
    await emptied(postgres_url)
    there = Database(postgres_url)
    await restore(there, file)
    assert await rows(there) == before
    assert all(finding.good for finding in await verified(there))
    await there.close()


async def test_a_copy_is_of_one_moment(lived_in, house, cafe, tmp_path, empty):
    """People go on writing meanwhile; no note comes without its event, none the other way."""
    evening, stop = Evening(house, cafe), asyncio.Event()

    async def write():
        while not stop.is_set():
            await evening.note(key=f"key-{new_id()}")

    writing = asyncio.create_task(write())
    await back_up(lived_in, tmp_path / "copy")
    stop.set()
    await writing
    await restore(empty, tmp_path / "copy")
    assert all(finding.good for finding in await verified(empty))


ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@ON_SQLITE
async def test_only_its_owner_reads_it_and_nothing_is_overwritten(lived_in, tmp_path):
    file = tmp_path / "copy"
    await back_up(lived_in, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_bytes()
    with pytest.raises(FileExistsError):
        await back_up(lived_in, file)
    assert file.read_bytes() == kept
    assert [each.name for each in tmp_path.glob("copy*")] == ["copy"]


async def test_whoever_has_the_database_open_is_noticed(database):
    async with database.reading() as db:
        await db.execute(text("SELECT 1"))
    with pytest.raises(Unusable, match="Stop the server"):
        await check_alone(database.url.render_as_string(hide_password=False))


@ON_SQLITE
async def test_what_is_there_is_replaced_only_when_asked(lived_in, house, cafe, tmp_path):
    file = tmp_path / "copy"
    await back_up(lived_in, file)
    before = await rows(lived_in)
    await Evening(house, cafe).note(words="After the copy")
    with pytest.raises(Unfit, match="--replace"):
        await restore(lived_in, file)
    await restore(lived_in, file, replace=True)
    assert await rows(lived_in) == before


def tampered(file, change):
    lines = gzip.decompress(file.read_bytes()).decode().splitlines()
    file.write_bytes(gzip.compress("\n".join(change(lines)).encode()))


def older(lines):
    return [json.dumps(json.loads(lines[0]) | {"schema": "0000"}), *lines[1:]]


def sixteen_bytes(file):
    file.write_bytes(file.read_bytes()[:-16])


def odd_bits(file):
    written = file.read_bytes()
    file.write_bytes(written[:20] + bytes(0xFF ^ each for each in written[20:60]) + written[60:])


@ON_SQLITE
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (sixteen_bytes, "not the whole of one"),
        (odd_bits, "not the whole of one"),
        (lambda file: file.write_bytes(b"no copy at all"), "no copy"),
        (lambda file: tampered(file, lambda lines: lines[:-1]), "cut short"),
        (lambda file: tampered(file, lambda lines: lines[:-3] + lines[-2:]), "cut short"),
        (lambda file: tampered(file, lambda lines: [lines[0], *lines[5:]]), "missing"),
        (lambda file: tampered(file, lambda lines: ["{}", *lines[1:]]), "no copy"),
        (lambda file: tampered(file, older), "schema 0000"),
    ],
)
async def test_a_copy_that_is_not_whole_changes_nothing(lived_in, tmp_path, spoil, said):
    file = tmp_path / "copy"
    await back_up(lived_in, file)
    before = await rows(lived_in)
    spoil(file)
    with pytest.raises(Unfit, match=said):
        await restore(lived_in, file, replace=True)
    assert await rows(lived_in) == before
    async with lived_in.reading() as db:
        assert await db.scalar(select(func.count()).select_from(Note)) == 3
        assert await db.scalar(select(func.count()).select_from(Participant)) > 3
