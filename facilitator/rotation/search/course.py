"""How a search goes: its course, what it takes, where it looks, and the best seats it keeps."""

from math import exp
from typing import Final, NamedTuple

from facilitator.rotation.search.dice import throw
from facilitator.rotation.search.kernel import Hall, Ints, pinch

SCALE: Final = 2147483648.0
SURE: Final = 20.0
"""A change this many temperatures above its price is never made."""


class Course(NamedTuple):
    """How to search: from a temperature to another in so many steps, down to a cost.

    `groups[g * broad + i]`: the members of group g, -1 for none; `group[p]` is p's. `took` and
    `bad` are scratch space; `kept` receives the best seats, `mark` says they are not kept yet.
    `open[spot]` is 1 where people may be moved to, `few[p]` where p follows hardly more tables than
    there are rounds. `having[first[value]:first[value + 1]]`: who has a value. In how many of 1,000
    tries: `guided` starts at a bad seat or brings somebody to a cell that is short, `ways`
    exchanges ways, `single` moves one person, `chain` two or three.
    """

    rounds: Ints
    groups: Ints
    broad: int
    group: Ints
    took: Ints
    open: Ints
    few: Ints
    bad: Ints
    kept: Ints
    mark: Ints
    having: Ints
    first: Ints
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


def bad_spots(h: Hall, c: Course) -> int:
    """Fills `bad` with what could be better; how much that is.

    Seats of people who move and pinch; then, counted on from the last seat, cells short of a value
    (nobody sitting there may have it, so no seat stands for them).
    """
    found = 0
    for r in c.rounds:
        for p in range(h.people):
            if h.moves[r * h.people + p] and h.at[r * h.people + p] >= 0 and pinch(h, r, p):
                c.bad[found] = r * h.people + p
                found += 1
    seats = len(h.at)
    for r in c.rounds:
        for cell in range(r * h.tables * h.values, (r + 1) * h.tables * h.values):
            if h.count[cell] < h.least[cell]:
                c.bad[found] = seats + cell
                found += 1
    return found


def keep(h: Hall, c: Course) -> None:
    """Keeps the seats if they are the best so far and not kept yet; to be called before leaving."""
    if c.mark[0]:
        c.mark[0] = 0
        for i in range(len(h.at)):
            c.kept[i] = h.at[i]
