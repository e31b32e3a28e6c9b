"""Somebody comes late and finds a seat in every round that is left; nobody else moves."""

from dataclasses import replace

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


def test_one_chair_more_before_a_table_they_cannot_follow_but_not_two():
    sitting = cafe(TableOffer(1, 1), TableOffer(2, 3, language="ar"))
    assert seat_late(sitting, ({"p0": 1},), LATE, 1) == {1: 1}
    assert seat_late(sitting, ({"p0": 1, "p1": 1},), LATE, 1) == {1: 2}


def test_a_free_seat_before_a_chair_more():
    sitting = cafe(TableOffer(1, 1), TableOffer(2, 3))
    assert seat_late(sitting, ({"p0": 1, "p1": 2, "p2": 2},), LATE, 1) == {1: 2}


def test_a_host_who_sits_elsewhere_takes_a_seat_there():
    tables = TableOffer(1, 2, closed=frozenset({1})), TableOffer(2, 1), TableOffer(3, 3)
    sitting = replace(cafe(*tables, rounds=1), people=(PersonNeed("host", stays_at=1),))
    assert seat_late(sitting, ({"host": 2, "p1": 3, "p2": 3},), LATE, 1) == {1: 3}


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


def test_a_table_that_is_closed_in_a_round_is_no_choice_then():
    closed = TableOffer(2, 9, closed=frozenset({1, 2}))
    sitting = cafe(TableOffer(1, 9), closed, people=2, rounds=3)
    seats = ({"p0": 1}, {"p0": 1, "p1": 1}, {"p0": 1, "p1": 1})
    assert seat_late(sitting, seats, LATE, 1) == {1: 1, 2: 1, 3: 2}
    shut = replace(sitting, tables=(closed,))
    assert seat_late(shut, ({}, {}, {}), LATE, 1) == {3: 2}


def test_never_beside_somebody_they_must_not_meet_and_always_with_their_own():
    sitting = replace(
        cafe(TableOffer(1, 9), TableOffer(2, 9), people=4, rounds=1),
        apart=(("late", "p0"),),
    )
    seats = ({"p0": 1, "p1": 2, "p2": 2, "p3": 2},)
    assert seat_late(sitting, seats, LATE, 1) == {1: 2}
    with_p2 = replace(sitting, apart=(), together=(("late", "p2"),))
    assert seat_late(with_p2, seats, LATE, 1) == {1: 2}


def test_a_pin_and_seats_held_are_kept_and_count_as_seen():
    sitting = cafe(TableOffer(1, 9), TableOffer(2, 9), TableOffer(3, 9), people=4)
    pinned = replace(sitting, pins=({"late": 3}, {}, {}))
    seats = ({"p0": 3, "p1": 3}, {"p2": 1, "p3": 2, "late": 2}, {"p0": 1, "p1": 2, "p2": 3})
    assert seat_late(pinned, seats, LATE, 1) == {1: 3, 3: 1}


def test_nobody_is_seated_while_they_are_away():
    away = replace(LATE, attends=frozenset({3}))
    assert seat_late(cafe(TableOffer(1, 9)), ({}, {}, {}), away, 2) == {3: 1}


def test_the_rounds_are_chosen_together():
    """The emptiest table of the first round would leave a known face for the second."""
    sitting = cafe(TableOffer(1, 9), TableOffer(2, 9), rounds=2)
    seats = ({"p0": 1, "p1": 2, "p2": 2}, {"p0": 2, "p3": 2, "p4": 1, "p5": 1})
    assert seat_late(sitting, seats, LATE, 1) == {1: 2, 2: 1}


@given(st.integers(3, 8), st.integers(2, 4), st.integers(0, 99))
def test_a_newcomer_takes_the_ticket_of_somebody_who_is_absent(tables, rounds, seed):
    offers = tuple(TableOffer(n, 3) for n in range(1, tables + 1))
    sitting = cafe(*offers, people=3 * tables, rounds=rounds)
    found = solve(sitting, seconds=0, seed=seed, compiled=False).plan.seats
    left = tuple({who: at for who, at in seated.items() if who != "p0"} for seated in found)
    assert list(seat_late(sitting, left, LATE, 1).values()) == [seated["p0"] for seated in found]


@given(st.integers(0, 20), st.integers(1, 6), st.integers(1, 4), st.integers(1, 4))
def test_every_round_that_is_left_and_no_other(people, tables, rounds, start):
    offers = (TableOffer(n, 3, "ab"[n % 2], [None, "ar"][n % 2]) for n in range(1, tables + 1))
    sitting = cafe(*offers, people=people, rounds=rounds)
    found = seat_late(sitting, plan(sitting).seats, LATE, start)
    assert list(found) == list(range(start, rounds + 1))
    assert set(found.values()) <= set(range(1, tables + 1))
