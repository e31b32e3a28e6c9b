"""The search: what it believes is what one counts, plain or compiled."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.rules import Variant
from facilitator.rotation.checker import figures
from facilitator.rotation.finding import warmed
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.search.clock import Clock
from facilitator.rotation.search.counting import total_cost
from facilitator.rotation.search.course import bad_spots
from facilitator.rotation.search.dice import below
from facilitator.rotation.search.fetching import try_fetch
from facilitator.rotation.search.hall import Model, News
from facilitator.rotation.search.machine import PLAIN
from facilitator.rotation.search.run import Manner, Search
from facilitator.rotation.search.start import by_lot
from tests.rotation.cafes import ruled_sittings, some

EVERYTHING = Manner(guided=500, ways=200, single=200, goal=-1)


class Stopwatch(Clock):
    """Every piece takes a hundredth of a second, so that searches are alike on all machines."""

    spent = property(lambda self: next(self.ticks))

    def __init__(self):
        self.seconds, self.ticks = 1e9, (n / 100 for n in range(1_000_000))


def searched(sitting, machine=PLAIN, steps=600, seed=1):
    model = Model(sitting, News(by_lot(Model(sitting), 9), 25), price=30)
    search = Search(model, machine, by_lot(model, seed), seed)
    for _ in search.pieces(EVERYTHING, steps if model.rounds else 0, Stopwatch()):
        pass
    return search


@some(60)
@given(ruled_sittings())
def test_costs_kept_up_are_costs_counted_anew(sitting):
    search = searched(sitting)
    assert search.cost == total_cost(search.hall, search.rounds)
    again = Search(search.model, PLAIN, tuple(search.kept()), 1)
    assert search.least == again.cost


@some(40)
@given(ruled_sittings())
def test_who_stays_or_is_absent_is_where_they_belong(sitting):
    for number, seated in enumerate(searched(sitting).kept(), start=1):
        settled = sitting.settled(number)
        assert {who: seated[who] for who in settled} == settled
        here = {person.id for person in sitting.present(number)}
        assert seated.keys() == (here if sitting.open_tables(number) else settled.keys())


@some(25)
@given(ruled_sittings())
def test_compiled_and_plain_find_the_same(sitting):
    plain, compiled = searched(sitting), searched(sitting, warmed())
    assert (plain.cost, plain.least) == (compiled.cost, compiled.least)
    assert plain.kept() == compiled.kept()


@given(st.integers(1, 1 << 60), st.integers(1, 1000))
def test_dice_stay_in_their_range(state, limit):
    dice = array("q", [state])
    thrown = [below(dice, limit) for _ in range(50)]
    assert all(0 <= each < limit for each in thrown)
    assert 0 < dice[0] < 1 << 62


def test_dice_fall_evenly():
    dice, counts = array("q", [1]), [0] * 6
    for _ in range(60_000):
        counts[below(dice, 6)] += 1
    assert sum((count - 10_000) ** 2 / 10_000 for count in counts) < 20.5  # chi², 5 d.f., 0.1 %


@pytest.mark.parametrize("machine", ["plain", "compiled"])
def test_a_goal_ends_the_search(machine):
    people = tuple(PersonNeed(f"p{n}") for n in range(12))
    sitting = Sitting(people, tuple(TableOffer(n, 3) for n in (1, 2, 3, 4)), 3)
    model = Model(sitting)
    search = Search(model, PLAIN if machine == "plain" else warmed(), by_lot(model, 0), 0)
    list(search.pieces(Manner(ways=0, single=0), 1_000_000, Stopwatch()))
    assert search.least == 0


def test_who_follows_as_many_tables_as_there_are_rounds_sees_each_once():
    """No exchange within a round helps those who speak Spanish: only turning two rounds about."""
    speaks = [frozenset({"es"})] * 12 + [frozenset({"en"})] * 12
    people = tuple(PersonNeed(f"p{n}", each) for n, each in enumerate(speaks))
    held = ["es"] * 4 + ["en"] * 4
    tables = tuple(TableOffer(n, 3, None, each) for n, each in enumerate(held, start=1))
    sitting = Sitting(people, tables, 4, Variant.THEME_PER_TABLE)
    model = Model(sitting)
    for seed in range(3):
        search = Search(model, warmed(), by_lot(model, seed), seed)
        list(search.pieces(Manner(), 200_000, Stopwatch()))
        found = figures(sitting, tuple(search.kept()))
        assert (found.hard_violations, found.table_revisits, found.repeats) == (0, 0, 0)


def test_a_start_by_lot_is_in_languages_people_follow_if_any_can_be():
    """Even sizes leave an Arabic seat to somebody who follows French; there is room elsewhere."""
    spoken = ["en"] * 6 + ["en ar"] * 3 + ["en fr"] * 2
    people = tuple(PersonNeed(f"p{n}", frozenset(each.split())) for n, each in enumerate(spoken))
    tables = (
        TableOffer(1, 4, None, "en"),
        TableOffer(2, 4, None, "en"),
        TableOffer(3, 4, None, "ar"),
    )
    sitting = Sitting(people, tables, 3)
    for seed in range(20):
        assert figures(sitting, by_lot(Model(sitting), seed)).hard_violations == 0


class Hourglass(Clock):
    """Eight seconds that pass as somebody says."""

    spent = 0.0

    def __init__(self):
        self.seconds = 8.0


def test_the_last_cooling_is_cold_when_the_time_is_up_though_steps_turn_slow():
    people = tuple(PersonNeed(f"p{n}") for n in range(12))
    model = Model(Sitting(people, tuple(TableOffer(n, 3) for n in (1, 2, 3, 4)), 4))
    clock, colds = Hourglass(), []

    def slower(hall, course, dice, cost):
        clock.spent += course.steps / (1000 if clock.spent < 4 else 400)
        colds.append(course.cold)
        return PLAIN.anneal(hall, course, dice, cost)

    search = Search(model, PLAIN._replace(anneal=slower), by_lot(model, 0), 0)
    list(search.pieces(Manner(goal=-1), 8_000, clock, is_last=True))
    assert colds == sorted(colds, reverse=True)
    assert colds[-1] < 0.9 < 3 < colds[0]
    assert 7 < clock.spent < 8.5


def test_a_search_ends_that_has_no_time_for_another_cooling():
    people = tuple(PersonNeed(f"p{n}") for n in range(12))
    model = Model(Sitting(people, tuple(TableOffer(n, 3) for n in (1, 2, 3, 4)), 4))
    clock = Hourglass()
    clock.spent = 7.9
    search = Search(model, PLAIN, by_lot(model, 0), 0)
    assert len(list(search.cycles(Manner(goal=-1), clock))) < 10


def lacking(traits="NNSSNS"):
    """Two tables of three, none from the south at the first."""
    people = tuple(PersonNeed(f"p{n}", traits={"region": each}) for n, each in enumerate(traits))
    model = Model(Sitting(people, (TableOffer(1, 3), TableOffer(2, 3)), 1))
    north = {who.id: 1 for who in people if who.traits["region"] == "N"}
    return Search(model, PLAIN, ({who.id: north.get(who.id, 2) for who in people},), 1)


def test_a_table_that_lacks_a_kind_is_told_though_nobody_there_has_it():
    search = lacking()
    course = search._course(EVERYTHING, 1.0, 1.0, 1)
    hall, found = search.hall, course.bad[: bad_spots(search.hall, course)]
    cells = [seat - len(hall.at) for seat in found if seat >= len(hall.at)]
    assert cells == [n for n, count in enumerate(hall.count) if count < hall.least[n]]
    assert [hall.count[cell] for cell in cells] == [0, 0]


def test_somebody_of_the_kind_a_table_lacks_is_fetched():
    search = lacking()
    hall, course = search.hall, search._course(EVERYTHING, 0.01, 0.01, 1)
    north, south = hall.has[0], hall.has[2]
    assert try_fetch(hall, course, search.dice, north, 0.01) == 0  # there is none too few
    made = sum(try_fetch(hall, course, search.dice, south, 0.01) for _ in range(20))
    assert hall.count[south] == hall.least[south]
    assert made < 0
    assert search.cost + made == total_cost(hall, 1)
