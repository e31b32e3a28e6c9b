"""A plan while it is being improved: who moves, where they sit, and what changes would cost.

People and tables are counted from 0 here. Those who stay are not part of it: meeting them twice
is seeing their table twice.
"""

from collections.abc import Sequence

from facilitator.rotation.rules import Prices, Sitting, fits

Paths = Sequence[Sequence[int]]


class Seating:
    """`at[p][r]`: the table of person p in round r. Costs are those of `Prices`."""

    def __init__(
        self, sitting: Sitting, movers: Sequence[int], paths: Paths, price: Prices
    ) -> None:
        self.rounds, self.price = sitting.free_rounds, price
        self.at = [list(path) for path in paths]
        self.here = [[set[int]() for _ in sitting.tables] for _ in range(self.rounds)]
        self.met = [bytearray(len(self.at)) for _ in self.at]
        self.theme = _theme_numbers(sitting)
        self.misfit = _misfits(sitting, movers)
        for person, path in enumerate(self.at):
            for r, table in enumerate(path):
                self._sit(r, person, table)

    def _sit(self, r: int, person: int, table: int) -> None:
        mine = self.met[person]
        for other in self.here[r][table]:
            mine[other] += 1
            self.met[other][person] += 1
        self.here[r][table].add(person)
        self.at[person][r] = table

    def _rise(self, r: int, person: int) -> None:
        table = self.at[person][r]
        self.here[r][table].discard(person)
        mine = self.met[person]
        for other in self.here[r][table]:
            mine[other] -= 1
            self.met[other][person] -= 1

    def move(self, r: int, person: int, table: int) -> None:
        self._rise(r, person)
        self._sit(r, person, table)

    def swap(self, r: int, one: int, other: int) -> None:
        here, there = self.at[one][r], self.at[other][r]
        self.move(r, one, there)
        self.move(r, other, here)

    def alone(self, r: int, person: int, table: int) -> int:
        """What a table costs a person in a round, whoever else is there."""
        price = self.price
        total = price.language * self.misfit[person][table]
        theme = self.theme[table]
        for q, seen in enumerate(self.at[person]):
            if q != r:
                total += price.table * (seen == table)
                total += price.theme * (self.theme[seen] == theme)
        return total

    def company(self, r: int, person: int, table: int, without: int = -1) -> int:
        """What meeting the people at a table costs a person; `without` is about to leave it."""
        mine, there = self.met[person], self.here[r][table]
        meetings = sum([mine[other] for other in there])
        if person in there:
            meetings -= len(there) - 1
        elif without in there:
            meetings -= mine[without]
        return meetings * self.price.repeat

    def now(self, r: int, person: int) -> int:
        table = self.at[person][r]
        return self.alone(r, person, table) + self.company(r, person, table)

    def move_costs(self, r: int, person: int, table: int) -> int:
        """How much more the whole costs after a move; negative is better."""
        after = self.alone(r, person, table) + self.company(r, person, table)
        return after - self.now(r, person)

    def swap_costs(self, r: int, one: int, other: int) -> int:
        """How much more the whole costs after two people changed places."""
        here, there = self.at[one][r], self.at[other][r]
        gain = self.now(r, one) + self.now(r, other)
        alone = self.alone(r, one, there) + self.alone(r, other, here)
        if alone >= gain:
            return alone - gain
        return (
            alone
            + self.company(r, one, there, without=other)
            + self.company(r, other, here, without=one)
            - gain
        )


def _theme_numbers(sitting: Sitting) -> list[int]:
    """Equal numbers for tables of one theme; every table without a theme has its own."""
    names = [table.theme or table.number for table in sitting.tables]
    return [names.index(name) for name in names]


def _misfits(sitting: Sitting, movers: Sequence[int]) -> list[list[int]]:
    people = [sitting.people[mover].speaks for mover in movers]
    rows = {
        language: [int(not fits(language, table.language)) for table in sitting.tables]
        for language in set(people)
    }
    return [rows[language] for language in people]
