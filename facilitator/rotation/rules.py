"""What a rotation is made from, what is wanted of it, and what it comes to.

`seats` of a table are for those who move and, where there is room for everybody, for those who
stay (host and rapporteur) too; where there is not, those who stay sit beside them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from facilitator.dialogues.rules import Variant
from facilitator.rotation.bonds import united

Seats = tuple[Mapping[str, int], ...]
"""One mapping a round: participant id → table number."""

Pair = tuple[str, str]
"""Two participant ids, the smaller first."""

ANYBODY: Final[frozenset[str]] = frozenset()


class Objective(StrEnum):
    """What of meeting again counts: every repeat, and more if the same two meet yet again (E2),
    or only how many new faces there are (E1)."""

    SPREAD = "e2"
    NEW_FACES = "e1"


@dataclass(frozen=True)
class PersonNeed:
    """Somebody to seat.

    `speaks`: languages they follow, none named for all. `stays_at`: the table number of a host or
    rapporteur. `traits`: what tables should have a fair share of, attribute → value. `attends`:
    the rounds they are here for, counted from 1; None for all.
    """

    id: str
    speaks: frozenset[str] = ANYBODY
    stays_at: int | None = None
    traits: Mapping[str, str] = field(default_factory=dict)
    attends: frozenset[int] | None = None

    def is_here(self, round_number: int) -> bool:
        return self.attends is None or round_number in self.attends


@dataclass(frozen=True)
class TableOffer:
    """A table. `theme` is whatever tables of one theme have in common.

    `closed`: the rounds, counted from 1, in which nobody sits there. `least`: fewer people than
    this are no table.
    """

    number: int
    seats: int
    theme: str | None = None
    language: str | None = None
    closed: frozenset[int] = frozenset()
    least: int = 0

    def is_open(self, round_number: int) -> bool:
        return round_number not in self.closed


@dataclass(frozen=True)
class Wishes:
    """What the user may turn: which repeats count, and how much balance and even sizes weigh."""

    objective: Objective = Objective.SPREAD
    balance: float = 1.0
    evenness: float = 1.0


@dataclass(frozen=True)
class Sitting:
    """A café to seat: people and tables in an order that does not change between calls.

    `together`: groups that share every table while they are here; those that have somebody in
    common become one. `apart`: pairs that never do.
    `pins`: seats that are settled, rounds gone by among them. `met`: how often two have met
    before this café.
    """

    people: tuple[PersonNeed, ...]
    tables: tuple[TableOffer, ...]
    rounds: int
    variant: Variant = Variant.SAME_QUESTION
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[Pair, ...] = ()
    pins: Seats = ()
    met: Mapping[Pair, int] = field(default_factory=dict)
    wishes: Wishes = Wishes()

    def __post_init__(self) -> None:
        object.__setattr__(self, "together", united(self.together))

    @property
    def free_rounds(self) -> int:
        """The rounds to be planned; a return home is planned by its first round."""
        home = self.variant is Variant.RETURN_HOME and self.rounds > 1
        return self.rounds - home

    @property
    def has_themes(self) -> bool:
        """Whether it matters that people see different themes."""
        return self.variant is not Variant.SAME_QUESTION

    @cached_property
    def keepers(self) -> dict[str, int]:
        """Those who stay: participant id → table number."""
        numbers = {table.number for table in self.tables}
        stay = ((person.id, person.stays_at) for person in self.people)
        return {who: at for who, at in stay if at is not None and at in numbers}

    def present(self, round_number: int) -> list[PersonNeed]:
        """Those who are here in a round, counted from 1."""
        return [person for person in self.people if person.is_here(round_number)]

    def open_tables(self, round_number: int) -> list[TableOffer]:
        return [table for table in self.tables if table.is_open(round_number)]

    def pinned(self, round_number: int) -> Mapping[str, int]:
        """Seats that are settled, of those who are here, at tables that are open."""
        pins = self.pins[round_number - 1] if round_number <= len(self.pins) else {}
        if not pins:
            return {}
        numbers = {table.number for table in self.open_tables(round_number)}
        here = {person.id for person in self.present(round_number)}
        return {who: at for who, at in pins.items() if at in numbers and who in here}

    def settled(self, round_number: int) -> dict[str, int]:
        """Whose seat in a round is no question: those who stay, and pins, which go first."""
        numbers = {table.number for table in self.open_tables(round_number)}
        here = {person.id for person in self.present(round_number)}
        stay = {who: at for who, at in self.keepers.items() if at in numbers}
        sure = {**stay, **self.pinned(round_number)}
        return {who: at for who, at in sure.items() if who in here}


@dataclass(frozen=True)
class Figures:
    """What a plan comes to, summed over its rounds.

    `repeats` (E1): meetings beyond each pair's first. `e2`: the same, a third meeting costs more.
    `encounters`: pairs that meet. `max_meetings`: how often the pair that meets most meets. The
    two who stay at one table are no pair, nor are those who must sit together. The last round of
    a return home is meant to repeat the first, so it is not counted at all.

    Of those who move: `table_revisits` and `theme_revisits` are returns to a table or theme,
    `over_capacity` people beyond the seats (see `rooms`), `language_misfits` seatings in a
    language they do not follow. `unseated` counts everybody without a seat they should have,
    `misplaced` people at a closed table or not where they stay or are pinned, `separated` people
    away from those they must sit with, `met_apart` meetings of two who must not meet.

    `cells`: table × round × value of a trait; `out_of_band_cells`: how many of them hold fewer or
    more people than a fair share, rounded down and up.
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
    misplaced: int = 0
    separated: int = 0
    met_apart: int = 0
    out_of_band_cells: int = 0
    cells: int = 0

    @property
    def hard_violations(self) -> int:
        """Rules broken that no plan should break."""
        seats = self.over_capacity + self.unseated + self.misplaced
        return seats + self.language_misfits + self.separated + self.met_apart


@dataclass(frozen=True)
class Plan:
    """The seats of every round, and their figures."""

    seats: Seats
    figures: Figures


def fits(speaks: frozenset[str], language: str | None) -> bool:
    """Whether somebody can follow a table held in a language."""
    return not speaks or language is None or language in speaks


def rooms(sitting: Sitting, round_number: int = 1) -> dict[int, int]:
    """How many of those who move each open table takes in a round: table number → seats."""
    keepers = sitting.keepers
    here = [person.id for person in sitting.present(round_number)]
    tables = sitting.open_tables(round_number)
    staying = Counter(keepers[who] for who in here if who in keepers)
    left = {each.number: max(0, each.seats - staying[each.number]) for each in tables}
    moving = len(here) - sum(staying[each.number] for each in tables)
    if sum(left.values()) >= moving:
        return left
    return {each.number: each.seats for each in tables}
