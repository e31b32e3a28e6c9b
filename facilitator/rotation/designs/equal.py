"""All designs for equal tables, the instant ones first."""

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from facilitator.rotation.designs.cyclic import looked_for, shapes
from facilitator.rotation.designs.shifts import (
    Rounds,
    by_differences,
    by_field,
    by_ring,
    with_columns,
)
from facilitator.rotation.search.difference import Matrix
from facilitator.rotation.search.machine import Machine, as_array, as_arrays

STEPS = 100_000
HEATS = (0.25, 0.3, 0.35, 0.4)


class Design(NamedTuple):
    rounds: Rounds
    method: str


def instant(tables: int, size: int, rounds: int, *, onward: bool = False) -> Design | None:
    """A design that takes no search, if one is known: by ring, by field, more by columns.

    `onward`: one in which nobody comes to a table twice.
    """
    ring = by_ring(tables, size, rounds, onward=onward)
    if ring:
        return Design(ring, "shift design")
    fielded = by_field(tables, size, rounds, onward=onward)
    if fielded:
        kind = "finite field" if size <= tables else "finite field, velocities shared"
        return Design(fielded, kind)
    return None if onward else _by_columns(tables, size, rounds)


def _by_columns(tables: int, size: int, rounds: int) -> Design | None:
    if size > tables or tables % size:
        return None
    for first in range(min(rounds - 1, tables), 0, -1):
        base = by_ring(tables, size, first) or by_field(tables, size, first)
        extra = _within(tables, size, rounds - first) if base else None
        if base and extra:
            return Design(with_columns(base, tables, size, extra), "recursive columns")
    return None


def _within(tables: int, size: int, rounds: int) -> Rounds | None:
    """As many people as there are tables, at tables of `size`; nobody meets twice."""
    count = tables // size
    if rounds == 1:
        return [[list(range(k * size, (k + 1) * size)) for k in range(count)]]
    design = instant(count, size, rounds) if count >= size else None
    return design.rounds if design else None


def searched(
    tables: int, size: int, rounds: int, machine: Machine, seed: int
) -> Iterator[Design | None]:
    """Attempts at difference matrices and cyclic starters in turn; mostly None.

    Without end, unless there is no shape for either.
    """
    dice = array("q", [seed * 7919 + 1234567])
    starters = looked_for(tables, size, rounds, machine, dice)
    has_shapes, fits = bool(shapes(tables, size, rounds)), size <= tables and rounds <= tables
    turn = 0
    while has_shapes or fits:
        if fits and turn % 4 == 0:
            yield _matrix(tables, size, rounds, machine, dice, HEATS[turn // 4 % 4])
        found = next(starters, None)
        yield Design(found, "cyclic starter") if found else None
        turn += 1


def _matrix(
    tables: int, size: int, rounds: int, machine: Machine, dice: "array[int]", heat: float
) -> Design | None:
    shifts = array("q", [r * c % tables for r in range(rounds) for c in range(size)])
    matrix = Matrix(tables, size, rounds, heat, shifts, array("q", [0]) * (size * size * tables))
    tool = as_arrays(matrix) if machine.compiled else matrix
    thrown = as_array(dice) if machine.compiled else dice
    if machine.fewer_clashes(tool, thrown, machine.clashes(tool), STEPS):
        return None
    found = [list(shifts[r * size : (r + 1) * size]) for r in range(rounds)]
    return Design(by_differences(tables, found), "difference matrix")
