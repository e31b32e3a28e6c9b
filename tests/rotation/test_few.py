"""Those who follow few tables are seated first, alone; while it is hot, their ways stay theirs."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.rules import Variant
from facilitator.rotation.checker import figures
from facilitator.rotation.finding import Plight, few_first, warmed
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.search.clock import Clock
from facilitator.rotation.search.few import alone
from facilitator.rotation.search.hall import Model
from facilitator.rotation.search.machine import PLAIN
from facilitator.rotation.search.run import Manner, Search
from facilitator.rotation.search.start import by_lot
from facilitator.rotation.solve import solve
from tests.rotation.cafes import ruled_sittings, some
from tests.rotation.test_search import Stopwatch


def bilingual(few, rounds, narrow, *, seats=8, variant=Variant.THEME_PER_TABLE):
    """So many of 80 people follow French alone, which is spoken at a few of ten tables."""
    people = tuple(PersonNeed(f"p{n}", frozenset({"fr" if n < few else "en"})) for n in range(80))
    held = ["fr"] * narrow + ["en"] * (10 - narrow)
    tables = tuple(TableOffer(n, seats, None, each) for n, each in enumerate(held, start=1))
    return Sitting(people, tables, rounds, variant)


def french(sitting):
    """The café of those who follow French alone, if they are seated first."""
    found = [each for each in alone(Model(sitting)) if each.people[0].speaks == {"fr"}]
    return found[0] if found else None


def search_of(sitting, machine, held=frozenset(), sure=()):
    model = Model(sitting)
    return Search(model, machine, by_lot(model, 1, sure), 1, held)


@pytest.mark.parametrize(("few", "narrow", "rounds"), [(12, 4, 4), (18, 5, 4), (17, 6, 5)])
def test_alone_they_meet_once_at_most_and_come_to_no_table_twice(few, narrow, rounds):
    cafe = french(bilingual(few, rounds, narrow))
    assert (len(cafe.people), [table.number for table in cafe.tables]) == (
        few,
        list(range(1, narrow + 1)),
    )
    found = solve(cafe, seconds=5).plan.figures
    assert (found.hard_violations, found.table_revisits, found.repeats) == (0, 0, 0)


@pytest.mark.parametrize(
    ("narrow", "variant"),
    [
        (5, Variant.THEME_PER_TABLE),  # they may choose
        (4, Variant.SAME_QUESTION),  # they may return
    ],
)
def test_others_are_left_to_chance(narrow, variant):
    assert french(bilingual(8, 3, narrow, variant=variant)) is None


def test_nobody_is_offered_a_chair_that_is_not_there():
    sitting = bilingual(20, 4, 5, seats=20)
    hosts = tuple(PersonNeed(f"h{n}", stays_at=n % 5 + 1) for n in range(30))
    sitting = Sitting(sitting.people + hosts, sitting.tables, 4, Variant.THEME_PER_TABLE)
    assert sum(table.seats for table in french(sitting).tables) == 25
    full = Sitting(sitting.people[:30] + hosts, sitting.tables, 4, Variant.THEME_PER_TABLE)
    assert french(full) is None


@some(50)
@given(ruled_sittings(), st.integers(0, 9))
def test_whoever_is_seated_first_takes_nobodys_place(sitting, seed):
    model = Model(sitting)
    seated = Counter()
    for cafe in alone(model):
        ways = by_lot(Model(cafe), seed)
        for number, way in enumerate(ways, start=1):
            assert not way.keys() & sitting.settled(number).keys()
            assert set(way.values()) <= {t.number for t in sitting.open_tables(number)}
            seated.update((number, who) for who in way)
    assert set(seated.values()) <= {1}


def test_a_start_with_their_ways_is_within_seats():
    sitting = bilingual(20, 4, 5, seats=12)
    ways = by_lot(Model(french(sitting)), 1)
    seats = by_lot(Model(sitting), 1, ways)
    assert all(way.items() <= seated.items() for way, seated in zip(ways, seats, strict=True))
    assert figures(sitting, seats).hard_violations == 0


def test_the_search_among_all_begins_with_the_ways_they_found():
    sitting = bilingual(12, 4, 4)
    model = Model(sitting)
    ways = few_first(Plight(sitting, Clock(1.0), 1, PLAIN, Manner()), model)
    assert all(way.keys() == {f"p{n}" for n in range(12)} for way in ways)
    found = figures(french(sitting), ways)
    assert (found.hard_violations, found.table_revisits, found.repeats) == (0, 0, 0)


def test_those_whose_chairs_are_taken_go_along_no_lines():
    """Twelve who follow French alone leave the two who follow Spanish, too, one table of seven."""
    speaks = [{"fr"}] * 12 + [{"fr", "es"}] * 2
    people = tuple(PersonNeed(f"p{n}", frozenset(each)) for n, each in enumerate(speaks))
    tables = tuple(TableOffer(n, 2, None, "fr" if n < 7 else "es") for n in range(1, 8))
    sitting = Sitting(people, tables, 5, Variant.THEME_PER_TABLE)
    ways = few_first(Plight(sitting, Clock(1.0), 1, PLAIN, Manner()), Model(sitting))
    assert all((way["p12"], way["p13"]) == (7, 7) for way in ways)


@pytest.mark.parametrize("machine", ["plain", "compiled"])
def test_while_it_is_hot_they_exchange_ways_and_change_none(machine):
    sitting = bilingual(12, 3, 4)
    who = frozenset(f"p{n}" for n in range(12))
    search = search_of(sitting, PLAIN if machine == "plain" else warmed(), who)
    begun = search.model.seats(search.hall.at)
    list(search.pieces(Manner(hot=50.0, cold=40.0), 4_000, Stopwatch()))
    ended = search.model.seats(search.hall.at)

    def ways(rounds, of):
        return Counter(tuple(seated[each] for seated in rounds) for each in of)

    others = {person.id for person in sitting.people} - who
    assert ways(ended, who) == ways(begun, who)
    assert any(begun[0][each] != ended[0][each] for each in who)
    assert ways(ended, others) != ways(begun, others)
    list(search.pieces(Manner(hot=1.0, cold=0.9), 4_000, Stopwatch()))
    assert ways(search.model.seats(search.hall.at), who) != ways(begun, who)
