"""Pictures of a plan: who meets whom, who sits at a table. Each with its numbers as a table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from facilitator.rotation.fairness import bands
from facilitator.rotation.rules import Pair, Seats, Sitting

LEGIBLE = 320  # people whose meetings can be told apart in one square
TONES = 3  # met once, twice, three times or more


@dataclass(frozen=True)
class Matrix:
    """`tones`: the squares of each tone as one SVG path in a field of `size` by `size`.
    `counted`: [(times, pairs that met so often)], from 0 on."""

    size: int
    tones: list[str]
    counted: list[tuple[int, int]]


def matrix(people: Sequence[str], met: Mapping[Pair, int]) -> Matrix:
    """Who meets whom, in the order of `people`; no squares where they would be too small."""
    place = {who: n for n, who in enumerate(people)}
    squares: list[list[str]] = [[] for _ in range(TONES)]
    if len(people) <= LEGIBLE:
        for (a, b), times in met.items():
            if times and a in place and b in place:
                tone = squares[min(times, TONES) - 1]
                tone += [f"M{x} {y}h1v1h-1z" for x, y in _both(place[a], place[b])]
    counted = Counter(met.values())
    pairs = len(people) * (len(people) - 1) // 2
    counted[0] = pairs - sum(n for each, n in counted.items() if each)
    return Matrix(len(people), ["".join(each) for each in squares], sorted(counted.items()))


def _both(a: int, b: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return (a, b), (b, a)


@dataclass(frozen=True)
class Share:
    """How many people of one value sit at a table; `is_fair`: is it within its band?"""

    value: str
    people: int
    least: int
    most: int

    @property
    def is_fair(self) -> bool:
        return self.least <= self.people <= self.most


@dataclass(frozen=True)
class Bar:
    table: int
    people: int
    shares: list[Share]


def composition(sitting: Sitting, seats: Seats, number: int, trait: str) -> list[Bar]:
    """Each open table of a round with its people by one trait, in the order of all values."""
    seated = seats[number - 1]
    value_of = {person.id: person.traits.get(trait) for person in sitting.people}
    there = Counter((at, value_of.get(who)) for who, at in seated.items())
    sizes = Counter(seated.values())
    shares: dict[int, list[Share]] = {}
    for band in bands(sitting, number):
        if band.trait == trait:
            people = there[band.table, band.value]
            shares.setdefault(band.table, []).append(
                Share(band.value, people, band.least, band.most)
            )
    return [Bar(at, sizes[at], of_one) for at, of_one in sorted(shares.items())]


def step(path: Sequence[int | None], tables: Sequence[int]) -> int | None:
    """How many tables on somebody walks after each round, if it is always as many; else None.

    `tables` are counted round and round in their order: the last is followed by the first.
    """
    if len(path) < 2 or None in path or not set(path) <= set(tables):
        return None
    places = [tables.index(at) for at in path if at is not None]
    steps = {(b - a) % len(tables) for a, b in pairwise(places)}
    return steps.pop() if len(steps) == 1 else None
