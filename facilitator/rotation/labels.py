"""At which table each group of a round sits, where that changes nothing else.

Who meets whom does not depend on it. So where all tables discuss one question, groups of a round
take tables that the fewest of them have sat at: round by round first, then by exchanging two
groups' tables where that does no harm, again and again. A table keeps its group if it is not quite
like another (its seats, its share of people, its language), if somebody stays there or is pinned.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Final

from facilitator.rotation.fairness import nominal_sizes
from facilitator.rotation.rules import Seats, Sitting

SWEEPS: Final = 12
"""Times that all rounds are gone through at most."""


def relabelled(sitting: Sitting, seats: Seats) -> Seats:
    """The same groups in all rounds, with no more returns to tables than before."""
    if sitting.has_themes or not sitting.tables:
        return seats
    walk = _Walk(sitting, seats)
    before = walk.returns
    walk.begin()
    for r in list(range(len(seats))) * SWEEPS:
        if walk.returns:
            walk.improve(r)
    return walk.seats if walk.returns < before else seats


class _Walk:
    """Groups of all rounds and the tables they have, by round."""

    def __init__(self, sitting: Sitting, seats: Seats) -> None:
        self.dice = Random(0)  # noqa: S311 - repeatable, nothing to guess
        self.order = [list(each) for each in seats]
        self.groups = [_groups(each) for each in seats]
        self.at = [{first: first for first in each} for each in self.groups]
        self.alike = [list(_alike(sitting, r + 1, seats[r])) for r in range(len(seats))]
        self.visits: dict[str, Counter[int]] = defaultdict(Counter)
        for seated in seats:
            for who, at in seated.items():
                self.visits[who][at] += 1

    @property
    def seats(self) -> Seats:
        found = []
        for r, order in enumerate(self.order):
            table = {who: self.at[r][g] for g, group in self.groups[r].items() for who in group}
            found.append({who: table[who] for who in order})
        return tuple(found)

    @property
    def returns(self) -> int:
        return sum(each.total() - len(each) for each in self.visits.values())

    def begin(self) -> None:
        """Seats round after round anew, each group at a table the fewest of it have seen."""
        for r in range(len(self.groups)):
            for tables in self.alike[r]:
                for table in tables:
                    self._leave(r, table)
        for r in range(len(self.groups)):
            for tables in self.alike[r]:
                self._deal(r, tables)

    def improve(self, r: int) -> None:
        """Exchanges tables of two groups of a round where no more return then."""
        seen = {g: self._without(r, g) for tables in self.alike[r] for g in tables}
        for tables in self.alike[r]:
            for g in tables:
                if seen[g][self.at[r][g]]:
                    self._exchange(r, g, tables, seen)

    def _deal(self, r: int, tables: list[int]) -> None:
        free = dict.fromkeys(tables)
        for g in tables:
            seen = self._seen(r, g)
            to = next((at for at in free if not seen[at]), None)
            to = min(free, key=seen.__getitem__) if to is None else to
            del free[to]
            self._take(r, g, to)

    def _exchange(
        self, r: int, g: int, tables: list[int], seen: Mapping[int, Counter[int]]
    ) -> None:
        """Gives a group the table of that other one with which most is won, or nothing lost."""
        at, mine = self.at[r], seen[g]
        here = at[g]
        gains = (
            (mine[here] - mine[at[other]] + seen[other][at[other]] - seen[other][here], other)
            for other in tables
            if other != g
        )
        gain, _, best = max((won, self.dice.random(), other) for won, other in gains)
        if gain >= 0:
            there = at[best]
            for group in (g, best):
                self._leave(r, group)
            self._take(r, g, there)
            self._take(r, best, here)

    def _without(self, r: int, g: int) -> Counter[int]:
        """Table → how many of a group see it in another round than this."""
        seen, here = self._seen(r, g), self.at[r][g]
        seen[here] = sum(self.visits[who][here] > 1 for who in self.groups[r][g])
        return seen

    def _seen(self, r: int, g: int) -> Counter[int]:
        return Counter(at for who in self.groups[r][g] for at in self.visits[who])

    def _leave(self, r: int, g: int) -> None:
        for who in self.groups[r][g]:
            visits, at = self.visits[who], self.at[r][g]
            visits[at] -= 1
            if not visits[at]:
                del visits[at]

    def _take(self, r: int, g: int, table: int) -> None:
        self.at[r][g] = table
        for who in self.groups[r][g]:
            self.visits[who][table] += 1


def _groups(seated: Mapping[str, int]) -> dict[int, list[str]]:
    """Who sits together, by the table they have at first."""
    groups: dict[int, list[str]] = defaultdict(list)
    for who, at in seated.items():
        groups[at].append(who)
    return groups


def _alike(sitting: Sitting, number: int, seated: Mapping[str, int]) -> Iterator[list[int]]:
    """Tables with groups of a round that could change places."""
    settled = set(sitting.settled(number).values())
    sizes, taken = nominal_sizes(sitting, number), set(seated.values())
    kinds: dict[Iterable[object], list[int]] = defaultdict(list)
    for table in sitting.open_tables(number):
        if table.number in taken - settled:
            kind = table.seats, table.least, table.language, sizes[table.number]
            kinds[kind].append(table.number)
    return (tables for tables in kinds.values() if len(tables) > 1)
