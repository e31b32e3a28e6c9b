"""Cells no plan can bring into their band, because too few or too many people follow a language.

Who has a value of a trait comes to the tables of a language at most once each (unless they must
return), so there are only so many seatings of theirs to share out there: where that is less than
the least of all bands together, some cells stay below. Whoever follows no other table comes in
every round: where that is more than the most of all bands, some cells stay above. The first holds
round by round and for all rounds together, so the greater count is a bound (the easy half of Ford
and Fulkerson, as in `returning`); languages share no cell, so their bounds add up.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from facilitator.rotation.fairness import Band, bands
from facilitator.rotation.returning import table_returns
from facilitator.rotation.rules import PersonNeed, Sitting, fits, rooms

Value = tuple[str, str]
"""A trait and one of its values."""


class Cell(NamedTuple):
    """How many more people a cell needs, takes within its band, and has chairs for."""

    round: int
    needs: int
    takes: int
    chairs: int


@dataclass(frozen=True)
class Scarcity:
    """At least `cells` cells of a value must stay out of balance at the tables of a language.

    `tables`: how many those are; `people`: how many who have the value may be sent there.
    """

    language: str
    trait: str
    value: str
    tables: int
    people: int
    cells: int


def scarcities(sitting: Sitting, returns: int = 0) -> tuple[Scarcity, ...]:
    """What is forced out of balance, by language and value; one round and all rounds counted.

    Counted for plans that keep the rules and lead nobody back who need not return, or people so
    often at most.
    """
    languages = sorted({table.language for table in sitting.tables if table.language})
    if not sitting.wishes.balance or not languages:
        return ()
    counter = _Counter(sitting, returns)
    found = [counter.at(language, *value) for language in languages for value in counter.values]
    return tuple(each for each in found if each.cells)


class _Counter:
    """What is the same for all languages and values."""

    def __init__(self, sitting: Sitting, returns: int) -> None:
        self.sitting = sitting
        self.held = {table.number: table.language for table in sitting.tables}
        self.offered = Counter(self.held.values())
        self.rounds = range(1, sitting.free_rounds + 1)
        self.settled = {number: sitting.settled(number) for number in self.rounds}
        self.free = {person.id: self._free(person) for person in sitting.people}
        self.chairs = {number: self._chairs(number) for number in self.rounds}
        self.have: dict[Value, list[PersonNeed]] = defaultdict(list)
        for person in sitting.people:
            for pair in person.traits.items():
                self.have[pair].append(person)
        self.values = sorted(self.have)
        self.cells = self._cells()
        self.back = {person.id: self._returns(person) for person in sitting.people}
        self.spare = max(returns, table_returns(sitting)) - sum(self.back.values())

    def at(self, language: str, trait: str, value: str) -> Scarcity:
        """The least number of cells of a value out of balance at the tables of a language."""
        inside = {at for at, held in self.held.items() if held == language}
        cells = [cell for at in inside for cell in self.cells[trait, value][at]]
        follow = [
            each
            for each in self.have[trait, value]
            if self.free[each.id] and fits(each.speaks, language)
        ]
        bound = [each for each in follow if not self._tables(each, but=language)]
        count = self._below(cells, follow, inside) + self._above(cells, bound)
        return Scarcity(language, trait, value, len(inside), len(follow), count)

    def _below(self, cells: list[Cell], follow: list[PersonNeed], inside: set[int]) -> int:
        in_all = sum(self._visits(each, inside) for each in follow)
        each_round = sum(
            _unfilled((cell for cell in cells if cell.round == number), self._here(follow, number))
            for number in self.rounds
        )
        return max(each_round, _unfilled(cells, in_all))

    def _above(self, cells: list[Cell], bound: list[PersonNeed]) -> int:
        return sum(
            _overfilled([c for c in cells if c.round == number], self._here(bound, number))
            for number in self.rounds
        )

    def _here(self, people: list[PersonNeed], number: int) -> int:
        return sum(number in self.free[person.id] for person in people)

    def _free(self, person: PersonNeed) -> set[int]:
        """The rounds in which somebody is here and not settled."""
        here = (number for number in self.rounds if person.is_here(number))
        return {number for number in here if person.id not in self.settled[number]}

    def _chairs(self, number: int) -> dict[int, int]:
        """Table number → chairs nobody is settled on."""
        stay = self.sitting.keepers
        pinned = Counter(at for who, at in self.settled[number].items() if stay.get(who) != at)
        return {at: max(0, n - pinned[at]) for at, n in rooms(self.sitting, number).items()}

    def _cells(self) -> dict[Value, dict[int, list[Cell]]]:
        """What each cell still needs and takes, by value and table."""
        traits = {person.id: person.traits for person in self.sitting.people}
        cells: dict[Value, dict[int, list[Cell]]] = defaultdict(lambda: defaultdict(list))
        for number in self.rounds:
            seated = self.settled[number].items()
            has = Counter((at, pair) for who, at in seated for pair in traits[who].items())
            for band in bands(self.sitting, number):
                pair = band.trait, band.value
                cells[pair][band.table].append(self._cell(number, band, has[band.table, pair]))
        return cells

    def _cell(self, number: int, band: Band, has: int) -> Cell:
        needs, takes = max(0, band.least - has), max(0, band.most - has)
        return Cell(number, needs, takes, self.chairs[number].get(band.table, 0))

    def _tables(self, person: PersonNeed, but: str = "") -> int:
        """How many tables somebody can follow, but those of a language."""
        offered = self.offered.items()
        return sum(n for held, n in offered if held != but and fits(person.speaks, held))

    def _visits(self, person: PersonNeed, inside: set[int]) -> int:
        """How often somebody can come to some tables without returning more than they must."""
        free = len(self.free[person.id])
        if not self.sitting.has_themes or self.spare > 0 or person.id in self.sitting.keepers:
            return free
        return min(free, len(inside) + self.back[person.id])

    def _returns(self, person: PersonNeed) -> int:
        """How often somebody must return, where it counts: not of those who stay."""
        if person.id in self.sitting.keepers:
            return 0
        return max(0, len(self.free[person.id]) - self._tables(person))


def _unfilled(cells: Iterable[Cell], seatings: int) -> int:
    """How many cells stay below their band at least: those that need most are given up first."""
    needs = sorted(cell.needs for cell in cells)
    filled = 0
    for need in needs:
        if need > seatings:
            break
        filled, seatings = filled + 1, seatings - need
    return len(needs) - filled


def _overfilled(cells: Iterable[Cell], seatings: int) -> int:
    """How many cells are above their band at least, if those that hold most are filled up first."""
    cells = list(cells)
    beyond = seatings - sum(min(cell.takes, cell.chairs) for cell in cells)
    more: Iterator[int] = iter(sorted((c.chairs - c.takes for c in cells), reverse=True))
    found = 0
    while beyond > 0 and (room := next(more, 0)) > 0:
        found, beyond = found + 1, beyond - room
    return found
