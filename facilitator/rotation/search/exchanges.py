"""Tries with people nobody is bound to: to a free seat, in somebody's place, their whole way."""

from math import log
from typing import Final

from facilitator.rotation.search.course import SCALE, Course, keep, takes
from facilitator.rotation.search.dice import below, throw
from facilitator.rotation.search.kernel import (
    FREE,
    HELD,
    Hall,
    Ints,
    move,
    move_cost,
    swap,
    swap_cost,
)

SLACK: Final = 20
"""What company may win back of a change that costs too much already: two repeats."""


def try_ways(h: Hall, c: Course, dice: Ints, a: int, heat: float) -> int:
    """Exchanges a and somebody in all rounds in which both are free, or held alike; the difference
    made."""
    b, total = below(dice, h.people), 0
    keep(h, c)
    for r in c.rounds:
        if may_exchange(h, r, a, b):
            total += swap_cost(h, r, a, b, 1e15)
            swap(h, r, a, b)
    if takes(dice, total, heat):
        return total
    for r in c.rounds:
        if may_exchange(h, r, a, b):
            swap(h, r, a, b)
    return 0


def may_exchange(h: Hall, r: int, a: int, b: int) -> int:
    i, j = r * h.people + a, r * h.people + b
    if h.moves[i] != h.moves[j] or h.at[i] == h.at[j]:
        return 0
    return int(h.moves[i] == FREE or (h.moves[i] == HELD and h.kind[a] == h.kind[b]))


def try_move(h: Hall, c: Course, dice: Ints, r: int, p: int, heat: float) -> int:
    """Moves one person to a table with a free seat; the difference made."""
    to, here = below(dice, h.tables), h.at[r * h.people + p]
    spot, left = r * h.tables + to, r * h.tables + here
    if to == here or not c.open[spot] or h.size[spot] >= h.room[spot]:
        return 0
    if h.size[left] <= h.floor[left]:
        return 0
    cost = move_cost(h, r, p, to)
    if not takes(dice, cost, heat):
        return 0
    if cost > 0:
        keep(h, c)
    move(h, r, p, to)
    return cost


def try_swap(h: Hall, c: Course, dice: Ints, r: int, two: tuple[int, int], heat: float) -> int:
    """Exchanges two people who are free, at two tables; the difference made."""
    a, b = two
    most = -heat * log((throw(dice) + 1) / SCALE)
    cost = swap_cost(h, r, a, b, most + SLACK)
    if cost > most:
        return 0
    if cost > 0:
        keep(h, c)
    swap(h, r, a, b)
    return cost
