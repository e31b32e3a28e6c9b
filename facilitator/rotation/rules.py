"""What a rotation is made from and what it comes to.

`seats` of a table are for those who move and, where there is room for everybody, for those who
stay (host and rapporteur) too; where there is not, those who stay sit beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from facilitator.dialogues.rules import Variant

ANY_LANGUAGE: Final = "en"

Seats = tuple[Mapping[str, int], ...]
"""One mapping a round: participant id → table number."""


@dataclass(frozen=True)
class PersonNeed:
    """Somebody to seat. `stays_at`: the table number of a host or rapporteur."""

    id: str
    language: str | None = None
    stays_at: int | None = None


@dataclass(frozen=True)
class TableOffer:
    """A table that is open. `theme` is whatever tables of one theme have in common."""

    number: int
    seats: int
    theme: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Sitting:
    """A café to seat: people and tables in an order that does not change between calls."""

    people: tuple[PersonNeed, ...]
    tables: tuple[TableOffer, ...]
    rounds: int
    variant: Variant = Variant.SAME_QUESTION

    @property
    def free_rounds(self) -> int:
        """The rounds to be planned; a return home is planned by its first round."""
        home = self.variant is Variant.RETURN_HOME and self.rounds > 1
        return self.rounds - home

    @property
    def has_themes(self) -> bool:
        """Whether it matters that people see different themes."""
        return self.variant is not Variant.SAME_QUESTION

    @property
    def keepers(self) -> dict[str, int]:
        """Those who stay: participant id → table number."""
        open_tables = {table.number for table in self.tables}
        stay = ((person.id, person.stays_at) for person in self.people)
        return {who: at for who, at in stay if at is not None and at in open_tables}


@dataclass(frozen=True)
class Figures:
    """What a plan comes to, summed over its rounds.

    `repeats` (E1): meetings beyond each pair's first. `e2`: the same, a third meeting costs more.
    `encounters`: pairs that meet. `max_meetings`: how often the pair that meets most meets. The
    two who stay at one table are no pair. The last round of a return home is meant to repeat the
    first, so it is not counted at all.

    Of those who move: `table_revisits` and `theme_revisits` are returns to a table or theme,
    `over_capacity` people beyond the seats (see `rooms`), `language_misfits` seatings in a
    language that is neither the person's nor English. `unseated` counts everybody without a seat.
    """

    repeats: int = 0
    e2: int = 0
    encounters: int = 0
    max_meetings: int = 0
    table_revisits: int = 0
    theme_revisits: int = 0
    over_capacity: int = 0
    language_misfits: int = 0
    unseated: int = 0


@dataclass(frozen=True)
class Plan:
    """The seats of every round, and their figures."""

    seats: Seats
    figures: Figures


@dataclass(frozen=True)
class Prices:
    """What is worse than what, per person. A pair's third meeting costs twice its second."""

    repeat: int = 10
    table: int = 2
    theme: int = 0
    language: int = 8


def prices(sitting: Sitting) -> Prices:
    """Where all tables ask the same, faces matter most; elsewhere tables and themes do.

    To return to a table is also to meet again those who stay there.
    """
    if sitting.has_themes:
        return Prices(table=200, theme=40)
    met_again = Prices.repeat * len(sitting.keepers) // max(1, len(sitting.tables))
    return Prices(table=Prices.table + met_again)


def fits(person: str | None, table: str | None) -> bool:
    """Whether somebody who speaks `person` can follow a table held in `table`."""
    return person is None or table in (None, person, ANY_LANGUAGE)


def rooms(sitting: Sitting) -> dict[int, int]:
    """How many of those who move each table takes: table number → seats."""
    keepers = sitting.keepers
    staying = list(keepers.values())
    moving = len(sitting.people) - len(staying)
    left = {each.number: max(0, each.seats - staying.count(each.number)) for each in sitting.tables}
    if sum(left.values()) >= moving:
        return left
    return {each.number: each.seats for each in sitting.tables}
