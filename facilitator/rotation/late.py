"""Somebody who comes when the café has begun: a seat in each round that is left.

All those rounds are chosen together: the emptiest table now may lead, two rounds later, to nothing
but known faces. The ticket of somebody who is absent is found by itself: the chairs on it are
empty, and who sits beside them in one round sits elsewhere in the next.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from heapq import nsmallest
from typing import Final, NamedTuple

from facilitator.dialogues.rules import Variant
from facilitator.rotation.rules import PersonNeed, Seats, Sitting, TableOffer, fits, rooms

TABLES: Final = 40
"""So many tables of a round are looked at, those with the fewest drawbacks by themselves."""
WAYS: Final = 12
"""So many ways through the rounds are followed at a time, the best ones (a beam search)."""
AGAIN: Final = 2
"""Somebody met again is as bad as a table with so many people more."""

Drawbacks = tuple[int, ...]


class Spot(NamedTuple):
    """A table of a round: who sits there, and what speaks against it whatever came before.

    `broken`: people beyond the seats but for one, met though they must not be, or away from those
    to sit with; then, less bad, a language that is not followed; then one chair more.
    """

    round: int
    table: TableOffer
    there: tuple[str, ...]
    broken: int
    misfit: int
    squeezed: int

    @property
    def faults(self) -> tuple[int, int, int]:
        return self.broken, self.misfit, self.squeezed


class Way(NamedTuple):
    """Spots from the first round on, and what speaks against them together."""

    spots: tuple[Spot, ...] = ()
    drawbacks: Drawbacks = (0, 0, 0, 0, 0, 0)


def seat_late(
    sitting: Sitting, seats: Seats, person: PersonNeed, from_round: int
) -> dict[int, int]:
    """Table numbers for a newcomer from `from_round` (1 is the first): {round: table number}.

    Nobody else moves, and seats the newcomer has are kept. `sitting` is that of `seats`, with or
    without the newcomer. Chosen, in this order: the rules, a language they follow (a chair is
    sooner found than an interpreter, so one more than there are seats is less bad), a free seat,
    tables and then themes not yet seen, few people and few met before. A return home leads back to
    where they first sat. No seat in rounds in which they are away or no table is open.
    """
    if sitting.variant is Variant.FREE_CIRCULATION:
        return {}
    if all(each.id != person.id for each in sitting.people):
        sitting = replace(sitting, people=(*sitting.people, person))
    newcomer = _Newcomer(sitting, seats, person)
    ways = [Way()]
    for number in range(1, len(seats) + 1):
        if number < from_round and person.id not in seats[number - 1]:
            continue
        onward = [each for way in ways for each in newcomer.onward(way, number)]
        ways = nsmallest(WAYS, onward, key=lambda way: way.drawbacks) or ways
    mine = {spot.round: spot.table.number for spot in ways[0].spots}
    return {n: at for n, at in mine.items() if n >= from_round and person.id not in seats[n - 1]}


class _Newcomer:
    def __init__(self, sitting: Sitting, seats: Seats, person: PersonNeed) -> None:
        self.sitting, self.seats, self.person = sitting, seats, person
        me = person.id
        self.apart = {who for pair in sitting.apart if me in pair for who in pair} - {me}
        self.friends = {who for each in sitting.together if me in each for who in each} - {me}
        self.found: dict[int, list[Spot]] = {}

    def onward(self, way: Way, number: int) -> Iterator[Way]:
        """A way with one more spot, in a round; only one if that is settled."""
        if number not in self.found:
            key = lambda each: (*each.faults, len(each.there))  # noqa: E731
            self.found[number] = sorted(self._free(number), key=key)
        spots, sure = self.found[number], self._settled(way, number)
        kept = [spot for spot in spots if spot.table.number == sure]
        met = Counter(who for each in way.spots for who in each.there)
        for spot in kept or spots[:TABLES]:
            more = self._drawbacks(way, spot, met)
            total = tuple(a + b for a, b in zip(way.drawbacks, more, strict=True))
            yield Way((*way.spots, spot), total)

    def _drawbacks(self, way: Way, spot: Spot, met: Mapping[str, int]) -> Drawbacks:
        again = sum(met[who] + self._met_before(who) for who in spot.there)
        back = sum(each.table.number == spot.table.number for each in way.spots)
        theme = spot.table.theme if self.sitting.has_themes else None
        heard = sum(theme is not None and each.table.theme == theme for each in way.spots)
        return (*spot.faults, back, heard, AGAIN * again + len(spot.there))

    def _settled(self, way: Way, number: int) -> int | None:
        """The table of a seat held, a pin, somebody who stays, or one's first on a return home."""
        sitting, me = self.sitting, self.person.id
        first = way.spots[0].table.number if way.spots else None
        home = first if number > sitting.free_rounds else None
        held = self.seats[number - 1].get(me) or sitting.pinned(number).get(me)
        return held or self.person.stays_at or home

    def _free(self, number: int) -> Iterator[Spot]:
        if not self.person.is_here(number):
            return
        there = self._there(number)
        room, keepers = rooms(self.sitting, number), self.sitting.keepers
        company = self.friends & self.seats[number - 1].keys()
        for table in self.sitting.open_tables(number):
            others = there[table.number]
            moving = sum(keepers.get(who) != table.number for who in others)
            beyond = max(0, moving + 1 - room[table.number])
            squeezed = min(beyond, 1)
            broken = beyond - squeezed + len(self.apart & set(others)) + len(company - set(others))
            misfit = not fits(self.person.speaks, table.language)
            yield Spot(number, table, tuple(others), broken, int(misfit), squeezed)

    def _there(self, number: int) -> Mapping[int, list[str]]:
        there: dict[int, list[str]] = defaultdict(list)
        for who, at in self.seats[number - 1].items():
            if who != self.person.id:
                there[at].append(who)
        return there

    def _met_before(self, who: str) -> int:
        one, other = sorted((who, self.person.id))
        return self.sitting.met.get((one, other), 0)
