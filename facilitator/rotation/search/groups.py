"""Tries that move several people at once: groups, and chains where full tables block the way."""

from typing import Final

from facilitator.rotation.search.course import Course, keep, takes
from facilitator.rotation.search.dice import below
from facilitator.rotation.search.kernel import (
    BOUND,
    FREE,
    Hall,
    Ints,
    move,
    move_cost,
    swap,
    swap_cost,
)
from facilitator.rotation.search.turns import NOBODY, somebody

SEAT: Final = -1


def try_group(h: Hall, c: Course, dice: Ints, r: int, p: int, heat: float) -> int:
    """Moves p's group to another table, each in exchange for somebody free or to a free seat."""
    g, to, here = c.group[p], below(dice, h.tables), h.at[r * h.people + p]
    if here == to or not c.open[r * h.tables + to]:
        return 0
    keep(h, c)
    total, came, is_whole = bring(h, c, dice, r, g, (here, to))
    if is_whole and takes(dice, total, heat):
        return total
    for i in range(came - 1, -1, -1):
        if c.took[i] != NOBODY:
            change(h, r, c.groups[g * c.broad + i], c.took[i], here)
    return 0


def bring(
    h: Hall, c: Course, dice: Ints, r: int, g: int, way: tuple[int, int]
) -> tuple[int, int, int]:
    """Brings a group one by one: the difference made, how far it came, whether all came."""
    (here, to), total = way, 0
    for i in range(c.broad):
        c.took[i] = NOBODY
        p = c.groups[g * c.broad + i]
        if p >= 0 and h.moves[r * h.people + p] == BOUND:
            if h.at[r * h.people + p] == here:
                c.took[i] = makes_room(h, dice, r, r * h.tables + to)
            if c.took[i] == NOBODY:
                return total, i, 0
            total += change(h, r, p, c.took[i], to)
    return total, c.broad, 1


def makes_room(h: Hall, dice: Ints, r: int, spot: int) -> int:
    """Somebody free at a spot; SEAT if a seat is free there, NOBODY if none of both."""
    if h.size[spot] < h.room[spot]:
        return SEAT
    return somebody(h, dice, r, spot)


def change(h: Hall, r: int, p: int, other: int, to: int) -> int:
    """Exchanges p with somebody, or moves p to a free SEAT; the difference made."""
    if other == SEAT:
        cost = move_cost(h, r, p, to)
        move(h, r, p, to)
        return cost
    cost = swap_cost(h, r, p, other, 1e15)
    swap(h, r, p, other)
    return cost


def try_chain(h: Hall, c: Course, dice: Ints, r: int, a: int, heat: float) -> int:
    """Seats a in somebody's place, and them at a third table: where full rooms block the way."""
    n, b, to = h.people, below(dice, h.people), below(dice, h.tables)
    here, there = h.at[r * n + a], h.at[r * n + b]
    if h.moves[r * n + b] != FREE or there == here or to in (here, there):
        return 0
    if not c.open[r * h.tables + to]:
        return 0
    other = makes_room(h, dice, r, r * h.tables + to)
    left = r * h.tables + here
    if other == NOBODY or (other == SEAT and h.size[left] <= h.floor[left]):
        return 0
    keep(h, c)
    total = change(h, r, a, b, there)
    total += change(h, r, b, other, to)
    if takes(dice, total, heat):
        return total
    change(h, r, b, other, here)
    change(h, r, a, b, here)
    return 0
