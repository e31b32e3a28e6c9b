"""Designs, each proved by looking at every pair: over every café of the stated range."""

from array import array
from collections import Counter
from itertools import combinations

import pytest

from facilitator.rotation.bounds import KNOWN, bounds
from facilitator.rotation.checker import faults, figures
from facilitator.rotation.designs.cyclic import looked_for
from facilitator.rotation.designs.equal import instant, searched
from facilitator.rotation.designs.fields import field, prime_power
from facilitator.rotation.designs.fitting import are_alike, fitted
from facilitator.rotation.designs.shifts import by_field, by_ring
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.search.machine import PLAIN

ORDERS = [q for q in range(2, 33) if prime_power(q)]


def cafe(people, tables, rounds):
    needs = tuple(PersonNeed(f"p{n}") for n in range(people))
    seats = -(-people // tables)
    return Sitting(needs, tuple(TableOffer(n, seats) for n in range(1, tables + 1)), rounds)


def repeats(rounds):
    met = Counter(pair for groups in rounds for g in groups for pair in combinations(sorted(g), 2))
    return sum(times - 1 for times in met.values())


def is_partition(rounds, tables, size):
    everybody = list(range(tables * size))
    return all(
        sorted(p for group in groups for p in group) == everybody
        and {len(group) for group in groups} == {size}
        for groups in rounds
    )


@pytest.mark.parametrize("order", ORDERS)
def test_fields_are_fields(order):
    add, multiply = field(order)
    everything = list(range(order))
    assert all(sorted(add(a, b) for b in everything) == everything for a in everything)
    assert all(
        sorted(multiply(a, b) for b in everything) == everything for a in everything if a != 0
    )
    some = everything[:: max(1, order // 6)]
    for a in some:
        for b in some:
            assert multiply(a, b) == multiply(b, a)
            for c in some:
                assert multiply(a, add(b, c)) == add(multiply(a, b), multiply(a, c))


def test_there_is_no_field_of_other_orders():
    assert [q for q in range(2, 33) if not field(q)] == [
        6, 10, 12, 14, 15, 18, 20, 21, 22, 24, 26, 28, 30,
    ]  # fmt: skip


def test_shift_designs_repeat_nothing_wherever_the_rule_says():
    """Tables to 30, sizes to 8, rounds to 8."""
    for tables in range(2, 31):
        for size in range(1, 9):
            for rounds in range(1, 9):
                design = by_ring(tables, size, rounds)
                assert (design is not None) == (tables > (rounds - 1) * (size - 1))
                if design:
                    assert is_partition(design, tables, size)
                    assert repeats(design) == 0


def test_field_designs_reach_the_bound_whatever_the_size():
    """Tables to 16, sizes to twice as many (12 at most), rounds to 6."""
    for tables in (q for q in ORDERS if q <= 16):
        for size in range(1, min(2 * tables, 12) + 1):
            for rounds in range(1, min(tables, 6) + 1):
                design = by_field(tables, size, rounds)
                assert is_partition(design, tables, size)
                limit = bounds(cafe(tables * size, tables, rounds))
                assert repeats(design) == limit.repeats


def test_instant_designs_reach_the_bound():
    """Every café to 12 tables, 8 at a table, 8 rounds, for which there is one."""
    made = 0
    for tables in range(2, 13):
        for size in range(2, 9):
            for rounds in range(2, 9):
                design = instant(tables, size, rounds)
                if design:
                    made += 1
                    assert is_partition(design.rounds, tables, size)
                    assert (
                        repeats(design.rounds)
                        == bounds(cafe(tables * size, tables, rounds)).repeats
                    )
    assert made > 300


@pytest.mark.parametrize(
    ("tables", "size", "rounds"), [(8, 4, 9), (9, 3, 10), (4, 4, 5), (5, 5, 6)]
)
def test_columns_give_more_rounds(tables, size, rounds):
    assert repeats(instant(tables, size, rounds).rounds) == 0


def test_people_may_be_fewer_than_seats():
    """Every number of people that leaves no seat row empty, 5 to 9 tables, 3 rounds."""
    for tables in range(5, 10):
        for people in range(2 * tables + 1, 4 * tables + 1):
            sitting = cafe(people, tables, 3)
            design = instant(tables, -(-people // tables), 3)
            seats = fitted(sitting, design) if design else None
            if seats:
                assert faults(sitting, seats) == ()
                counted = figures(sitting, seats)
                assert counted.repeats <= bounds(sitting).repeats
                assert counted.over_capacity == 0


@pytest.mark.parametrize(("tables", "size", "rounds"), [(5, 3, 7), (6, 3, 7)])
def test_cyclic_starters_are_found(tables, size, rounds):
    tries = looked_for(tables, size, rounds, PLAIN, array("q", [5]))
    design = next(found for _, found in zip(range(20), tries, strict=False) if found)
    assert is_partition(design, tables, size)
    assert repeats(design) == 0


def test_difference_matrices_are_found():
    tries = searched(6, 4, 3, PLAIN, 1)
    design = next(found for _, found in zip(range(20), tries, strict=False) if found)
    assert repeats(design.rounds) == 0


def test_known_limits_are_not_claimed_to_be_passed():
    """No design has more rounds than are known to be possible."""
    for (size, tables), most in KNOWN.items():
        design = instant(tables, size, most + 1)
        assert design is None or repeats(design.rounds) > 0


def test_only_people_who_are_all_alike_are_seated_by_design():
    plain = cafe(12, 4, 2)
    assert are_alike(plain)
    host = Sitting((PersonNeed("h", stays_at=1), *plain.people[1:]), plain.tables, 2)
    assert not are_alike(host)
    mixed = (PersonNeed("h", traits={"region": "N"}), *plain.people[1:])
    assert not are_alike(Sitting(mixed, plain.tables, 2))
