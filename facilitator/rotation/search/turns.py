"""Tries that exchange the tables somebody sees in two rounds.

Who follows hardly more tables than there are rounds can take no other seat without going back to a
table: only in which round they see which table is free. No exchange within one round finds that.
"""

from math import log
from typing import Final

from facilitator.rotation.search.course import SCALE, Course, keep
from facilitator.rotation.search.dice import below, throw
from facilitator.rotation.search.exchanges import SLACK
from facilitator.rotation.search.kernel import FREE, Hall, Ints, swap, swap_cost

NOBODY: Final = -2


def sees(h: Hall, c: Course, a: int, table: int) -> int:
    """The round in which somebody with few tables sees one already, if that may change; else -1."""
    if c.few[a] and h.back[a] and h.seen[a * h.tables + table]:
        for r in c.rounds:
            if h.at[r * h.people + a] == table and h.moves[r * h.people + a] == FREE:
                return int(r)
    return -1


def try_turn(h: Hall, c: Course, dice: Ints, rounds: tuple[int, int], a: int, heat: float) -> int:
    """Seats a in each of two rounds where they sit in the other, in exchange for somebody there."""
    (r, later), n, t = rounds, h.people, h.tables
    here, there = h.at[r * n + a], h.at[later * n + a]
    b, other = somebody(h, dice, r, r * t + there), somebody(h, dice, later, later * t + here)
    if b == NOBODY or other == NOBODY:
        return 0
    if h.at[later * n + b] == here and h.moves[later * n + b] == FREE:
        other = b
    most = -heat * log((throw(dice) + 1) / SCALE)
    back = h.back[a] + h.back[b] * (other == b)
    cost = swap_cost(h, r, a, b, most + SLACK + back)
    if cost > most + SLACK + back:
        return 0
    keep(h, c)
    swap(h, r, a, b)
    cost += swap_cost(h, later, a, other, most - cost + SLACK)
    if cost > most:
        swap(h, r, a, b)
        return 0
    swap(h, later, a, other)
    return cost


def somebody(h: Hall, dice: Ints, r: int, spot: int) -> int:
    """Somebody free at a spot; NOBODY if there is none."""
    size = h.size[spot]
    first = below(dice, max(1, size))
    for i in range(size):
        p = h.there[spot * h.width + (i + first) % size]
        if h.moves[r * h.people + p] == FREE:
            return int(p)
    return NOBODY
