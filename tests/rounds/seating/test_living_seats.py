"""Seats in any order of commands: one a person and round, none of a round gone by ever changed."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from facilitator.kit.errors import Conflict, NotFound, NotNow
from facilitator.people.model import Participant
from facilitator.rotation.kinds import RuleKind
from facilitator.rounds.rules import Move
from facilitator.rounds.seating import Way, move_person, seat_late
from facilitator.rounds.seating.asked import Asked
from facilitator.rounds.seating.replanning import apply_proposal, take_back
from facilitator.tables.actions import arrive
from facilitator.tables.model import Table
from tests.cafe_machine import live_through, opening
from tests.rounds.seating.living import EVERYBODY, ROUNDS, SeatingMachine, prepare

PEOPLE = st.sampled_from(EVERYBODY)
NUMBERS = st.integers(1, ROUNDS)
TABLES = st.integers(1, 4)
KEEPS = {"gita": 1, "hugo": 1, "ines": 2}


class Seats(SeatingMachine):
    def __init__(self, opened):
        super().__init__(opened)
        self.seats = self.seated()
        self.arrived = set()  # (round, who)
        self.change = None  # what was before the newest version, if that can be taken back

    @rule(
        move=st.sampled_from([Move.OPEN, Move.RING, Move.CLOSE]), behind=st.sampled_from([0, 0, 1])
    )
    def the_evening_goes_on(self, move, behind):
        self.move_on(self.begun + (move is Move.OPEN) - behind, move)

    @rule(who=PEOPLE, to=TABLES, number=NUMBERS)
    def somebody_is_moved_by_hand(self, who, to, number):
        table = self.tables().get(to)
        if table is None:
            return

        async def deed(work):
            person = await work.db.get_one(Participant, self.cafe.people[who])
            way = Way(person, await work.db.get_one(Table, table.id), number)
            return (await move_person(work, self.cafe.session, way)).version

        if number in self.closed:
            with pytest.raises(NotNow):
                self.command("emil", deed)
            return
        newest = self.plans()[-1].version
        assert self.command("emil", deed) == newest + 1
        self.seats[number - 1][who] = to
        self.arrived.discard((number, who))
        self.change = None

    @rule(who=PEOPLE, number=NUMBERS)
    def somebody_is_here(self, who, number):
        async def deed(work):
            person = await work.db.get_one(Participant, self.cafe.people[who])
            await arrive(work, person, self.cafe.session, number)

        if who not in self.seats[number - 1]:
            with pytest.raises(NotFound):
                self.command(who, deed)
            return
        self.command(who, deed)
        self.arrived.add((number, who))

    @rule(who=PEOPLE)
    def somebody_comes_late(self, who):
        async def deed(work):
            person = await work.db.get_one(Participant, self.cafe.people[who])
            return await seat_late(work, self.cafe.session, person)

        wanted = {
            number
            for number in range(1, ROUNDS + 1)
            if number not in self.closed
            and who not in self.seats[number - 1]
            and self.open_tables(number)
            and not self.away(who, number)
        }
        free = {number: self.free(number) for number in wanted}
        assert set(self.command(who, deed)) == wanted
        now = self.seated()
        for number in wanted:
            at = self.seats[number - 1][who] = now[number - 1].get(who)
            assert at in self.open_tables(number)
            stays = KEEPS.get(who) == at
            assert stays or at in free[number] or not free[number], "beside a free seat"

    @rule(
        who=PEOPLE,
        at=TABLES,
        number=NUMBERS,
        what=st.sampled_from(["absent", "leaving", "closed", "reopened", "twins", "late"]),
        between=st.sampled_from([None, None, None, "ada"]),
    )
    def something_happens_and_a_proposal_is_taken(self, who, at, number, what, between):
        if at not in self.tables():
            return
        asked = Asked(**{what: self.told_as(what, who, at, number)})
        if self.begun == ROUNDS:
            with pytest.raises(NotNow):
                self.searched(asked)
            return
        search, found = self.searched(asked)
        if between and between in self.seats[ROUNDS - 1]:
            self.somebody_is_moved_by_hand(between, self.seats[ROUNDS - 1][between] % 3 + 1, ROUNDS)

        async def deed(work):
            return await apply_proposal(work, self.cafe.session, search, 0)

        before = self.seats, self.ruled(), set(self.tables())
        if (between and between in self.seats[ROUNDS - 1]) or not found:
            with pytest.raises((Conflict, NotNow)):
                self.command("dora", deed)
            return
        plan = self.command("dora", deed)
        self.seats, now = self.seated(), self.seats
        self.is_as_said(plan.changes["people"], now)
        self.change = before
        self.arrived = {
            (n, p) for n, p in self.arrived if now[n - 1][p] == self.seats[n - 1].get(p)
        }
        for later in range(self.begun + 1, ROUNDS + 1):
            seated = self.seats[later - 1]
            assert not any(self.away(each, later) for each in seated)
            assert set(seated.values()) <= set(self.open_tables(later))
        to_come = range(self.begun + 1, ROUNDS + 1)
        assert sum(map(self.beyond, to_come)) <= plan.figures["over_capacity"]

    def told_as(self, what, who, at, number):
        to_come = tuple(range(max(number, self.begun + 1), ROUNDS + 1))
        return {
            "absent": (self.ids[who],),
            "late": (self.ids[who],),
            "leaving": {self.ids[who]: max(number, self.begun)},
            "closed": {at: to_come},
            "reopened": (at,),
            "twins": (at,),
        }[what]

    def is_as_said(self, people, before):
        """Nothing but what the plan says has changed, and nothing of a round that has begun."""
        for number, (was, is_now) in enumerate(zip(before, self.seats, strict=True), 1):
            moved = {who for who in was.keys() | is_now if was.get(who) != is_now.get(who)}
            said = self.changed(people)[number - 1]
            assert moved == said
            assert number > self.begun or not moved

    @rule(back=st.integers(0, 2))
    def a_change_is_taken_back(self, back):
        plans = self.plans()
        version = plans[-1].version - back

        async def deed(work):
            await take_back(work, self.cafe.session, version)

        changed = self.changed(plans[-1].changes.get("people", {}))
        too_late = any(changed[: self.begun])
        if back or self.change is None or too_late:
            with pytest.raises((Conflict, NotNow, NotFound)):
                self.command("emil", deed)
            return
        seats, rules, tables = self.change
        came = [
            {who: at for who, at in seated.items() if who not in some}
            for seated, some in zip(self.seats, changed, strict=True)
        ]
        self.command("emil", deed)
        now = self.seated()
        assert (self.ruled(), set(self.tables())) == (rules, tables)
        for is_now, was, others in zip(now, seats, came, strict=True):
            assert is_now.keys() == was.keys() | others.keys()
            assert {w: a for w, a in is_now.items() if w in was} == was
        self.arrived = {
            (n, w) for n, w in self.arrived if self.seats[n - 1][w] == now[n - 1].get(w)
        }
        self.seats, self.change = now, None

    def changed(self, people):
        """Round by round, whom a plan says it moves."""
        return [
            {w for w, i in self.ids.items() if str(n) in people.get(i, {})}
            for n in range(1, ROUNDS + 1)
        ]

    def holds(self, kind, number):
        """Rules of a kind that hold in a round: (people, table)."""
        for each, people, table, rounds in self.ruled():
            if each == kind and (not rounds or number in rounds):
                yield people, table

    def away(self, who, number):
        return any(self.ids[who] in people for people, _ in self.holds(RuleKind.AWAY, number))

    def open_tables(self, number):
        closed = {table for _, table in self.holds(RuleKind.CLOSED, number)}
        return [at for at in self.tables() if at not in closed]

    def room(self, number):
        """Seats for those who move; keepers take one where there is room for everybody."""
        tables, is_open = self.tables(), self.open_tables(number)
        here = [who for who in EVERYBODY if not self.away(who, number)]
        stay = Counter(KEEPS[who] for who in here if who in KEEPS)
        left = {at: max(0, tables[at].seats - stay[at]) for at in is_open}
        if sum(left.values()) >= len(here) - sum(stay[at] for at in is_open):
            return left
        return {at: tables[at].seats for at in is_open}

    def moving(self, number):
        seated = self.seats[number - 1].items()
        return Counter(at for who, at in seated if KEEPS.get(who) != at)

    def free(self, number):
        there = self.moving(number)
        return {at for at, room in self.room(number).items() if there[at] < room}

    def beyond(self, number):
        """People beyond the seats of a round."""
        there = self.moving(number)
        return sum(max(0, there[at] - room) for at, room in self.room(number).items())

    @invariant()
    def people_sit_where_they_are_known_to(self):
        assert self.seated() == self.seats

    @invariant()
    def who_said_they_were_here_still_does(self):
        query = "SELECT round_number, participant_id, arrived_at, session_id FROM seats"
        assert self.arrived == {
            (number, self.names[UUID(person)])
            for number, person, arrived, session in self.rows(query)
            if arrived and session == self.session
        }


def test_seats_live_through_anything(fresh_sqlite, tmp_path):
    with opening(fresh_sqlite, tmp_path, prepare) as opened:
        live_through(lambda: Seats(opened), 20)
