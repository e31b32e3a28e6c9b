"""Figures are counted before seats change, while everybody else can write."""

import asyncio
from threading import Event

import pytest

from facilitator.dialogues.model import Dialogue
from facilitator.people.model import Participant
from facilitator.rotation.account import account_of
from facilitator.rotation.queries import plans_of
from facilitator.rounds.seating import Way, foreseen, move_person
from facilitator.rounds.seating.asked import Asked
from facilitator.rounds.seating.hall import read_hall
from facilitator.rounds.seating.moving import foresee_move
from facilitator.rounds.seating.replanning import apply_proposal
from facilitator.rounds.seating.seats import as_seated
from facilitator.tables.model import Table
from tests.rounds.seating.halls import open_round, searched
from tests.screens.chairing import press, said
from tests.works import at_work

PATIENCE = 10.0  # seconds; a count that waits longer waits for somebody who waits for it


class Counting:
    """A count that takes as long as it is held up; how often somebody counted."""

    def __init__(self):
        self.begun, self.may_end, self.times = asyncio.Event(), Event(), 0
        self.loop = asyncio.get_running_loop()

    def count(self, sitting, seats):
        self.times += 1
        self.loop.call_soon_threadsafe(self.begun.set)
        assert self.may_end.wait(PATIENCE), "nobody could write while seats were counted"
        return account_of(sitting, seats)


@pytest.fixture
async def counting(monkeypatch):
    held = Counting()
    monkeypatch.setattr(foreseen, "account_of", held.count)
    return held


async def write_something(database, cafe):
    async with at_work(database) as work:
        (await work.db.get_one(Dialogue, cafe.dialogue)).title = {"en": "Another"}


async def meanwhile(database, cafe, counting, pressing):
    """What a chair pressed, during whose counting somebody else writes."""
    pressed = asyncio.create_task(pressing)
    await counting.begun.wait()
    await write_something(database, cafe)
    counting.may_end.set()
    return said(await pressed)


async def newest(database, cafe):
    """The figures kept with the newest plan, and those of the seats as they are."""
    async with database.reading() as db:
        hall = await read_hall(db, cafe.session, nameless=True)
        seats = await as_seated(db, hall)
        figures = (await plans_of(db, cafe.session))[-1].figures
    return figures, account_of(hall.sitting_so_far(seats), seats)


async def test_others_write_while_a_move_is_counted(house, cafe, dora, counting):
    moving = press(dora, "moves", person="Ada (P001)", table=3, round=1)
    await meanwhile(house.app.state.database, cafe, counting, moving)
    assert counting.times == 1
    kept, real = await newest(house.app.state.database, cafe)
    assert kept == real


async def test_others_write_while_a_way_back_is_counted(house, cafe, dora, counting):
    database = house.app.state.database
    await open_round(database, cafe)
    absent = Asked(absent=(str(cafe.people["ada"]),), closed={3: (2,)}, twins=(1,))
    search = await searched(database, cafe, absent)
    async with at_work(database, cafe.people["dora"]) as work:
        version = (await apply_proposal(work, cafe.session, search, 0)).version
    going_back = press(dora, f"/rotation/harbour/cafe/plans/{version}/removal")
    await meanwhile(database, cafe, counting, going_back)
    assert counting.times == 1
    kept, real = await newest(database, cafe)
    assert kept == real


async def test_a_move_overtaken_by_another_is_counted_anew(database, cafe):
    async with database.reading() as db:
        ada = await db.get_one(Participant, cafe.people["ada"])
        ben = await db.get_one(Participant, cafe.people["ben"])
        table = await db.get_one(Table, cafe.tables[3])
    stale = await foresee_move(database, cafe.session, Way(ada, table, 1))
    for who, known in ((ben, None), (ada, stale)):
        async with at_work(database, cafe.people["dora"]) as work:
            await move_person(work, cafe.session, Way(who, table, 1), known)
    kept, real = await newest(database, cafe)
    assert kept == real
    assert kept != stale.told
