"""Who follows few tables, may not return and must meet there again."""

from itertools import product

import pytest

from facilitator.dialogues.rules import Variant
from facilitator.rotation.bounds import Why, bounds
from facilitator.rotation.checker import figures
from facilitator.rotation.pools import pooled
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.solve import solve

FRENCH = frozenset({"fr"})


def cafe(french, rounds, tables=3, variant=Variant.THEME_PER_TABLE, **more):
    """So many people who follow the French tables only; the English ones are empty."""
    people = tuple(PersonNeed(f"f{n}", FRENCH) for n in range(french))
    offers = tuple(TableOffer(n, french, None, "fr" if n <= tables else "en") for n in range(1, 9))
    return Sitting(people, offers, rounds, variant, **more)


def least_by_trying(people, tables, rounds):
    """Every plan in which nobody returns more often than they must; the least (E1, E2) of all."""
    back = max(0, rounds - tables)
    ways = [
        way
        for way in product(range(1, tables + 1), repeat=rounds)
        if rounds - len(set(way)) == back
    ]
    found = []
    for plan in product(ways, repeat=people - 1):
        seats = tuple(
            {f"f{n}": way[r] for n, way in enumerate((ways[0], *plan))} for r in range(rounds)
        )
        told = figures(cafe(people, rounds, tables), seats)
        found.append((told.repeats, told.e2))
    return min(e1 for e1, _ in found), min(e2 for _, e2 in found)


@pytest.mark.parametrize(
    ("people", "tables", "rounds"), [(4, 2, 2), (5, 2, 2), (4, 2, 3), (3, 3, 3)]
)
def test_no_plan_at_all_is_below_the_bound(people, tables, rounds):
    least = least_by_trying(people, tables, rounds)
    told = pooled(cafe(people, rounds, tables), people * max(0, rounds - tables))
    assert told <= least
    assert told[1] == least[1]  # and it is no idle one


def test_seven_people_at_three_tables_meet_again():
    """Nobody stays, so six ways lead from table to table: the seventh meets somebody again."""
    limit = bounds(cafe(7, 2))
    assert (limit.repeats, limit.e2, limit.e2_why) == (1, 1, Why.POOLS)
    assert bounds(cafe(7, 2), returns=1).e2 == 0
    assert bounds(cafe(7, 2, variant=Variant.SAME_QUESTION)).e2 == 0
    assert solve(cafe(7, 2), seconds=2, compiled=False).plan.figures.e2 == 1


def test_a_pair_that_sits_together_is_one():
    assert bounds(cafe(7, 2, together=(("f0", "f1"),))).e2 == 0


def test_who_returns_to_whom_is_reckoned_with():
    """Nine people, four rounds, three tables: each returns once, which spares nine of 18 pairs."""
    limit = bounds(cafe(9, 4))
    assert (limit.returns, limit.e2) == (9, 9)
    assert solve(cafe(9, 4), seconds=1, compiled=False).plan.figures.e2 <= 10


def test_where_a_table_is_closed_there_are_fewer_ways():
    shut = cafe(5, 2)
    tables = (TableOffer(1, 5, None, "fr", closed=frozenset({2})), *shut.tables[1:])
    assert bounds(Sitting(shut.people, tables, 2, shut.variant)).e2 == 1
