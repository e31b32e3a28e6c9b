"""Looks for difference matrices: rounds × columns of shifts modulo the tables."""

from math import exp
from typing import NamedTuple

from facilitator.rotation.search.dice import below, throw
from facilitator.rotation.search.kernel import Ints

SCALE = 2147483648.0


class Matrix(NamedTuple):
    """`shifts[r * size + c]`; row 0 and column 0 stay 0. `used[(c * size + d) * tables + x]`: how
    often columns c and d differ by x; `clashes` are the uses beyond the first, of all pairs."""

    tables: int
    size: int
    rounds: int
    heat: float
    shifts: Ints
    used: Ints


def clashes(m: Matrix) -> int:
    """Counts the differences; how many of them are used again."""
    found = 0
    for c in range(m.size):
        for d in range(c + 1, m.size):
            for r in range(m.rounds):
                x = (m.shifts[r * m.size + c] - m.shifts[r * m.size + d]) % m.tables
                found += m.used[(c * m.size + d) * m.tables + x]
                m.used[(c * m.size + d) * m.tables + x] += 1
    return found


def cell(m: Matrix, r: int, c: int, d: int, shift: int) -> int:
    """Where the difference of c and d is counted if c had a shift in a round."""
    other = m.shifts[r * m.size + d]
    first, last, difference = (c, d, shift - other) if c < d else (d, c, other - shift)
    return int((first * m.size + last) * m.tables + difference % m.tables)


def difference_made(m: Matrix, r: int, c: int, new: int) -> int:
    """How many clashes more another shift would make."""
    old, made = m.shifts[r * m.size + c], 0
    for d in range(m.size):
        if d != c:
            made += m.used[cell(m, r, c, d, new)] - m.used[cell(m, r, c, d, old)] + 1
    return made


def change_shift(m: Matrix, r: int, c: int, new: int) -> None:
    old = m.shifts[r * m.size + c]
    for d in range(m.size):
        if d != c:
            m.used[cell(m, r, c, d, old)] -= 1
            m.used[cell(m, r, c, d, new)] += 1
    m.shifts[r * m.size + c] = new


def fewer_clashes(m: Matrix, dice: Ints, found: int, steps: int) -> int:
    """Changes single shifts; how many clashes are left."""
    for _ in range(steps):
        if found == 0:
            return 0
        r, c = 1 + below(dice, m.rounds - 1), 1 + below(dice, m.size - 1)
        new = below(dice, m.tables)
        if new != m.shifts[r * m.size + c]:
            made = difference_made(m, r, c, new)
            if made <= 0 or throw(dice) / SCALE < exp(-made / m.heat):
                change_shift(m, r, c, new)
                found += made
    return found
