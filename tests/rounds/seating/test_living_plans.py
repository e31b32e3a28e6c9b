"""Plans in any order of commands: versions only grow, each stays as it was made, and what is told
of it is what the plain checker counts."""

from dataclasses import asdict

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from facilitator.dialogues.queries import session as session_of
from facilitator.kit.errors import Conflict, NotFound, NotNow
from facilitator.people.model import Participant
from facilitator.rotation.checker import figures
from facilitator.rotation.kinds import RuleKind
from facilitator.rotation.queries import newest_plan
from facilitator.rotation.rules import Objective
from facilitator.rounds.rules import Move
from facilitator.rounds.seating import Way, make_plan, move_person
from facilitator.rounds.seating.asked import Asked
from facilitator.rounds.seating.hall import read_hall
from facilitator.rounds.seating.replanning import apply_proposal, take_back
from facilitator.rounds.seating.ruling import Ruling, Wish, add_rule, remove_rule, wish
from facilitator.rounds.seating.searching import publish_plan
from facilitator.tables.model import Table
from tests.cafe_machine import live_through, opening
from tests.rounds.seating.living import EVERYBODY, ROUNDS, SITTING, SeatingMachine, prepare

PEOPLE = st.sampled_from(EVERYBODY)
NUMBERS = st.integers(1, ROUNDS)
CHAIRS = st.sampled_from(["dora", "emil"])
WISHES = st.builds(
    Wish, st.sampled_from(Objective), st.integers(0, 4), st.integers(0, 4), st.just(True)
)


class Plans(SeatingMachine):
    def __init__(self, opened):
        super().__init__(opened)
        self.made = []  # what each version said when it was made
        self.searches = []  # (id, what it was made from, whether about a change, how many found)
        self.back = None  # the seats, rules and tables before the newest change
        self.is_made(1)

    def stands(self):
        """All that a search starts from: what has changed since makes it one of yesterday."""
        hall = self.of_session(read_hall)
        return self.begun, self.seated()[self.begun :], hall.sitting

    def is_made(self, version):
        """A version that has just come says what people sit by, and what the checker counts."""
        plan = self.plans()[-1]
        assert plan.version == version == len(self.made) + 1
        seats = [{self.ids[who]: at for who, at in seated.items()} for seated in self.seated()]
        assert plan.seats == seats
        hall = self.of_session(read_hall)
        counted = asdict(figures(hall.sitting_so_far(seats), tuple(seats)))
        assert {name: plan.figures[name] for name in counted} == counted
        self.made.append((plan.version, plan.seats, plan.figures, plan.changes, plan.reason))

    @rule(
        move=st.sampled_from([Move.OPEN, Move.RING, Move.CLOSE]), behind=st.sampled_from([0, 0, 1])
    )
    def the_evening_goes_on(self, move, behind):
        self.move_on(self.begun + (move is Move.OPEN) - behind, move)

    @rule(who=CHAIRS)
    def a_plan_is_made_at_once(self, who):
        async def deed(work):
            return (await make_plan(work, self.cafe.session, "console")).version

        if self.begun:
            with pytest.raises(NotNow):
                self.command(who, deed)
            return
        self.is_made(self.command(who, deed))

    @rule(
        who=PEOPLE,
        number=NUMBERS,
        at=st.integers(1, 3),
        what=st.sampled_from(
            [None, None, "absent", "leaving", "closed", "twins", "pinned", "late"]
        ),
    )
    def a_chair_searches(self, who, number, at, what):
        person, to_come = self.ids[who], tuple(range(max(number, self.begun + 1), ROUNDS + 1))
        told = {
            "absent": (person,),
            "late": (person,),
            "leaving": {person: max(number, self.begun)},
            "closed": {at: to_come},
            "twins": (at,),
            "pinned": {person: (at, to_come)},
        }
        asked = Asked(**{what: told[what]}) if what else None
        if self.begun == ROUNDS or (self.begun and not asked):
            with pytest.raises(NotNow):
                self.searched(asked)
            return
        search, found = self.searched(asked)
        self.searches.append((search, self.stands(), bool(asked), len(found)))

    @rule(
        who=PEOPLE,
        at=st.integers(1, 3),
        what=st.sampled_from([None, "absent", "leaving", "closed", "twins", "pinned", "late"]),
        take=st.sampled_from(["published", "applied", "applied"]),
        meanwhile=st.sampled_from([None, None, "moved", "ruled", "searched", "opened"]),
    )
    def what_is_found_is_taken_though_something_happens(self, who, at, what, take, meanwhile):
        self.a_chair_searches(who, ROUNDS, at, what)
        if meanwhile == "moved":
            self.somebody_is_moved_by_hand(who, at, ROUNDS)
        elif meanwhile == "ruled":
            self.a_rule_is_made(RuleKind.AWAY, [who], at, [ROUNDS])
        elif meanwhile == "searched":
            self.a_chair_searches(who, ROUNDS, at, what)
        elif meanwhile == "opened":
            self.move_on(self.begun + 1, Move.OPEN)
        if self.searches and take == "published":
            self.what_was_found_is_published("emil", meanwhile == "searched")
        elif self.searches:
            self.a_proposal_is_applied("emil", meanwhile == "searched", 0)

    @precondition(lambda self: self.searches)
    @rule(who=CHAIRS, which=st.integers(0, 1))
    def what_was_found_is_published(self, who, which):
        search, stood, about_a_change, found = self.searches[-1 - which % len(self.searches)]

        async def deed(work):
            return (await publish_plan(work, self.cafe.session, search)).version

        is_newest = search == self.searches[-1][0]
        if self.begun or not is_newest or stood != self.stands() or about_a_change or not found:
            with pytest.raises((Conflict, NotNow)):
                self.command(who, deed)
            return
        self.is_made(self.command(who, deed))
        self.back = None

    @precondition(lambda self: self.searches)
    @rule(who=CHAIRS, which=st.sampled_from([0, 0, 1]), place=st.integers(0, 2))
    def a_proposal_is_applied(self, who, which, place):
        search, stood, about_a_change, found = self.searches[-1 - which % len(self.searches)]

        async def deed(work):
            return (await apply_proposal(work, self.cafe.session, search, place)).version

        is_newest = search == self.searches[-1][0]
        if not is_newest or stood != self.stands() or not about_a_change or place >= found:
            with pytest.raises((Conflict, NotNow)):
                self.command(who, deed)
            return
        before = self.seated(), self.ruled(), set(self.tables())
        version = self.command(who, deed)
        assert self.seated()[: self.begun] == before[0][: self.begun]
        self.is_made(version)
        self.back = before
        self.searches[-1] = (search, "applied", True, found)

    @rule(who=CHAIRS, behind=st.sampled_from([0, 0, 1, -1]))
    def a_change_is_taken_back(self, who, behind):
        newest, _, _, changes, _ = self.made[-1]

        async def deed(work):
            await take_back(work, self.cafe.session, newest - behind)

        moved = {int(n) for moves in changes.get("people", {}).values() for n in moves}
        is_change = "rules" in changes
        if behind or not is_change or any(number <= self.begun for number in moved):
            with pytest.raises((Conflict, NotNow, NotFound)):
                self.command(who, deed)
            return
        self.command(who, deed)
        seats, rules, tables = self.back
        assert self.seated() == seats
        assert set(self.tables()) == tables
        assert rules is None or self.ruled() == rules
        self.is_made(newest + 1)

    def rules_have_changed(self):
        """By hand: taking a change back does not bring back those there were."""
        if self.back:
            self.back = self.back[0], None, self.back[2]

    @rule(
        kind=st.sampled_from([RuleKind.TOGETHER, RuleKind.APART, RuleKind.PINNED, RuleKind.AWAY]),
        pair=st.lists(st.sampled_from(SITTING), min_size=2, max_size=2, unique=True),
        at=st.integers(1, 3),
        rounds=st.lists(NUMBERS, max_size=2, unique=True),
    )
    def a_rule_is_made(self, kind, pair, at, rounds):
        async def deed(work):
            people = [self.cafe.people[who] for who in pair]
            session = await session_of(work.db, self.cafe.session)
            await add_rule(work, session, Ruling(kind, people, at, rounds))

        self.command("dora", deed)
        self.rules_have_changed()

    @rule()
    def a_rule_is_removed(self):
        async def deed(work):
            session = await session_of(work.db, self.cafe.session)
            for each in (await read_hall(work.db, self.cafe.session)).rules[:1]:
                await remove_rule(work, session, each.id)

        self.command("emil", deed)
        self.rules_have_changed()

    @rule(wished=WISHES)
    def a_wish_is_made(self, wished):
        async def deed(work):
            await wish(work, await session_of(work.db, self.cafe.session), wished)

        self.command("emil", deed)

    @rule(who=PEOPLE, to=st.integers(1, 3), number=NUMBERS)
    def somebody_is_moved_by_hand(self, who, to, number):
        async def deed(work):
            person = await work.db.get_one(Participant, self.cafe.people[who])
            way = Way(person, await work.db.get_one(Table, self.cafe.tables[to]), number)
            return (await move_person(work, self.cafe.session, way)).version

        if number in self.closed:
            with pytest.raises(NotNow):
                self.command("emil", deed)
            return
        self.is_made(self.command("emil", deed))

    @invariant()
    def versions_only_grow_and_stay_as_they_were(self):
        assert [
            (p.version, p.seats, p.figures, p.changes, p.reason) for p in self.plans()
        ] == self.made

    @invariant()
    def one_is_the_newest_and_people_sit_by_it(self):
        newest = self.of_session(newest_plan)
        assert newest.version == len(self.made)
        now = [{self.ids[who]: at for who, at in seated.items()} for seated in self.seated()]
        assert self.made[-1][1] == now


def test_plans_live_through_anything(fresh_sqlite, tmp_path):
    with opening(fresh_sqlite, tmp_path, prepare) as opened:
        live_through(lambda: Plans(opened), 15)
