"""Groups take other tables where nothing but returns depends on it."""

from dataclasses import replace

import pytest
from hypothesis import given

from facilitator.dialogues.rules import Variant
from facilitator.rotation.checker import faults, figures, meetings
from facilitator.rotation.labels import relabelled
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.solve import solve
from tests.rotation.cafes import ruled_sittings, some


def cafe(people, tables, rounds, **more):
    seats = -(-people // tables)
    needs = tuple(PersonNeed(f"p{n}") for n in range(people))
    return Sitting(needs, tuple(TableOffer(n, seats) for n in range(1, tables + 1)), rounds, **more)


def parties(seats):
    """Who sits together, round by round, at whatever table."""
    return [
        {frozenset(who for who, at in seated.items() if at == table) for table in seated.values()}
        for seated in seats
    ]


def test_people_who_never_moved_see_another_table_each_round():
    still = ({"p0": 1, "p1": 1, "p2": 2, "p3": 2, "p4": 3, "p5": 3},) * 3
    sitting = cafe(6, 3, 3)
    moved = relabelled(sitting, still)
    assert parties(moved) == parties(still)
    assert figures(sitting, still).table_revisits == 12
    assert figures(sitting, moved).table_revisits == 0


@pytest.mark.parametrize(("size", "most"), [((60, 10, 4), 5), ((160, 20, 6), 10), ((47, 9, 4), 12)])
def test_designs_lead_few_people_back(size, most):
    """The designs themselves lead 30, 100 and 20 back; none of these has a repeat."""
    found = solve(cafe(*size), seconds=0.3, compiled=False).plan.figures
    assert (found.repeats, found.table_revisits <= most) == (0, True)


def test_whoever_stays_keeps_their_table():
    host = PersonNeed("h", stays_at=1)
    sitting = replace(cafe(6, 3, 2), people=(*cafe(6, 3, 2).people, host))
    still = ({"p0": 1, "p1": 1, "p2": 2, "p3": 2, "p4": 3, "p5": 3, "h": 1},) * 2
    moved = relabelled(sitting, still)
    assert [seated["h"] for seated in moved] == [1, 1]
    assert [seated["p0"] for seated in moved] == [1, 1]
    assert figures(sitting, moved).table_revisits == 2


def test_where_tables_have_themes_nothing_moves():
    still = ({"p0": 1, "p1": 2}, {"p0": 1, "p1": 2})
    assert relabelled(cafe(2, 2, 2, variant=Variant.THEME_PER_TABLE), still) is still


@some(15)
@given(ruled_sittings())
def test_nothing_else_changes(sitting):
    sitting = replace(sitting, variant=Variant.SAME_QUESTION)
    seats = solve(sitting, seconds=0.01, compiled=False).plan.seats
    turned = tuple(dict(reversed(seated.items())) for seated in seats)
    for given_ in (seats, turned):
        moved = relabelled(sitting, given_)
        before, after = figures(sitting, given_), figures(sitting, moved)
        assert after.table_revisits <= before.table_revisits
        assert replace(after, table_revisits=0) == replace(before, table_revisits=0)
        assert faults(sitting, moved) == faults(sitting, given_)
        assert meetings(sitting, moved) == meetings(sitting, given_)
