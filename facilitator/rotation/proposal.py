"""A plan for the rounds to come, beside what people were told."""

from dataclasses import dataclass
from enum import StrEnum

from facilitator.rotation.rules import Plan, Seats, Sitting


class ProposalKind(StrEnum):
    """What a proposal is best at."""

    FEWEST_CHANGES = "fewest_changes"
    BALANCED = "balanced"
    FEWEST_REPEATS = "fewest_repeats"


@dataclass(frozen=True)
class SeatChange:
    """Somebody sits elsewhere in a round than they were told; `before` is None for a new seat."""

    person: str
    round_number: int
    before: int | None
    after: int


@dataclass(frozen=True)
class Proposal:
    """A plan for the rounds to come, and how it differs from what people were told.

    `forced_changes`: seats that had to change whatever the plan, because their table closes or
    they are pinned elsewhere.
    """

    kind: ProposalKind
    plan: Plan
    moves: tuple[SeatChange, ...]
    forced_changes: int
    method: str = ""

    @property
    def changed_seats(self) -> int:
        return sum(move.before is not None for move in self.moves)

    @property
    def newly_seated(self) -> int:
        return len(self.moves) - self.changed_seats

    @property
    def changed_people(self) -> tuple[str, ...]:
        """Those who were told another table, in order."""
        return tuple(sorted({move.person for move in self.moves if move.before is not None}))


def propose(
    kind: ProposalKind, now: Sitting, told: Seats, plan: Plan, after_round: int, method: str = ""
) -> Proposal:
    """A plan beside what people were told."""
    moves = [
        SeatChange(who, number, told[number - 1].get(who), at)
        for number in range(after_round + 1, now.rounds + 1)
        for who, at in sorted(plan.seats[number - 1].items())
        if told[number - 1].get(who) != at
    ]
    return Proposal(kind, plan, tuple(moves), forced(now, told, after_round), method)


def forced(now: Sitting, told: Seats, after_round: int) -> int:
    """Seats told to people who are here that cannot stay: closed tables, and pins elsewhere."""
    total = 0
    for number in range(after_round + 1, now.rounds + 1):
        tables = {table.number for table in now.open_tables(number)}
        settled = now.settled(number)
        here = {person.id for person in now.present(number)}
        seats = {who: at for who, at in told[number - 1].items() if who in here}
        total += sum(settled.get(who, at if at in tables else 0) != at for who, at in seats.items())
    return total
