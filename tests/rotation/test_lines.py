"""Ways of those who follow few tables: they meet once at most, and come to no table twice."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.rules import Variant
from facilitator.rotation.checker import figures
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.search.hall import Model
from facilitator.rotation.search.lines import along_lines
from facilitator.rotation.search.start import by_lot
from tests.rotation.cafes import ruled_sittings, some


def bilingual(few, rounds, narrow, *, seats=8, variant=Variant.THEME_PER_TABLE):
    """So many of 80 people follow French alone, which is spoken at a few of ten tables."""
    people = tuple(PersonNeed(f"p{n}", frozenset({"fr" if n < few else "en"})) for n in range(80))
    held = ["fr"] * narrow + ["en"] * (10 - narrow)
    tables = tuple(TableOffer(n, seats, None, each) for n, each in enumerate(held, start=1))
    return Sitting(people, tables, rounds, variant)


def ways(sitting, seed=0):
    return along_lines(Model(sitting), Random(seed))


@given(st.sampled_from([(3, 3), (4, 3), (4, 4), (5, 4), (5, 5), (7, 5)]), st.integers(0, 99))
def test_no_two_of_them_meet_again_nor_does_anybody_return(hall, seed):
    narrow, rounds = hall
    people = narrow * (narrow - 1)
    seats = ways(bilingual(people, rounds, narrow), seed)
    french = {f"p{n}" for n in range(people)}
    assert all(each.keys() & french == french for each in seats)
    for one, other in combinations(sorted(french), 2):
        assert sum(each[one] == each[other] for each in seats) <= 1
    assert all(len({each[who] for each in seats}) == rounds for who in french)


@pytest.mark.parametrize(
    ("narrow", "rounds", "variant"),
    [
        (3, 4, Variant.THEME_PER_TABLE),  # they must return
        (6, 4, Variant.THEME_PER_TABLE),  # there is no field of six
        (5, 3, Variant.THEME_PER_TABLE),  # they may choose
        (5, 4, Variant.SAME_QUESTION),  # they may return
    ],
)
def test_others_are_left_to_chance(narrow, rounds, variant):
    found = ways(bilingual(8, rounds, narrow, variant=variant))
    assert all("p0" not in each for each in found)


def test_nobody_takes_a_chair_that_is_not_there():
    sitting = bilingual(20, 4, 5, seats=20)
    hosts = tuple(PersonNeed(f"h{n}", stays_at=n % 5 + 1) for n in range(30))
    sitting = Sitting(sitting.people + hosts, sitting.tables, 4, Variant.THEME_PER_TABLE)
    assert ways(sitting)[0].keys() >= {f"p{n}" for n in range(20)}
    full = Sitting(sitting.people[:20] + hosts, sitting.tables, 4, Variant.THEME_PER_TABLE)
    assert not any(ways(full))


@some(50)
@given(ruled_sittings(), st.integers(0, 9))
def test_nobody_settled_is_sent_elsewhere(sitting, seed):
    sent = tuple(ways(sitting, seed))
    for number, (sure, seated) in enumerate(
        zip(sent, by_lot(Model(sitting), seed, sent), strict=True), start=1
    ):
        assert not sure.keys() & sitting.settled(number).keys()
        assert sure.items() <= seated.items()
        assert set(sure.values()) <= {t.number for t in sitting.open_tables(number)}


def test_a_start_along_lines_is_within_seats():
    sitting = bilingual(20, 4, 5, seats=12)
    assert figures(sitting, by_lot(Model(sitting), 1, tuple(ways(sitting)))).hard_violations == 0
