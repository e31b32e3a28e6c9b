"""What is kept of a crowd, who they are and where they sit, is what a fresh look would find."""

from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import delete, update

from facilitator.kit.clock import now
from facilitator.kit.events import Unheard
from facilitator.kit.ids import new_id
from facilitator.live.together import SHELVES
from facilitator.notes.events import NoteWritten
from facilitator.people.events import ParticipantJoined, PassRevoked, RosterChanged
from facilitator.people.model import Participant, Pass
from facilitator.people.rules import Role, Screen
from facilitator.rounds.events import BellRung, RoundMoved
from facilitator.screens import registers
from facilitator.screens.registers import holders_now, places_now
from facilitator.tables.events import PersonArrived, SeatsChanged
from facilitator.tables.model import Seat

HERE = new_id()
ROUND_MOVED = RoundMoved(HERE, HERE, 1)
BELL = BellRung(HERE, HERE, 1)
NOTE = NoteWritten(HERE, HERE, HERE)
JOINED = ParticipantJoined(HERE, HERE)


class Crowd:
    """Ada and Ben, and a stage's shelves that hear events. What it reads is committed first."""

    def __init__(self, database, cafe):
        self.database, self.cafe = database, cafe
        self.shelves = {}
        self.ada, self.ben = cafe.people["ada"], cafe.people["ben"]
        self.phones = [cafe.pass_ids[who, Screen.PHONE] for who in ("ada", "ben")]

    async def change(self, statement, *events):
        async with self.database.writing() as db:
            await db.execute(statement)
            await db.commit()
        for event in events:
            for sweep, shelved in self.shelves.items():
                sweep(event, shelved)

    async def roles(self, new=()):
        async with self.database.reading() as db:
            db.info[SHELVES] = self.shelves
            found = await holders_now(db, self.cafe.dialogue, self.phones, new)
            return [held.role for held in found.values()]

    async def tables(self):
        async with self.database.reading() as db:
            db.info[SHELVES] = self.shelves
            found = await places_now(db, self.cafe.session, 1, [self.ada, self.ben])
            places = [found.get(each) for each in (self.ada, self.ben)]
            numbers = {table: number for number, table in self.cafe.tables.items()}
            return [each and (numbers[each.table], each.arrived) for each in places]

    def seat(self, who):
        return Seat.participant_id == who, Seat.round_number == 1


@pytest_asyncio.fixture
async def crowd(database, cafe, monkeypatch):
    monkeypatch.setattr(registers, "A_FEW", 1)
    return Crowd(database, cafe)


def promoted(who):
    return update(Participant).where(Participant.id == who).values(role=Role.TABLE_HOST)


@pytest.mark.parametrize("event", [RosterChanged(HERE), PassRevoked(HERE, HERE), Unheard(HERE)])
async def test_who_people_are_is_read_again_once_it_may_have_changed(crowd, event):
    assert await crowd.roles() == [Role.PARTICIPANT, Role.PARTICIPANT]
    await crowd.change(promoted(crowd.ada), ROUND_MOVED, BELL, NOTE)
    assert await crowd.roles() == [Role.PARTICIPANT, Role.PARTICIPANT], "read without need"
    await crowd.change(promoted(crowd.ada), event)
    assert await crowd.roles() == [Role.TABLE_HOST, Role.PARTICIPANT]


async def test_who_has_just_come_is_looked_up_whatever_is_known(crowd):
    await crowd.roles()
    await crowd.change(promoted(crowd.ada))
    assert await crowd.roles(new=crowd.phones[:1]) == [Role.TABLE_HOST, Role.PARTICIPANT]


async def test_a_pass_that_runs_out_is_void_though_nothing_is_said_of_it(crowd, monkeypatch):
    soon = now() + timedelta(hours=1)
    await crowd.change(update(Pass).where(Pass.id == crowd.phones[0]).values(expires_at=soon))
    assert len(await crowd.roles()) == 2
    monkeypatch.setattr(registers, "now", lambda: soon)
    assert len(await crowd.roles()) == 1


async def test_places_stay_as_read_while_nobody_is_moved(crowd):
    before = await crowd.tables()
    gone = delete(Seat).where(*crowd.seat(crowd.ada))
    await crowd.change(gone, ROUND_MOVED, BELL, NOTE, JOINED)
    assert await crowd.tables() == before, "read without need"


@pytest.mark.parametrize("told", [True, False])
async def test_whoever_is_moved_or_loses_a_seat_is_looked_for_again(crowd, told):
    (_, arrived), ben = await crowd.tables()
    there = update(Seat).where(*crowd.seat(crowd.ada)).values(table_id=crowd.cafe.tables[2])
    event = SeatsChanged(crowd.cafe.dialogue, crowd.cafe.session, crowd.ada if told else None)
    await crowd.change(there, event)
    assert await crowd.tables() == [(2, arrived), ben]
    await crowd.change(delete(Seat).where(*crowd.seat(crowd.ada)), event)
    assert await crowd.tables() == [None, ben]


async def test_whoever_arrives_is_seen_to_have_arrived(crowd):
    away = update(Seat).values(arrived_at=None)
    await crowd.change(away)
    (number, _), ben = await crowd.tables()
    event = PersonArrived(crowd.cafe.dialogue, crowd.cafe.tables[number], crowd.ada)
    await crowd.change(update(Seat).where(*crowd.seat(crowd.ada)).values(arrived_at=now()), event)
    assert await crowd.tables() == [(number, True), ben]


async def test_only_the_rounds_about_now_are_kept(crowd):
    async with crowd.database.reading() as db:
        db.info[SHELVES] = crowd.shelves
        for number in range(1, 7):
            await places_now(db, crowd.cafe.session, number, crowd.cafe.people.values())
        kept = [number for _, number in crowd.shelves[registers.turn_over]]
    assert kept == [4, 5, 6]


async def test_of_a_few_people_nothing_is_kept(crowd, monkeypatch):
    monkeypatch.setattr(registers, "A_FEW", 2)
    await crowd.tables()
    await crowd.change(delete(Seat).where(*crowd.seat(crowd.ada)))
    assert (await crowd.tables())[0] is None
