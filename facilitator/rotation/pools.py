"""Repeats that people force on each other who follow the same few tables.

Two rounds: who sits at one table in the first and at another in the second is in one of so many
cells (table × other table); more people than cells, and some pairs of them meet in both rounds.
Only who returns sits at one table in both. Returns are shared out among the pairs of rounds as they
save most; what is left is forced, whatever the plan.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import heapify, heapreplace
from itertools import combinations
from math import ceil, comb
from typing import NamedTuple

from facilitator.rotation.rules import PersonNeed, Sitting, fits

SLIP = 1e-9


class Way(NamedTuple):
    """From one round to another: so many people, to another table or to the same one.

    `weight`: what a pair counts that meets in both.
    """

    weight: float
    people: int
    others: int
    same: int


class Mover(NamedTuple):
    """The tables somebody may sit at, and the rounds in which nobody has settled where."""

    tables: frozenset[int]
    rounds: tuple[int, ...]

    @property
    def returns(self) -> int:
        return max(0, len(self.rounds) - len(self.tables))


def pooled(sitting: Sitting, returns: int) -> tuple[int, int]:
    """The least repeats (E1) and the least E2 among those who follow the same tables, in plans that
    lead people back to a table so often at most; (0, 0) where it does not matter who returns.
    """
    if not sitting.has_themes:
        return 0, 0
    movers = {person.id: _mover(sitting, person) for person in sitting.people}
    free = {who: each for who, each in movers.items() if who not in sitting.keepers}
    more = max(0, returns - sum(each.returns for each in free.values()))
    spare = more * max(0, sitting.free_rounds - 1)
    bound = {who for group in sitting.together for who in sorted(group)[1:]}
    pools: dict[frozenset[int], list[Mover]] = defaultdict(list)
    for who, each in free.items():
        if who not in bound:
            pools[each.tables].append(each)
    least = [_least(sitting, pool, spare) for pool in pools.values()]
    return ceil(sum(e1 for e1, _ in least) - SLIP), ceil(sum(e2 for _, e2 in least) - SLIP)


def _mover(sitting: Sitting, person: PersonNeed) -> Mover:
    tables = (table.number for table in sitting.tables if fits(person.speaks, table.language))
    rounds = range(1, sitting.free_rounds + 1)
    here = (r for r in rounds if person.is_here(r) and person.id not in sitting.pinned(r))
    return Mover(frozenset(tables), tuple(here))


def _least(sitting: Sitting, pool: list[Mover], spare: int) -> tuple[float, float]:
    """E1 counts in each round what the worst earlier one costs, thus no less than their mean."""
    stays = spare + sum(comb(each.returns + 1, 2) for each in pool)
    ways = list(_ways(sitting, pool))
    mean = (way._replace(weight=1 / (r - 1)) for r, way in ways)
    return _shared_out(mean, stays), _shared_out((way for _, way in ways), stays)


def _ways(sitting: Sitting, pool: list[Mover]) -> Iterator[tuple[int, Way]]:
    """(the later round, the way there) for each pair of rounds."""
    for q, r in combinations(range(1, sitting.free_rounds + 1), 2):
        one, other = ({t.number for t in sitting.open_tables(n)} & pool[0].tables for n in (q, r))
        people = sum(q in each.rounds and r in each.rounds for each in pool)
        same = len(one & other)
        yield r, Way(1.0, people, len(one) * len(other) - same, same)


def _shared_out(ways: Iterable[Way], stays: int) -> float:
    """What all ways cost at least if so many people stay at their table, all ways together."""
    open_ = [way for way in ways if way.others and way.people > way.others]
    total = sum(way.weight * _crowd(way.people, way.others) for way in open_)
    queue = [(-_saved(way, 0), n, 0) for n, way in enumerate(open_)]
    heapify(queue)
    while stays > 0 and queue and queue[0][0] < 0:
        saved, n, staying = queue[0]
        total, stays = total + saved, stays - 1
        heapreplace(queue, (-_saved(open_[n], staying + 1), n, staying + 1))
    return total


def _saved(way: Way, staying: int) -> float:
    """What it saves if one more stays at their table."""
    if staying >= way.people or not way.same:
        return 0.0
    return way.weight * ((way.people - staying - 1) // way.others - staying // way.same)


def _crowd(people: int, cells: int) -> int:
    """Pairs in one cell, people being spread as evenly as can be."""
    each, rest = divmod(people, cells)
    return cells * comb(each, 2) + rest * each
