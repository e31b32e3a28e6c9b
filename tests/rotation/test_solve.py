"""Plans that get better, and what ends the wait."""

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.rules import Variant
from facilitator.rotation.bounds import bounds
from facilitator.rotation.checker import faults, figures
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.solve import cost, improving, is_optimal, limit_of, returns, solve
from tests.rotation.cafes import ruled_sittings, some


def cafe(people, tables, seats, rounds):
    needs = tuple(PersonNeed(f"p{n}") for n in range(people))
    return Sitting(needs, tuple(TableOffer(n, seats) for n in range(1, tables + 1)), rounds)


@some(40)
@given(ruled_sittings(), st.integers(0, 9))
def test_every_step_is_a_whole_plan_and_better_than_the_last(sitting, seed):
    costs = []
    for step in improving(sitting, seconds=0.01, seed=seed, compiled=False):
        if step.plan:
            assert faults(sitting, step.plan.seats) == ()
            assert step.plan.figures == figures(sitting, step.plan.seats)
            costs.append(cost(sitting, step.plan))
    assert step.is_last
    assert costs == sorted(costs, reverse=True)


def test_it_ends_where_no_plan_can_be_better():
    sitting = cafe(60, 10, 6, 2)
    found = solve(sitting, seconds=60)
    assert found.plan.figures.e2 == found.bounds.e2 == 0
    assert is_optimal(sitting, found.plan, found.bounds)


def test_a_stop_leaves_the_plan_that_stands():
    sitting = cafe(12, 4, 3, 5)
    first, last = improving(sitting, seconds=60, stop=lambda: True)
    assert faults(sitting, first.plan.seats) == ()
    assert (last.plan, last.is_last) == (None, True)


@some(12)
@given(ruled_sittings(), st.integers(1, 5))
def test_whoever_walks_away_has_a_whole_plan(sitting, patience):
    plans = []
    steps = improving(sitting, seconds=5, compiled=False)
    for step in islice(steps, patience):
        plans += [step.plan] if step.plan else []
    steps.close()
    assert faults(sitting, plans[-1].seats) == ()
    assert plans[-1].figures == figures(sitting, plans[-1].seats)


@some(40)
@given(ruled_sittings())
def test_no_plan_is_better_than_its_bound(sitting):
    found = solve(sitting, seconds=0.01, compiled=False)
    if not found.plan.figures.hard_violations:
        limit = limit_of(sitting, found.plan, found.bounds)
        assert found.plan.figures.repeats >= limit.repeats
        assert found.plan.figures.e2 >= limit.e2
        assert returns(sitting, found.plan) >= found.bounds.returns


def test_nobody_is_bound_by_meeting_whom_they_must_sit_with_at_a_table_where_one_stays():
    needs = (PersonNeed("a"), PersonNeed("b", stays_at=1))
    sitting = Sitting(needs, (TableOffer(1, 4), TableOffer(2, 4)), 2, together=(("a", "b"),))
    assert solve(sitting, seconds=0.05, compiled=False).plan.figures.repeats == 0
    assert bounds(sitting).repeats == 0


def test_who_is_away_returns_nowhere():
    themes = tuple(TableOffer(n, 4, f"theme {n}") for n in (1, 2))
    needs = (PersonNeed("a", attends=frozenset({1})), PersonNeed("b"))
    pins = ({"a": 1}, {"a": 1})
    assert bounds(Sitting(needs, themes, 2, Variant.THEME_PER_TABLE, pins=pins)).returns == 0


def test_who_is_pinned_to_a_table_that_is_closed_sits_at_another():
    tables = (TableOffer(1, 6), TableOffer(2, 6, closed=frozenset({2})))
    needs = tuple(PersonNeed(f"p{n}") for n in range(6))
    sitting = Sitting(needs, tables, 2, pins=({"p0": 2, "p1": 9}, {"p0": 2}))
    plan = solve(sitting, seconds=0.1, compiled=False).plan
    assert faults(sitting, plan.seats) == ()
    assert [seated["p0"] for seated in plan.seats] == [2, 1]
    assert plan.figures.hard_violations == 0


def test_bounds_that_were_proven_elsewhere():
    assert (bounds(cafe(24, 4, 6, 3)).repeats, bounds(cafe(24, 4, 6, 3)).e2) == (16, 24)
    assert (bounds(cafe(80, 8, 10, 4)).repeats, bounds(cafe(80, 8, 10, 4)).e2) == (48, 96)
    assert bounds(cafe(23, 4, 6, 3)).e2 == 21
    assert bounds(cafe(12, 4, 3, 5)).repeats == 1


def test_what_the_search_found_last_is_not_forgotten():
    """Tables of 4, 6 and 8: no design, and the search is at its goal within moments."""
    needs = tuple(PersonNeed(f"p{n}") for n in range(54))
    offers = tuple(TableOffer(n, 4 + 2 * (n % 3)) for n in range(1, 10))
    for seed in range(3):
        found = solve(Sitting(needs, offers, 2), seconds=30, seed=seed, compiled=False)
        assert found.plan.figures.e2 == found.bounds.e2
