"""Seats people one after the other, each where it hurts least, and moves nobody who has a seat."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from facilitator.rotation.rules import PersonNeed, Seats, Sitting, TableOffer, fits, rooms


def seat_the_rest(sitting: Sitting, given: Seats = (), seed: int = 0) -> Seats:
    """Seats for everybody who is here and has none; `given` ones stay, where they may.

    Chosen in this order: a free seat, a language they follow, nobody they must not meet, a table
    and a theme not yet seen, the fewest people, the fewest met before.
    """
    dice = Random(seed)  # noqa: S311 - repeatable, nothing to guess
    seater = _Seater(sitting, dice)
    rounds = [
        seater.seat(number, given[number - 1] if number <= len(given) else {})
        for number in range(1, sitting.free_rounds + 1)
    ]
    if sitting.free_rounds < sitting.rounds:
        rounds.append(going_home(sitting, rounds, seed))
    return tuple(rounds)


def going_home(
    sitting: Sitting, rounds: Sequence[Mapping[str, int]], seed: int = 0
) -> dict[str, int]:
    """The last round: where everybody sat first, if they did and that table is open."""
    last = sitting.rounds
    numbers = {table.number for table in sitting.open_tables(last)}
    first: dict[str, int] = {}
    for seated in rounds:
        first = {**seated, **first}
    here = {person.id for person in sitting.present(last)}
    home = {who: at for who, at in first.items() if who in here and at in numbers}
    return _Seater(sitting, Random(seed)).seat(last, home)  # noqa: S311 - nothing to guess


class _Seater:
    """Remembers who has met whom and seen what."""

    def __init__(self, sitting: Sitting, dice: Random) -> None:
        self.sitting, self.keepers, self.dice = sitting, sitting.keepers, dice
        self.people = {person.id: person for person in sitting.people}
        self.theme = {t.number: t.theme for t in sitting.tables if sitting.has_themes and t.theme}
        self.seen: dict[str, list[int]] = defaultdict(list)
        self.met: dict[str, Counter[str]] = defaultdict(Counter)
        self.apart: dict[str, set[str]] = defaultdict(set)
        self.partners: dict[str, set[str]] = defaultdict(set)
        for group in sitting.together:
            for who in group:
                self.partners[who].update(group)
        for one, other in sitting.apart:
            self.apart[one].add(other)
            self.apart[other].add(one)

    def seat(self, number: int, given: Mapping[str, int]) -> dict[str, int]:
        """One round, remembered."""
        settled = self.sitting.settled(number)
        tables = {table.number: table for table in self.sitting.open_tables(number)}
        here = {person.id for person in self.sitting.present(number)}
        kept = {who: at for who, at in given.items() if who in here and at in tables}
        seated = {**kept, **settled}
        there: dict[int, list[str]] = defaultdict(list)
        for who, at in seated.items():
            there[at].append(who)
        if tables:
            for group in self._groups(here, seated):
                self._place(group, list(tables.values()), there, rooms(self.sitting, number))
        self._remember(there)
        return {who: at for at, people in there.items() for who in people}

    def _groups(self, here: set[str], seated: Mapping[str, int]) -> list[list[PersonNeed]]:
        """Who is to be placed at once: those who must sit together, larger groups first."""
        bound = {who for group in self.sitting.together for who in group}
        groups = [*self.sitting.together, *((who,) for who in self.people if who not in bound)]
        self.dice.shuffle(groups)
        waiting = [[w for w in group if w in here and w not in seated] for group in groups]
        return [[self.people[w] for w in g] for g in sorted(waiting, key=len, reverse=True) if g]

    def _place(
        self,
        group: list[PersonNeed],
        tables: list[TableOffer],
        there: dict[int, list[str]],
        room: Mapping[int, int],
    ) -> None:
        best = min(tables, key=lambda each: self._drawbacks(group, each, there, room))
        there[best.number].extend(person.id for person in group)

    def _drawbacks(
        self,
        group: list[PersonNeed],
        table: TableOffer,
        there: Mapping[int, list[str]],
        room: Mapping[int, int],
    ) -> tuple[float, ...]:
        company = there.get(table.number, [])
        moving = sum(self.keepers.get(who) != table.number for who in company)
        theme = self.theme.get(table.number)
        ids = [person.id for person in group]
        seen = [at for who in ids for at in self.seen[who]]
        return (
            -sum(other in self.partners[who] for who in ids for other in company),
            max(0, moving + len(group) - room[table.number]),
            sum(not fits(person.speaks, table.language) for person in group),
            sum(other in self.apart[who] for who in ids for other in company),
            seen.count(table.number),
            sum(theme is not None and self.theme.get(at) == theme for at in seen),
            len(company) / max(1, table.seats),
            sum(self.met[who][other] for who in ids for other in company),
            table.number,
        )

    def _remember(self, there: Mapping[int, list[str]]) -> None:
        for at, company in there.items():
            for who in company:
                self.seen[who].append(at)
                self.met[who].update(other for other in company if other != who)
