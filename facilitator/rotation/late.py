"""Somebody who comes when the café has begun: a seat in each round that is left."""

from collections import Counter
from collections.abc import Mapping, Sequence

from facilitator.dialogues.rules import Variant
from facilitator.rotation.rules import PersonNeed, Seats, Sitting, TableOffer, fits, rooms


def seat_late(
    sitting: Sitting, seats: Seats, person: PersonNeed, from_round: int
) -> dict[int, int]:
    """Table numbers for a newcomer from `from_round` (1 is the first): {round: table number}.

    Nobody else moves. `sitting` is that of `seats`, with or without the newcomer. Chosen, in this
    order: a free seat, a language they follow, a table and a theme not yet seen, the fewest
    people, the fewest met before. A return home leads back to where they first sat.
    """
    if sitting.variant is Variant.FREE_CIRCULATION or not sitting.tables:
        return {}
    newcomer = _Newcomer(sitting, person)
    found: dict[int, int] = {}
    for number in range(from_round, len(seats) + 1):
        goes_home = number > sitting.free_rounds and found
        table = found[from_round] if goes_home else newcomer.choose(seats[number - 1])
        found[number] = table
    return found


class _Newcomer:
    """What a newcomer has seen so far of the café, and whom they met."""

    def __init__(self, sitting: Sitting, person: PersonNeed) -> None:
        self.sitting, self.person, self.room = sitting, person, rooms(sitting)
        self.keepers = sitting.keepers
        self.seen: list[TableOffer] = []
        self.met: Counter[str] = Counter()

    def choose(self, seated: Mapping[str, int]) -> int:
        """The best table of a round, remembered as seen."""
        others: dict[int, list[str]] = {each.number: [] for each in self.sitting.tables}
        for who, at in seated.items():
            if who != self.person.id and at in others:
                others[at].append(who)
        table = min(
            self.sitting.tables, key=lambda each: self._drawbacks(each, others[each.number])
        )
        self.seen.append(table)
        self.met.update(others[table.number])
        return table.number

    def _drawbacks(self, table: TableOffer, there: Sequence[str]) -> tuple[int, ...]:
        if self.person.stays_at is not None:
            return (abs(table.number - self.person.stays_at),)
        moving = sum(who not in self.keepers for who in there)
        themes = [each.theme for each in self.seen if each.theme]
        return (
            max(0, moving + 1 - self.room[table.number]),
            not fits(self.person.speaks, table.language),
            table in self.seen,
            self.sitting.has_themes and table.theme in themes,
            len(there),
            sum(self.met[who] for who in there),
            table.number,
        )
