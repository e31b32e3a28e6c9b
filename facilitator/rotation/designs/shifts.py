"""Designs in which people stand in columns, and a column moves as one.

The person of column c and row i sits in round r at table i + s(r, c). Two people of different
columns meet in rounds r and q only if s(r, c) - s(r, d) = s(q, c) - s(q, d); people of one column
never meet. So nobody meets twice if for all two columns these differences are distinct:

* s = r·c modulo the tables, wherever tables > (rounds - 1) · (size - 1);
* s = r·c in a finite field, wherever tables are a prime power, at least rounds and size;
* any difference matrix (rows: rounds), which may be searched for.

(Here c counts from 1: velocity 0 is for those who stay. Where nobody may return to a table, all
others have another: then tables must be more than (rounds - 1) · size in a ring.)

More people at a table than tables: velocities c are used again as evenly as may be. Those who
share one travel together, and no plan does better (bounds.py: splitting).
"""

from collections.abc import Callable, Sequence

from facilitator.rotation.designs.fields import field

Rounds = list[list[list[int]]]
"""Rounds of tables of people, counted from 0; person = column · tables + row."""


def seated(tables: int, size: int, rounds: int, at: Callable[[int, int, int], int]) -> Rounds:
    """`at(round, column, row)`: the table."""
    found: Rounds = [[[] for _ in range(tables)] for _ in range(rounds)]
    for r in range(rounds):
        for c in range(size):
            for i in range(tables):
                found[r][at(r, c, i)].append(c * tables + i)
    return found


def by_ring(tables: int, size: int, rounds: int, *, onward: bool = False) -> Rounds | None:
    """`onward`: nobody comes to a table twice."""
    if tables <= (rounds - 1) * (size - 1 + onward):
        return None
    return seated(tables, size, rounds, lambda r, c, i: (i + r * (c + 1)) % tables)


def by_field(tables: int, size: int, rounds: int, *, onward: bool = False) -> Rounds | None:
    """Also for tables larger than many: then velocities are shared."""
    operations = field(tables)
    if operations is None or rounds > tables:
        return None
    add, multiply = operations
    fast = [*range(1, tables), *(() if onward else (0,))]
    return seated(tables, size, rounds, lambda r, c, i: add(i, multiply(r, fast[c % len(fast)])))


def by_differences(tables: int, shifts: Sequence[Sequence[int]]) -> Rounds:
    """`shifts[r][c]` modulo the tables."""
    size, rounds = len(shifts[0]), len(shifts)
    return seated(tables, size, rounds, lambda r, c, i: (i + shifts[r][c]) % tables)


def with_columns(base: Rounds, tables: int, size: int, extra: Rounds) -> Rounds:
    """More rounds: the people of each column, who have not met, at tables of their own.

    `extra` seats as many people as there are tables, at tables of `size`.
    """
    more = [
        [[c * tables + i for i in group] for c in range(size) for group in groups]
        for groups in extra
    ]
    return base + more
