"""Free circulation: is there a seat for everybody who may want one, and what would help?"""

from dataclasses import dataclass
from math import ceil

from facilitator.rotation.kinds import RuleKind
from facilitator.rounds.seating.hall import Hall

GOOD = 5  # people at a table (DOMAIN §2: 4 are ideal, 5 good, 8 to 10 have been held)
MANY = 10


@dataclass(frozen=True)
class Capacity:
    """`movers`: those who walk. `seats`: for them, where all tables are open. `each`: people at a
    table, were they even. `more_tables`: how many more would seat everybody."""

    movers: int
    tables: int
    seats: int
    each: int
    more_tables: int

    @property
    def missing(self) -> int:
        return max(0, self.movers - self.seats)

    @property
    def is_crowded(self) -> bool:
        return self.each > MANY

    @property
    def is_good(self) -> bool:
        return not self.missing and not self.is_crowded


def capacity(hall: Hall) -> Capacity:
    """What the hall holds while all its tables are open."""
    keepers = {who for table in hall.tables for who in table.keepers}
    movers = sum(person.id not in keepers for person in hall.people)
    closed = {rule.table_number for rule in hall.rules if rule.kind == RuleKind.CLOSED}
    open_ = [table for table in hall.tables if table.number not in closed]
    seats = sum(max(0, table.seats - len(table.keepers)) for table in open_)
    usual = ceil(seats / len(open_)) if open_ else GOOD
    missing = max(0, movers - seats)
    return Capacity(
        movers,
        len(open_),
        seats,
        ceil(movers / len(open_)) if open_ else movers,
        ceil(missing / max(1, usual)),
    )
