"""The event log is a chain: nobody changes what was logged without breaking it."""

import asyncio

import pytest
from sqlalchemy import delete, update

from facilitator.kit.audit import faults, seals
from facilitator.kit.ids import new_id
from facilitator.kit.ledger import DialogueHead, LoggedEvent
from facilitator.notes.events import NoteFeatured, NoteWritten
from tests.works import at_work


async def history(database, dialogue, length=5):
    """So many revisions, of one event and of two."""
    for number in range(length):
        async with at_work(database, new_id() if number % 2 else None) as work:
            work.record(NoteWritten(dialogue, new_id(), new_id()))
            if number % 2:
                work.record(NoteFeatured(dialogue, new_id(), new_id()))


@pytest.fixture
def dialogue():
    return new_id()


async def found(database, dialogue):
    async with database.reading() as db:
        return await faults(db, dialogue)


async def change(database, *statements):
    async with database.writing() as db:
        for each in statements:
            await db.execute(each)
        await db.commit()


async def test_what_was_logged_holds(database, dialogue):
    await history(database, dialogue)
    assert await found(database, dialogue) == []
    async with database.reading() as db:
        known = await seals(db, dialogue)
    assert len(set(known.values())) == 5
    assert all(len(each) == 32 for each in known.values())


async def test_writers_at_once_make_one_chain(database, dialogue):
    await asyncio.gather(*(history(database, dialogue, 3) for _ in range(6)))
    assert await found(database, dialogue) == []


async def undone(database, dialogue):
    async with at_work(database) as work:
        work.record(NoteWritten(dialogue, new_id(), new_id()))
        await work.db.flush()
        raise ZeroDivisionError


async def test_a_work_undone_leaves_no_trace(database, dialogue):
    await history(database, dialogue, 2)
    with pytest.raises(ZeroDivisionError):
        await undone(database, dialogue)
    await history(database, dialogue, 2)
    assert await found(database, dialogue) == []


THIRD = LoggedEvent.revision == 3


@pytest.mark.parametrize(
    ("change_it", "where"),
    [
        (update(LoggedEvent).where(THIRD).values(packed={"note": str(new_id())}), [3]),
        (update(LoggedEvent).where(THIRD).values(name="NoteWithdrawn"), [3]),
        (update(LoggedEvent).where(LoggedEvent.revision == 1).values(actor_id=new_id()), [1]),
        (update(LoggedEvent).where(THIRD).values(seal=b"x" * 32), [3]),
        (update(LoggedEvent).where(THIRD).values(seal=None), [3]),
        (delete(LoggedEvent).where(THIRD), [3]),
        (delete(LoggedEvent).where(LoggedEvent.revision == 2, LoggedEvent.position == 1), [2]),
        (delete(LoggedEvent).where(LoggedEvent.revision == 5), [5]),
        (update(DialogueHead).values(seal=b"x" * 32), [5]),
    ],
)
async def test_a_change_is_found_where_it_was_made(database, dialogue, change_it, where):
    await history(database, dialogue)
    await change(database, change_it)
    assert [each.revision for each in await found(database, dialogue)] == where


async def test_a_forged_end_is_found_by_whoever_kept_a_seal(database, dialogue):
    """Taking away the end and mending the head breaks no link: a seal kept elsewhere tells."""
    await history(database, dialogue)
    async with database.reading() as db:
        kept = (await seals(db, dialogue))[5]
        earlier = (await seals(db, dialogue))[4]
    await change(
        database,
        delete(LoggedEvent).where(LoggedEvent.revision == 5),
        update(DialogueHead).values(revision=4, seal=earlier),
    )
    assert await found(database, dialogue) == []
    async with database.reading() as db:
        known = (await seals(db, dialogue)).values()
    assert earlier in known
    assert kept not in known


async def test_what_was_logged_before_there_were_seals_is_no_fault(database, dialogue):
    await history(database, dialogue, 2)
    await change(
        database, update(LoggedEvent).values(seal=None), update(DialogueHead).values(seal=None)
    )
    await history(database, dialogue, 2)
    assert await found(database, dialogue) == []
