"""Where a crowd stands, as it is kept and foreseen, is where a fresh look finds each of them."""

from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import delete, update

from facilitator.floor.events import SignalGiven
from facilitator.kit.clock import now
from facilitator.kit.events import Unheard
from facilitator.kit.ids import new_id
from facilitator.live.together import SHELVES
from facilitator.notes.events import NoteWritten
from facilitator.people.events import ParticipantJoined, PassRevoked, RosterChanged
from facilitator.people.model import Participant, Pass
from facilitator.people.rules import Role, Screen
from facilitator.rounds.actions import move_round
from facilitator.rounds.rules import Move
from facilitator.screens import registers, standing
from facilitator.tables.events import PersonArrived, SeatsChanged
from facilitator.tables.model import Seat, Table
from tests.works import at_work

HERE = new_id()


class Crowd:
    """Everybody of the café, and a stage's shelves that hear what happens."""

    def __init__(self, database, cafe):
        self.database, self.cafe, self.shelves = database, cafe, {}
        self.passes = [*cafe.pass_ids.values()]
        self.ada = cafe.people["ada"]

    async def seen_ahead(self):
        async with self.database.reading() as db:
            db.info[SHELVES] = self.shelves
            return await standing.foresee(db, self.cafe.dialogue, self.passes)

    async def foreseen(self):
        return dict(await self.seen_ahead())

    async def seen(self, new=()):
        async with self.database.reading() as db:
            db.info[SHELVES] = self.shelves
            return await standing.standings(db, self.cafe.dialogue, self.passes, new)

    async def now(self, new=()):
        found = await self.seen(new)
        return {each: found[each] for each in self.passes if each in found}

    async def fresh(self):
        """As a few people are asked, with nothing known."""
        with pytest.MonkeyPatch.context() as few:
            few.setattr(standing, "A_FEW", len(self.passes))
            async with self.database.reading() as db:
                return await standing.standings(db, self.cafe.dialogue, self.passes)

    def hear(self, *events):
        for event in events:
            for sweep, shelved in self.shelves.items():
                sweep(event, shelved)

    async def change(self, *statements):
        async with self.database.writing() as db:
            for each in statements:
                await db.execute(each)
            await db.commit()

    async def move(self, number, move):
        async with at_work(self.database) as work:
            await move_round(work, self.cafe.session, number, move, 0)
        self.hear(*work.happened)


@pytest_asyncio.fixture
async def crowd(database, cafe, monkeypatch):
    monkeypatch.setattr(standing, "A_FEW", 1)
    monkeypatch.setattr(registers, "A_FEW", 1)
    return Crowd(database, cafe)


def seat(who, number=1):
    return Seat.participant_id == who, Seat.round_number == number


# What may happen between looking ahead and the opening: (statements, events) of a crowd.
HAPPENS = {
    "nothing": lambda _: ([], []),
    "talk": lambda of: ([], [NoteWritten(HERE, HERE, HERE), SignalGiven(HERE, HERE, of.ada)]),
    "somebody arrives": lambda of: (
        [update(Seat).where(*seat(of.ada)).values(arrived_at=now())],
        [PersonArrived(HERE, of.cafe.tables[1], of.ada)],
    ),
    "somebody is moved": lambda of: (
        [update(Seat).where(*seat(of.ada)).values(table_id=of.cafe.tables[2])],
        [SeatsChanged(HERE, of.cafe.session, of.ada)],
    ),
    "everybody is moved": lambda of: (
        [update(Seat).values(table_id=of.cafe.tables[2])],
        [SeatsChanged(HERE, of.cafe.session)],
    ),
    "somebody loses their seat": lambda of: (
        [delete(Seat).where(*seat(of.ada))],
        [SeatsChanged(HERE, of.cafe.session, of.ada)],
    ),
    "somebody speaks another language": lambda of: (
        [update(Participant).where(Participant.id == of.ada).values(locale="fr")],
        [ParticipantJoined(HERE, of.ada)],
    ),
    "somebody gets another role": lambda of: (
        [update(Participant).where(Participant.id == of.ada).values(role=Role.REVIEWER)],
        [RosterChanged(HERE)],
    ),
    "a table gets another host": lambda _: (
        [update(Table).values(host_id=None), update(Table).values(rapporteur_id=None)],
        [RosterChanged(HERE)],
    ),
    "somebody is signed out": lambda of: (
        [update(Pass).where(Pass.participant_id == of.ada).values(revoked_at=now())],
        [PassRevoked(HERE, of.ada)],
    ),
    "nobody knows": lambda _: ([delete(Seat)], [Unheard(HERE)]),
}


@pytest.mark.parametrize("what", HAPPENS)
async def test_whatever_happens_before_the_opening_everybody_stands_where_they_do(crowd, what):
    statements, events = HAPPENS[what](crowd)
    assert await crowd.now() == await crowd.fresh()
    assert await crowd.foreseen()
    await crowd.change(*statements)
    crowd.hear(*events)
    assert await crowd.now() == await crowd.fresh()
    await crowd.move(1, Move.OPEN)
    assert await crowd.now() == await crowd.fresh()


async def test_what_was_foreseen_is_not_worked_out_again(crowd):
    foreseen = await crowd.foreseen()
    assert {each.round for each in foreseen.values()} == {1}
    await crowd.move(1, Move.OPEN)
    known = await crowd.now()
    assert all(known[each] is foreseen[each] for each in crowd.passes)
    ada, ben = (crowd.cafe.pass_ids[who, Screen.PHONE] for who in ("ada", "ben"))
    assert known[ada].faceless is known[ben].faceless


async def test_the_same_viewers_say_that_nobody_stands_elsewhere(crowd):
    """A stage turns a crowd by that, without a look at each of them (`Coming.come_true`)."""
    foreseen = await crowd.seen_ahead()
    seen = list(foreseen.items())
    crowd.hear(NoteWritten(HERE, HERE, HERE))
    await crowd.move(1, Move.OPEN)
    assert await crowd.seen() is foreseen
    await crowd.change(update(Seat).where(*seat(crowd.ada)).values(arrived_at=now()))
    crowd.hear(PersonArrived(HERE, crowd.cafe.tables[1], crowd.ada))
    assert await crowd.seen() is not foreseen
    assert list(foreseen.items()) == seen


async def test_of_whom_something_is_said_is_asked_again_and_nobody_else(crowd):
    foreseen = await crowd.foreseen()
    await crowd.change(update(Seat).where(*seat(crowd.ada)).values(arrived_at=now()))
    crowd.hear(PersonArrived(HERE, crowd.cafe.tables[1], crowd.ada))
    await crowd.move(1, Move.OPEN)
    known = await crowd.now()
    asked = {known[each].participant for each in crowd.passes if known[each] != foreseen[each]}
    assert asked == {crowd.ada}


async def test_whoever_has_just_come_is_looked_up_whatever_is_known(crowd):
    phone = crowd.cafe.pass_ids["ada", Screen.PHONE]
    await crowd.now()
    await crowd.change(update(Participant).where(Participant.id == crowd.ada).values(locale="fr"))
    assert (await crowd.now(new=[phone]))[phone].locale == "fr"


async def test_a_pass_that_runs_out_is_void_though_nothing_is_said_of_it(crowd, monkeypatch):
    phone, soon = crowd.cafe.pass_ids["ada", Screen.PHONE], now() + timedelta(hours=1)
    await crowd.change(update(Pass).where(Pass.id == phone).values(expires_at=soon))
    assert phone in await crowd.now()
    monkeypatch.setattr(registers, "now", lambda: soon)
    monkeypatch.setattr(standing, "now", lambda: soon)
    assert phone not in await crowd.now()


async def test_only_the_present_and_what_is_coming_are_kept(crowd):
    await crowd.foreseen()
    await crowd.move(1, Move.OPEN)
    await crowd.now()
    await crowd.foreseen()
    assert [each.round for each in crowd.shelves[standing.shake]] == [1, 2]
    await crowd.move(2, Move.OPEN)
    await crowd.now()
    assert await crowd.foreseen() == {}, "after the last round nothing is to come"


async def test_for_a_few_people_nothing_is_foreseen(crowd, monkeypatch):
    monkeypatch.setattr(standing, "A_FEW", len(crowd.passes))
    assert await crowd.foreseen() == {}
    assert standing.shake not in crowd.shelves
