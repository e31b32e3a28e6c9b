"""A fair share: how many people of each kind a table should have.

A table's nominal size is its part of everybody who is here, in proportion to its seats. A cell is
a table, a trait and one of its values; it is in its band while it holds the value's share of that
size, rounded down or up.
"""

from collections import Counter
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from math import ceil, floor
from typing import NamedTuple

from facilitator.rotation.rules import PersonNeed, Sitting

SLIP = 1e-9


class Band(NamedTuple):
    """How many people with `value` of `trait` a table should have in a round."""

    table: int
    trait: str
    value: str
    least: int
    most: int


def nominal_sizes(sitting: Sitting, round_number: int) -> dict[int, int]:
    """Table number → people, as even as seats allow; beyond all seats, even again."""
    tables = sitting.open_tables(round_number)
    queue = [(0.0, n, table) for n, table in enumerate(tables)]
    heapify(queue)
    sizes = {table.number: 0 for table in tables}
    for _ in sitting.present(round_number) if tables else ():
        _, n, table = heappop(queue)
        sizes[table.number] += 1
        size = sizes[table.number]
        beyond = size if size >= table.seats else 0
        heappush(queue, (beyond + size / max(1, table.seats), n, table))
    return sizes


def shares(people: list[PersonNeed]) -> dict[tuple[str, str], float]:
    """(trait, value) → share of the people who have it."""
    counted = Counter(pair for person in people for pair in person.traits.items())
    return {pair: counted[pair] / len(people) for pair in sorted(counted)}


def bands(sitting: Sitting, round_number: int) -> Iterator[Band]:
    """The bands of all cells of a round."""
    parts = shares(sitting.present(round_number))
    sizes = nominal_sizes(sitting, round_number)
    fair = {
        size: [(*pair, *_fair(share * size)) for pair, share in parts.items()]
        for size in set(sizes.values())
    }
    for table, size in sizes.items():
        for each in fair[size]:
            yield Band(table, *each)


def _fair(people: float) -> tuple[int, int]:
    return floor(people + SLIP), ceil(people - SLIP)
