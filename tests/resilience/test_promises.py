"""Promises that hold at every moment, fault or none. Each has mutants that break it."""

import asyncio

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import create_async_engine

from facilitator.kit import ledger
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.ids import new_id
from facilitator.kit.work import Work
from facilitator.notes.events import NoteWritten
from facilitator.notes.model import Note
from facilitator.people.actions import revoke_passes
from facilitator.people.model import Participant

NO_FILE_CAN_HOLD = "\x00\x0b\x1b\ufffe"


def a_note(cafe, **other):
    return {
        "key": f"key-{new_id()}",
        "session": str(cafe.session),
        "round": 1,
        "table": str(cafe.tables[1]),
        "words": "Trust grows slowly",
    } | other


async def stored(database):
    """Words and authors of all notes, over a new connection."""
    engine = create_async_engine(database.url)
    async with engine.connect() as db:
        notes = (await db.execute(select(Note.words, Note.author_id).order_by(Note.id))).all()
    await engine.dispose()
    return [tuple(note) for note in notes]


async def test_what_is_answered_as_saved_is_stored(house, cafe, database):
    await house.open_round(cafe)
    answer = await house.visitor(cafe, "ada").post("notes", json=a_note(cafe))
    assert answer.status_code == 201
    assert await stored(database) == [("Trust grows slowly", cafe.people["ada"])]


async def test_every_connection_waits_for_the_disk(database):
    """FULL is 2: a commit is on the disk before it is answered, also in the log beside the file."""
    asked = "PRAGMA synchronous" if database.is_sqlite else "SHOW synchronous_commit"
    anew = Database(database.url.render_as_string(hide_password=False))
    sessions = [anew.reading() for _ in range(7)]
    told = {(await session.execute(text(asked))).scalar() for session in sessions}
    async with anew.writing() as db:
        told.add((await db.execute(text(asked))).scalar())
    for session in sessions:
        await session.close()
    await anew.close()
    assert told == ({2} if database.is_sqlite else {"on"})


async def test_a_reader_who_polls_misses_no_revision(database, cafe):
    """Two works take their revisions at once, and the second would like to be stored first."""
    first, second = database._writers(), database._writers()

    async def append(db, commit):
        await ledger.append(
            db, [ledger.Act([NoteWritten(cafe.dialogue, new_id(), None)], None, now())]
        )
        if commit:
            await db.commit()

    async with database.reading() as db:
        cursor = await ledger.head(db, cafe.dialogue)
    await append(first, commit=False)
    other = asyncio.create_task(append(second, commit=True))
    await asyncio.wait({other}, timeout=0.3)
    async with database.reading() as db:
        seen, cursor = await ledger.since(db, cafe.dialogue, cursor)
    await first.commit()
    await other
    async with database.reading() as db:
        more, _ = await ledger.since(db, cafe.dialogue, cursor)
    await first.close()
    await second.close()
    assert len([event for event, _ in seen + more if type(event) is NoteWritten]) == 2


async def test_a_key_is_its_authors_own(house, cafe, database):
    await house.open_round(cafe)
    note = a_note(cafe)
    for who, words in (("ada", "Ada's"), ("ben", "Ben's")):
        answer = await house.visitor(cafe, who).post("notes", json=note | {"words": words})
        assert answer.status_code == 201
        assert answer.json()["words"] == words
    assert await stored(database) == [("Ada's", cafe.people["ada"]), ("Ben's", cafe.people["ben"])]


async def test_what_no_file_can_hold_is_taken_out_at_the_door(house, cafe, database):
    await house.open_round(cafe)
    body = a_note(cafe, words=f"Nets{NO_FILE_CAN_HOLD} and boats")
    answer = await house.visitor(cafe, "ada").post("notes", json=body)
    assert answer.status_code == 201
    ((words, _),) = await stored(database)
    assert words == answer.json()["words"]
    assert not set(words) & set(NO_FILE_CAN_HOLD)
    assert answer.json()["changed"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # where writers queue
async def test_a_right_withdrawn_while_a_note_waits_is_not_used(house, cafe, database):
    """The note stands in the queue of writers when its author's passes end."""
    await house.open_round(cafe)
    ada, ours = house.visitor(cafe, "ada"), house.app.state.database
    assert (await ada.post("notes", json=a_note(cafe, words="While she may"))).status_code == 201
    async with ours.writing() as db:
        writing = asyncio.create_task(ada.post("notes", json=a_note(cafe)))
        await asyncio.sleep(0.2)  # it asks for its turn meanwhile, or comes later: both are refused
        await revoke_passes(Work(db, now()), await db.get_one(Participant, cafe.people["ada"]))
        await db.commit()
    assert (await writing).status_code == 401
    assert [words for words, _ in await stored(database)] == ["While she may"]
