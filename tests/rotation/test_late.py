"""Somebody comes late and finds a seat; nobody else moves."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.rules import Variant
from facilitator.rotation.late import seat_late
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.solve import solve

LATE = PersonNeed("late", frozenset({"fr", "en"}))


def plan(sitting):
    return solve(sitting, seconds=0, compiled=False).plan


def cafe(*tables, people=6, rounds=3, variant=Variant.THEME_PER_TABLE):
    return Sitting(tuple(PersonNeed(f"p{n}") for n in range(people)), tables, rounds, variant)


def test_the_emptiest_table_they_can_follow():
    sitting = cafe(TableOffer(1, 9), TableOffer(2, 9), TableOffer(3, 9, language="ar"))
    seats = ({"p0": 1, "p1": 1, "p2": 2},)
    assert seat_late(sitting, seats, LATE, 1) == {1: 2}


def test_a_full_table_is_the_last_choice():
    sitting = cafe(TableOffer(1, 1), TableOffer(2, 1, language="ar"))
    assert seat_late(sitting, ({"p0": 1},), LATE, 1) == {1: 2}


def test_another_table_and_theme_in_every_round_that_is_left():
    sitting = cafe(TableOffer(1, 9, "a"), TableOffer(2, 9, "a"), TableOffer(3, 9, "b"))
    assert seat_late(sitting, ({}, {"p0": 3}, {"p1": 1}), LATE, 2) == {2: 1, 3: 3}


def test_of_equal_tables_the_one_with_new_faces():
    sitting = cafe(TableOffer(1, 9), TableOffer(2, 9), TableOffer(3, 9), rounds=2)
    seats = ({"p0": 1, "p1": 2, "p2": 2, "p3": 3, "p4": 3}, {"p0": 2, "p1": 3, "p2": 1, "p3": 1})
    assert seat_late(sitting, seats, LATE, 1) == {1: 1, 2: 3}


def test_a_newcomer_goes_home_too():
    sitting = cafe(TableOffer(1, 9), TableOffer(2, 9), variant=Variant.RETURN_HOME)
    found = seat_late(sitting, plan(sitting).seats, LATE, 1)
    assert found[3] == found[1] != found[2]
    assert seat_late(sitting, plan(sitting).seats, LATE, 3).keys() == {3}


def test_a_host_who_comes_late_keeps_the_table():
    sitting = cafe(TableOffer(1, 9), TableOffer(7, 1))
    host = PersonNeed("late", stays_at=7)
    assert seat_late(sitting, plan(sitting).seats, host, 2) == {2: 7, 3: 7}


def test_free_circulation_seats_nobody():
    sitting = cafe(TableOffer(1, 9), variant=Variant.FREE_CIRCULATION)
    assert seat_late(sitting, plan(sitting).seats, LATE, 1) == {}


@given(st.integers(0, 20), st.integers(1, 6), st.integers(1, 4), st.integers(1, 4))
def test_every_round_that_is_left_and_no_other(people, tables, rounds, start):
    offers = (TableOffer(n, 3, "ab"[n % 2], [None, "ar"][n % 2]) for n in range(1, tables + 1))
    sitting = cafe(*offers, people=people, rounds=rounds)
    found = seat_late(sitting, plan(sitting).seats, LATE, start)
    assert list(found) == list(range(start, rounds + 1))
    assert set(found.values()) <= set(range(1, tables + 1))
