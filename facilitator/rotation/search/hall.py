"""A sitting as arrays, and back."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from facilitator.rotation.fairness import bands, nominal_sizes
from facilitator.rotation.rules import Objective, Seats, Sitting, fits, rooms
from facilitator.rotation.search.kernel import BOUND, FIXED, FREE, Hall

REPEAT: Final = 15
RETURN: Final = 120
AGAIN: Final = 60
SHARE: Final = 6
UNEVEN: Final = 1
STEEP: Final = 3
NEVER: Final = 20_000
SEAT: Final = 2 * NEVER  # a chair before a language, as in the first plans
MET_AT_MOST: Final = 100
TOGETHER, APART = 128, 192
NO_LIMIT: Final = 1 << 20


def off_ideal(people: int) -> int:
    """1, 4, 9 for one, two, three people; then 5 for each, less than anything else costs."""
    return people**2 if people <= STEEP else STEEP**2 + 5 * (people - STEEP)


def zeros(size: int, fill: int = 0) -> "array[int]":
    return array("q", [fill]) * size


@dataclass(frozen=True)
class News:
    """Seats people have been told, by round, and what it costs to change one."""

    seats: Seats = ()
    price: int = 0


class Model:
    """A sitting and its empty hall. `rounds`: those with a seat to choose, from 0. `price`: what a
    repeat costs."""

    def __init__(self, sitting: Sitting, news: News = News(), price: int = REPEAT) -> None:
        self.sitting, self.price = sitting, price
        self.ids = [person.id for person in sitting.people]
        self.person = {who: n for n, who in enumerate(self.ids)}
        self.table = {table.number: n for n, table in enumerate(sitting.tables)}
        self.groups = self._groups()
        self.moves = self._moves()
        n = len(self.ids)
        self.rounds = [
            r for r in range(sitting.free_rounds) if any(self.moves[r * n : (r + 1) * n])
        ]
        self.sizes = [nominal_sizes(sitting, r + 1) for r in range(sitting.free_rounds)]
        self.caps = self._caps()
        self.news = news

    def hall(self, width: int) -> Hall:
        """An empty hall whose tables hold at most `width` people."""
        sitting, n, t = self.sitting, len(self.ids), len(self.table)
        rounds = sitting.free_rounds
        theme, themes = self._themes()
        stay = sitting.keepers
        moving = [int(who not in stay) for who in self.ids]
        values = sorted({pair for person in sitting.people for pair in person.traits.items()})
        traits = sorted({trait for trait, _ in values})
        kinds, kind = self._kinds()
        least, most = self._bands(values)
        base = self._met()
        return Hall(
            people=n, tables=t, width=width, traits=len(traits), values=len(values),
            themes=themes, balance=round(SHARE * sitting.wishes.balance), news=self.news.price,
            at=zeros(rounds * n, -1), there=zeros(rounds * t * width, -1),
            place=zeros(rounds * n), size=zeros(rounds * t), room=self.caps,
            floor=self._floors(), fill=self._fill(width), moves=self.moves,
            met=bytearray(base), repeat=self._repeat(),
            seen=zeros(n * t), back=self._price(moving, RETURN), theme=theme,
            heard=zeros(n * themes), again=self._price(moving, AGAIN if themes < t else 0),
            kind=kind, misfit=self._misfit(kinds), has=self._has(traits, values),
            count=zeros(rounds * t * len(values)), least=least, most=most,
            told=self.wanted(self.news.seats), base=base,
        )  # fmt: skip

    def wanted(self, seats: Seats) -> "array[int]":
        """Seats as an array; people and tables not known are left out."""
        n = len(self.ids)
        found = zeros(self.sitting.free_rounds * n, -1)
        for r, seated in enumerate(seats[: self.sitting.free_rounds]):
            for who, at in seated.items():
                if who in self.person and at in self.table:
                    found[r * n + self.person[who]] = self.table[at]
        return found

    def seats(self, at: Sequence[int]) -> list[dict[str, int]]:
        """An array as seats of the rounds that are planned."""
        n, numbers = len(self.ids), [table.number for table in self.sitting.tables]
        return [
            {self.ids[p]: numbers[at[r * n + p]] for p in range(n) if at[r * n + p] >= 0}
            for r in range(self.sitting.free_rounds)
        ]

    def _groups(self) -> list[list[int]]:
        return [
            [self.person[who] for who in group if who in self.person]
            for group in self.sitting.together
        ]

    def _moves(self) -> "array[int]":
        """Who may be moved in which round."""
        n, moves = len(self.ids), zeros(self.sitting.free_rounds * len(self.ids), FIXED)
        for r in range(self.sitting.free_rounds):
            settled = {self.person[who] for who in self.sitting.settled(r + 1)}
            here = {self.person[person.id] for person in self.sitting.present(r + 1)}
            for p in here - settled:
                moves[r * n + p] = FREE
            for group in self.groups:
                present = [p for p in group if p in here]
                for p in present if len(present) > 1 else ():
                    free = moves[r * n + p] == FREE and not settled.intersection(present)
                    moves[r * n + p] = BOUND if free else FIXED
        return moves

    def _caps(self) -> "array[int]":
        """The most people at a spot, those who stay included; 0 where a table is closed."""
        t, caps = len(self.table), zeros(self.sitting.free_rounds * len(self.table))
        keepers = self.sitting.keepers
        for r in range(self.sitting.free_rounds):
            room = rooms(self.sitting, r + 1)
            here = [keepers.get(person.id) for person in self.sitting.present(r + 1)]
            for number, seats in room.items():
                caps[r * t + self.table[number]] = seats + here.count(number)
        return caps

    def _floors(self) -> "array[int]":
        least = [table.least for table in self.sitting.tables]
        return array("q", least * self.sitting.free_rounds)

    def _fill(self, width: int) -> "array[int]":
        """What a size costs: uneven ones a little, sizes beyond the room more than anything."""
        t, fill = len(self.table), array("q")
        uneven = UNEVEN * self.sitting.wishes.evenness
        for r, sizes in enumerate(self.sizes):
            for n, table in enumerate(self.sitting.tables):
                ideal, cap = sizes.get(table.number, 0), self.caps[r * t + n]
                fill.extend(
                    round(uneven * off_ideal(abs(size - ideal))) + SEAT * max(0, size - cap)
                    for size in range(width + 1)
                )
        return fill

    def _themes(self) -> tuple["array[int]", int]:
        """Table → theme; a table without one is a theme of its own."""
        names = [
            table.theme or table.number if self.sitting.has_themes else table.number
            for table in self.sitting.tables
        ]
        order = {name: n for n, name in enumerate(dict.fromkeys(names))}
        return array("q", [order[name] for name in names]), len(order)

    def _price(self, moving: list[int], price: int) -> "array[int]":
        return array("q", [each * price * self.sitting.has_themes for each in moving])

    def _kinds(self) -> tuple[list[frozenset[str]], "array[int]"]:
        kinds = list(dict.fromkeys(person.speaks for person in self.sitting.people))
        order = {speaks: n for n, speaks in enumerate(kinds)}
        return kinds, array("q", [order[person.speaks] for person in self.sitting.people])

    def followed(self) -> list[int]:
        """How many tables each person follows."""
        kinds, kind = self._kinds()
        held = [table.language for table in self.sitting.tables]
        tables = [sum(fits(speaks, each) for each in held) for speaks in kinds]
        return [tables[each] for each in kind]

    def _misfit(self, kinds: list[frozenset[str]]) -> "array[int]":
        tables = self.sitting.tables
        return array(
            "q",
            [0 if fits(speaks, each.language) else NEVER for speaks in kinds for each in tables],
        )

    def _has(self, traits: list[str], values: list[tuple[str, str]]) -> "array[int]":
        order = {pair: n for n, pair in enumerate(values)}
        return array(
            "q",
            [
                order.get((trait, person.traits.get(trait, "")), -1)
                for person in self.sitting.people
                for trait in traits
            ],
        )

    def _bands(self, values: list[tuple[str, str]]) -> tuple["array[int]", "array[int]"]:
        order = {pair: n for n, pair in enumerate(values)}
        size = self.sitting.free_rounds * len(self.table) * len(values)
        least, most = zeros(size), zeros(size, NO_LIMIT)
        for r in range(self.sitting.free_rounds) if values else ():
            for band in bands(self.sitting, r + 1):
                spot = r * len(self.table) + self.table[band.table]
                cell = spot * len(values) + order[band.trait, band.value]
                least[cell], most[cell] = band.least, band.most
        return least, most

    def _met(self) -> bytearray:
        """Where each pair starts counting."""
        n, met = len(self.ids), bytearray(len(self.ids) ** 2)
        stay: dict[int, list[int]] = {}
        for who, at in self.sitting.keepers.items():
            stay.setdefault(at, []).append(self.person[who])
        marks = [(pair, min(times, MET_AT_MOST)) for pair, times in self.sitting.met.items()]
        pairs = [
            (self.person[a], self.person[b], times)
            for (a, b), times in marks
            if a in self.person and b in self.person
        ]
        apart = [(self.person[a], self.person[b], APART) for a, b in self.sitting.apart]
        bound = [
            (a, b, TOGETHER)
            for group in (*self.groups, *stay.values())
            for a, b in combinations(group, 2)
        ]
        for a, b, mark in (*pairs, *apart, *bound):
            met[a * n + b] = met[b * n + a] = mark
        return met

    def _repeat(self) -> "array[int]":
        """What one more meeting costs after so many."""
        spread, price = self.sitting.wishes.objective is Objective.SPREAD, self.price
        again = [price * (m if spread else 1) + max(0, m - 1) * spread for m in range(1, TOGETHER)]
        return array("q", [0, *again, *[0] * (APART - TOGETHER), *[NEVER] * (256 - APART)])
