"""What a change costs, and making it. Written in what Python and numba both understand.

Arrays are flat. A spot is `round * tables + table`; people, rounds and tables count from 0.
Costs are integers, less is better; a cost of a change is the difference it makes to the whole.
"""

from typing import Any, Final, NamedTuple

Ints = Any
"""A list of integers, or a numpy array of them."""

FIXED: Final = 0
FREE: Final = 1
BOUND: Final = 2
HELD: Final = 3
FAR: Final = 2
"""People beyond a band from which on each costs the same."""


class Hall(NamedTuple):
    """A café while it is being seated.

    `at[round * people + p]`: table, -1 if absent. `there[spot * width + place]`: who sits there,
    `place` where in it. `moves`: FIXED, FREE, BOUND to a group, or HELD to
    ways that only others of their kind take over. `met[p * people + q]`: how often
    two meet, on top of `base`: how often they met before, or 128 (they are bound to meet: costs
    nothing) or 192 (they must not); `repeat[met]`: what one meeting more costs. `seen` and
    `heard`: visits of p to tables and themes, at `back` and `again` each. What a language costs:
    `misfit[kind[p] * tables + table]`. `has[p * traits + k]`: the value p has of a trait, -1 for
    none; `count`, `least`, `most` by `spot * values + value`, `balance` its price.
    `told[round * people + p]`: the table announced, -1 for none, `news` the price of another.
    `fill[spot * (width + 1) + size]`: what a size costs; `room` and `floor`: the sizes allowed.
    """

    people: int
    tables: int
    width: int
    traits: int
    values: int
    themes: int
    balance: int
    news: int
    at: Ints
    there: Ints
    place: Ints
    size: Ints
    room: Ints
    floor: Ints
    fill: Ints
    moves: Ints
    met: Ints
    repeat: Ints
    seen: Ints
    back: Ints
    theme: Ints
    heard: Ints
    again: Ints
    kind: Ints
    misfit: Ints
    has: Ints
    count: Ints
    least: Ints
    most: Ints
    told: Ints
    base: Ints


def off_band(h: Hall, cell: int, count: int) -> int:
    """1, 4 for one, two people; then 2 for each: some cells must be far out whatever one does."""
    out = int(max(h.least[cell] - count, count - h.most[cell], 0))
    return h.balance * (out * out if out <= FAR else FAR * out)


def shift_cost(h: Hall, spot: int, leaves: int, comes: int) -> int:
    """What balance at a spot costs more if one value leaves and another comes (-1: none)."""
    total = 0
    if leaves >= 0:
        cell = spot * h.values + leaves
        total += off_band(h, cell, h.count[cell] - 1) - off_band(h, cell, h.count[cell])
    if comes >= 0:
        cell = spot * h.values + comes
        total += off_band(h, cell, h.count[cell] + 1) - off_band(h, cell, h.count[cell])
    return total


def alone_cost(h: Hall, r: int, p: int, here: int, to: int) -> int:
    """What a person costs more at another table, whoever sits there."""
    n, t = h.people, h.tables
    total = int(h.misfit[h.kind[p] * t + to]) - h.misfit[h.kind[p] * t + here]
    total += h.back[p] * (h.seen[p * t + to] - h.seen[p * t + here] + 1)
    old, new = h.theme[here], h.theme[to]
    if old != new:
        total += h.again[p] * (h.heard[p * h.themes + new] - h.heard[p * h.themes + old] + 1)
    announced = h.told[r * n + p]
    if announced == here:
        total += h.news
    elif announced == to:
        total -= h.news
    return int(total)


def company(h: Hall, spot: int, p: int, less: int) -> int:
    """What meeting those at a spot costs p; `less`: 1 if they are counted as met there already."""
    row, first = p * h.people, spot * h.width
    met, repeat, there = h.met, h.repeat, h.there
    total = 0
    for i in range(first, first + h.size[spot]):
        other = there[i]
        if other != p:
            total += repeat[met[row + other] - less]
    return int(total)


def swap_cost(h: Hall, r: int, a: int, b: int, enough: float) -> int:
    """What exchanging two people of a round costs; rough once it is clearly above `enough`."""
    n, here, to = h.people, h.at[r * h.people + a], h.at[r * h.people + b]
    one, other = r * h.tables + here, r * h.tables + to
    total = alone_cost(h, r, a, here, to) + alone_cost(h, r, b, to, here)
    for k in range(h.traits):
        mine, theirs = h.has[a * h.traits + k], h.has[b * h.traits + k]
        if mine != theirs:
            total += shift_cost(h, one, mine, theirs) + shift_cost(h, other, theirs, mine)
    if total > enough:
        return total
    met, repeat, there = h.met, h.repeat, h.there
    row_a, row_b = a * n, b * n
    first = one * h.width
    for i in range(first, first + h.size[one]):
        x = there[i]
        if x != a:
            total += repeat[met[row_b + x]] - repeat[met[row_a + x] - 1]
    first = other * h.width
    for i in range(first, first + h.size[other]):
        x = there[i]
        if x != b:
            total += repeat[met[row_a + x]] - repeat[met[row_b + x] - 1]
    return total


def move_cost(h: Hall, r: int, p: int, to: int) -> int:
    """What moving a person to another table of a round costs."""
    here = h.at[r * h.people + p]
    one, other = r * h.tables + here, r * h.tables + to
    wide = h.width + 1
    total = alone_cost(h, r, p, here, to)
    total += h.fill[one * wide + h.size[one] - 1] - h.fill[one * wide + h.size[one]]
    total += h.fill[other * wide + h.size[other] + 1] - h.fill[other * wide + h.size[other]]
    for k in range(h.traits):
        value = h.has[p * h.traits + k]
        total += shift_cost(h, one, value, -1) + shift_cost(h, other, -1, value)
    return int(total) + company(h, other, p, 0) - company(h, one, p, 1)


def rise(h: Hall, r: int, p: int) -> None:
    """Takes a person from their seat; costs are not kept up."""
    n, here = h.people, h.at[r * h.people + p]
    spot = r * h.tables + here
    first, size = spot * h.width, h.size[spot]
    for i in range(first, first + size):
        x = h.there[i]
        if x != p:
            h.met[p * n + x] -= 1
            h.met[x * n + p] -= 1
    last = h.there[first + size - 1]
    h.there[first + h.place[r * n + p]] = last
    h.place[r * n + last] = h.place[r * n + p]
    h.size[spot] = size - 1
    h.seen[p * h.tables + here] -= 1
    h.heard[p * h.themes + h.theme[here]] -= 1
    for k in range(h.traits):
        if h.has[p * h.traits + k] >= 0:
            h.count[spot * h.values + h.has[p * h.traits + k]] -= 1
    h.at[r * n + p] = -1


def sit(h: Hall, r: int, p: int, to: int) -> None:
    """Gives a person without a seat one; costs are not kept up."""
    n, spot = h.people, r * h.tables + to
    first, size = spot * h.width, h.size[spot]
    for i in range(first, first + size):
        x = h.there[i]
        h.met[p * n + x] += 1
        h.met[x * n + p] += 1
    h.there[first + size] = p
    h.place[r * n + p] = size
    h.size[spot] = size + 1
    h.seen[p * h.tables + to] += 1
    h.heard[p * h.themes + h.theme[to]] += 1
    for k in range(h.traits):
        if h.has[p * h.traits + k] >= 0:
            h.count[spot * h.values + h.has[p * h.traits + k]] += 1
    h.at[r * n + p] = to


def swap(h: Hall, r: int, a: int, b: int) -> None:
    here, to = h.at[r * h.people + a], h.at[r * h.people + b]
    rise(h, r, a)
    rise(h, r, b)
    sit(h, r, a, to)
    sit(h, r, b, here)


def move(h: Hall, r: int, p: int, to: int) -> None:
    rise(h, r, p)
    sit(h, r, p, to)


def pinch(h: Hall, r: int, p: int) -> int:
    """Whether something about a seat could be better: 1, else 0."""
    here = h.at[r * h.people + p]
    spot = r * h.tables + here
    if h.misfit[h.kind[p] * h.tables + here] or company(h, spot, p, 1) > 0:
        return 1
    if h.back[p] and h.seen[p * h.tables + here] > 1:
        return 1
    if h.again[p] and h.heard[p * h.themes + h.theme[here]] > 1:
        return 1
    for k in range(h.traits):
        if h.has[p * h.traits + k] >= 0:
            cell = spot * h.values + h.has[p * h.traits + k]
            if off_band(h, cell, h.count[cell]):
                return 1
    return int(h.size[spot] > h.room[spot])
