"""Simulated annealing over a hall: exchanges, moves, exchanges of whole ways, and of groups.

Half of the tries start at a seat that could be better; the list of those is made anew now and
then. Accepting and cooling as in Kirkpatrick, Gelatt and Vecchi, Science 220 (1983).
"""

from math import exp, log
from typing import Final, NamedTuple

from facilitator.rotation.search.dice import below, throw
from facilitator.rotation.search.kernel import (
    BOUND,
    FREE,
    Hall,
    Ints,
    move,
    move_cost,
    pinch,
    swap,
    swap_cost,
)

SCALE: Final = 2147483648.0
SURE: Final = 20.0
"""A change this many temperatures above its price is never made."""


SLACK: Final = 20
"""What company may win back of a change that costs too much already: two repeats."""
SEAT: Final = -1
NOBODY: Final = -2


class Course(NamedTuple):
    """How to search: from a temperature to another in so many steps, down to a cost.

    `groups[g * broad + i]`: the members of group g, -1 for none; `group[p]` is p's. `took` and
    `bad` are scratch space; `kept` receives the best seats, `mark` says they are not kept yet.
    `open[spot]` is 1 where people may be moved to. In how many of 1,000 tries: `guided` starts
    at a bad seat, `ways` exchanges ways, `single` moves one person, `chain` two or three.
    """

    rounds: Ints
    groups: Ints
    broad: int
    group: Ints
    took: Ints
    open: Ints
    bad: Ints
    kept: Ints
    mark: Ints
    hot: float
    cold: float
    steps: int
    goal: int
    guided: int
    ways: int
    single: int
    chain: int


def takes(dice: Ints, cost: int, heat: float) -> int:
    if cost <= 0:
        return 1
    if cost > SURE * heat:
        return 0
    return 1 if throw(dice) / SCALE < exp(-cost / heat) else 0


def bad_seats(h: Hall, c: Course) -> int:
    """Fills `bad` with the seats of people who move and pinch; how many they are."""
    found = 0
    for r in c.rounds:
        for p in range(h.people):
            if h.moves[r * h.people + p] and h.at[r * h.people + p] >= 0 and pinch(h, r, p):
                c.bad[found] = r * h.people + p
                found += 1
    return found


def keep(h: Hall, c: Course) -> None:
    """Keeps the seats if they are the best so far and not kept yet; to be called before leaving."""
    if c.mark[0]:
        c.mark[0] = 0
        for i in range(len(h.at)):
            c.kept[i] = h.at[i]


def try_ways(h: Hall, c: Course, dice: Ints, heat: float) -> int:
    """Exchanges two people in all rounds in which both are free; the difference made."""
    n = h.people
    a, b = below(dice, n), below(dice, n)
    total = 0
    for r in c.rounds:
        i, j = r * n + a, r * n + b
        if h.moves[i] == FREE and h.moves[j] == FREE and h.at[i] != h.at[j]:
            total += swap_cost(h, r, a, b, 1e15)
            swap(h, r, a, b)
    if takes(dice, total, heat):
        return total
    for r in c.rounds:
        i, j = r * n + a, r * n + b
        if h.moves[i] == FREE and h.moves[j] == FREE and h.at[i] != h.at[j]:
            swap(h, r, a, b)
    return 0


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
    size = h.size[spot]
    if size < h.room[spot]:
        return SEAT
    first = below(dice, max(1, size))
    for i in range(size):
        p = h.there[spot * h.width + (i + first) % size]
        if h.moves[r * h.people + p] == FREE:
            return int(p)
    return NOBODY


def change(h: Hall, r: int, p: int, other: int, to: int) -> int:
    """Exchanges p with somebody, or moves p to a free SEAT; the difference made."""
    if other == SEAT:
        cost = move_cost(h, r, p, to)
        move(h, r, p, to)
        return cost
    cost = swap_cost(h, r, p, other, 1e15)
    swap(h, r, p, other)
    return cost


def try_swap(h: Hall, c: Course, dice: Ints, r: int, a: int, heat: float) -> int:
    """Exchanges somebody free with anybody free; the difference made."""
    n, b = h.people, below(dice, h.people)
    if h.moves[r * n + b] != FREE or h.at[r * n + a] == h.at[r * n + b]:
        return 0
    most = -heat * log((throw(dice) + 1) / SCALE)
    cost = swap_cost(h, r, a, b, most + SLACK)
    if cost > most:
        return 0
    if cost > 0:
        keep(h, c)
    swap(h, r, a, b)
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


def try_one(h: Hall, c: Course, dice: Ints, bad: int, heat: float) -> int:
    """One try of one kind; the difference made."""
    n, kind = h.people, below(dice, 1000)
    if kind < c.ways:
        keep(h, c)
        return try_ways(h, c, dice, heat)
    if bad > 0 and below(dice, 1000) < c.guided:
        seat = c.bad[below(dice, bad)]
        r, a = seat // n, seat % n
    else:
        r, a = c.rounds[below(dice, len(c.rounds))], below(dice, n)
    if h.moves[r * n + a] == BOUND:
        return try_group(h, c, dice, r, a, heat)
    if h.moves[r * n + a] != FREE:
        return 0
    if kind - c.ways < c.single:
        return try_move(h, c, dice, r, a, heat)
    if kind - c.ways - c.single < c.chain:
        return try_chain(h, c, dice, r, a, heat)
    return try_swap(h, c, dice, r, a, heat)


def anneal(h: Hall, c: Course, dice: Ints, cost: int) -> tuple[int, int, int]:
    """Searches; the seats' cost at the end, the least seen (its seats are in `kept`), the steps."""
    heat, cooling = c.hot, (c.cold / c.hot) ** (1.0 / max(1, c.steps))
    least, bad, step = cost, 0, 0
    every = max(1000, 2 * h.people * len(c.rounds))
    c.mark[0] = 1
    while step < c.steps and least > c.goal:
        if step % every == 0:
            bad = bad_seats(h, c)
        step += 1
        heat *= cooling
        cost += try_one(h, c, dice, bad, heat)
        if cost < least:
            least = cost
            c.mark[0] = 1
    keep(h, c)
    return cost, least, step
