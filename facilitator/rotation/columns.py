"""The shift design: who starts together walks apart.

People stand in columns with one person at each table. A column moves as one: in round r its
person from place i stands at i + s_r, where s are the column's shifts. Two people of different
columns meet in rounds r and q only if their columns' differences s_r - s_q are the same; so
columns whose differences are all distinct never meet twice, and columns whose differences are
never zero never see a table twice. (A difference matrix; s_r = r·c is the classical one, good
for every number of tables above (rounds - 1) × (column number - 1).)

Places add up modulo their number, or bit by bit where it is a power of two: 4, 8 and 16 tables
have bitwise designs that modular ones lack.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

from facilitator.rotation.rules import Prices

Shifts = tuple[int, ...]
Add = Callable[[int, int], int]

TRIES = 8


@dataclass
class Ring:
    """The places in a ring, tables of one theme next to each other, and its two operations."""

    themes: Sequence[str | None]
    price: Prices
    add: Add
    subtract: Add
    costs: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.costs = [self._cost(difference) for difference in range(len(self.themes))]

    def _cost(self, difference: int) -> int:
        """What a whole column pays for two rounds whose shifts differ so."""
        ahead = [self.themes[self.add(i, difference)] for i in range(len(self.themes))]
        same = sum(a is not None and a == b for a, b in zip(self.themes, ahead, strict=True))
        return same * self.price.theme + (0 if difference else len(ahead) * self.price.table)


class Columns:
    """Columns found so far, and which differences they have used in which two rounds."""

    def __init__(self, ring: Ring, rounds: int) -> None:
        self.ring, self.rounds = ring, rounds
        self.used: Counter[tuple[int, int, int]] = Counter()
        self.found: list[Shifts] = []
        self.cost = 0

    def take(self, shifts: Shifts) -> None:
        self.cost += sum(self.price(shifts[:last], shifts[last]) for last in range(1, self.rounds))
        for q, r in combinations(range(self.rounds), 2):
            self.used[q, r, self.ring.subtract(shifts[r], shifts[q])] += 1
        self.found.append(shifts)

    def price(self, before: Shifts, shift: int) -> int:
        """What it costs to go on with a shift."""
        r, ring, size = len(before), self.ring, len(self.ring.costs)
        total = 0
        for q, earlier in enumerate(before):
            difference = ring.subtract(shift, earlier)
            total += ring.costs[difference]
            total += self.used[q, r, difference] * size * ring.price.repeat
        return total

    def cheapest(self, dice: Random) -> Shifts:
        """Goes on with the cheapest shift, round by round."""
        shifts: Shifts = (0,)
        for _ in range(1, self.rounds):
            order = dice.sample(range(len(self.ring.costs)), len(self.ring.costs))
            shifts += (min(order, key=lambda shift: self.price(shifts, shift)),)
        return shifts

    def cheapest_multiple(self) -> Shifts:
        """The classical shifts r·c with the cheapest c."""
        size = len(self.ring.costs)
        choices = [tuple(r * c % size for r in range(self.rounds)) for c in range(1, size + 1)]
        return min(choices, key=self.whole_price)

    def whole_price(self, shifts: Shifts) -> int:
        return sum(self.price(shifts[:last], shifts[last]) for last in range(1, self.rounds))


def columns(
    themes: Sequence[str | None], count: int, rounds: int, price: Prices, seed: int
) -> tuple[Add, list[Shifts]]:
    """The best of a few designs: how places add up, and `count` columns of shifts."""
    size = len(themes)
    modular = Ring(themes, price, lambda i, shift: (i + shift) % size, lambda a, b: (a - b) % size)
    rings = [modular]
    if size & (size - 1) == 0:
        rings.append(Ring(themes, price, lambda i, shift: i ^ shift, lambda a, b: a ^ b))
    best = _classical(modular, count, rounds)
    for turn in range(TRIES * len(rings)):
        if best.cost == 0:
            break
        tried = _searched(rings[turn % len(rings)], count, rounds, Random(seed + turn))  # noqa: S311
        best = min(best, tried, key=lambda each: each.cost)
    return best.ring.add, best.found


def _classical(ring: Ring, count: int, rounds: int) -> Columns:
    found = Columns(ring, rounds)
    for _ in range(count):
        found.take(found.cheapest_multiple())
    return found


def _searched(ring: Ring, count: int, rounds: int, dice: Random) -> Columns:
    found = Columns(ring, rounds)
    for _ in range(count):
        found.take(found.cheapest(dice))
    return found
