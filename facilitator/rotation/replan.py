"""Proposals for the rounds to come of a café that has changed.

Everybody who can keeps the seat they were told, unless a proposal gains by moving them: what a
changed seat is worth, compared with a repeat, is what the proposals differ in.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from facilitator.rotation.bounds import bounds
from facilitator.rotation.change import Change, changed, inherited
from facilitator.rotation.checker import figures
from facilitator.rotation.finding import Plight, annealed, machine
from facilitator.rotation.greedy import seat_the_rest
from facilitator.rotation.proposal import Proposal, ProposalKind, propose
from facilitator.rotation.rules import Plan, Seats, Sitting
from facilitator.rotation.search.clock import Clock
from facilitator.rotation.search.hall import AGAIN, REPEAT, RETURN, SHARE, News
from facilitator.rotation.search.machine import can_compile
from facilitator.rotation.search.run import Manner
from facilitator.rotation.solve import Stop, is_optimal, never, returns

__all__ = ["Change", "Proposal", "ProposalKind", "changed", "replan"]

PRICES: Final = {
    ProposalKind.FEWEST_CHANGES: 90,
    ProposalKind.BALANCED: 30,
    ProposalKind.FEWEST_REPEATS: 2,
}
"""What a changed seat costs where a repeat costs `REPEAT`."""
SHARES: Final = {
    ProposalKind.FEWEST_CHANGES: 0.5,
    ProposalKind.BALANCED: 0.25,
    ProposalKind.FEWEST_REPEATS: 0.25,
}
"""Of the time."""
COOL: Final = Manner(hot=4.0, cold=0.8, ways=50, single=150)
HOTTER: Final = Manner(single=150)


def replan(  # noqa: PLR0913 - the last four have their usual values
    sitting: Sitting,
    seats: Seats,
    change: Change,
    *,
    seconds: float = 1.0,
    seed: int = 0,
    stop: Stop = never,
    compiled: bool | None = None,
) -> tuple[Proposal, ...]:
    """One to three proposals, the one with the fewest changes first; equal ones are left out."""
    now = changed(sitting, seats, change)
    use_numba = can_compile() if compiled is None else compiled
    found: list[Proposal] = []
    for kind, price in PRICES.items():
        clock = Clock(seconds * SHARES[kind])
        tool = machine(clock, compiled=use_numba)
        manner = HOTTER if kind is ProposalKind.FEWEST_REPEATS else COOL
        task = Task(kind, price, Plight(now, clock, seed, tool, manner), seats, change)
        found.append(task.best(stop, found))
    return tuple(_distinct(found))


class Task:
    """One proposal to be found."""

    def __init__(
        self, kind: ProposalKind, price: int, plight: Plight, told: Seats, change: Change
    ) -> None:
        self.kind, self.price, self.plight = kind, price, plight
        self.now, self.told, self.change = plight.sitting, told, change
        self.limit = bounds(self.now)

    def best(self, stop: Stop, earlier: Sequence[Proposal]) -> Proposal:
        """The best proposal until the time is up, nothing can be gained, or somebody stops it.

        An earlier one may turn out to be the best of this kind, too.
        """
        start = seat_the_rest(self.now, inherited(self.now, self.told, self.change))
        there = [replace(each, kind=self.kind) for each in earlier]
        best = min([self._proposal(start, "kept seats"), *there], key=self._price)
        for found in annealed(self.plight, start, News(self.told, self.price)):
            if found.seats:
                best = min(best, self._proposal(found.seats, found.method), key=self._price)
            if self.plight.clock.left <= 0 or stop() or self._is_enough(best):
                break
        return best

    def _proposal(self, seats: Seats, method: str) -> Proposal:
        after = self.change.after_round
        whole = (*self.told[:after], *seats[after:])
        plan = Plan(whole, figures(self.now, whole))
        return propose(self.kind, self.now, self.told, plan, after, method)

    def _price(self, proposal: Proposal) -> tuple[float, ...]:
        """Less is better. Fewest repeats is what it says, whatever else could be gained."""
        counted = proposal.plan.figures
        back = RETURN * counted.table_revisits + AGAIN * counted.theme_revisits
        rest = REPEAT * counted.e2 + SHARE * self.now.wishes.balance * counted.out_of_band_cells
        total = self.price * proposal.changed_seats + back * self.now.has_themes + rest
        if self.kind is not ProposalKind.FEWEST_REPEATS:
            return counted.hard_violations, total
        led_back = returns(self.now, proposal.plan)
        return counted.hard_violations, led_back, counted.repeats, counted.e2, total

    def _is_enough(self, proposal: Proposal) -> bool:
        out = proposal.plan.figures.out_of_band_cells
        is_balanced = out <= self.limit.cells or not self.now.wishes.balance
        is_least = proposal.changed_seats <= proposal.forced_changes
        return is_least and is_balanced and is_optimal(self.now, proposal.plan, self.limit)


def _distinct(found: list[Proposal]) -> list[Proposal]:
    """Without those that change more than an earlier one and gain nothing."""
    kept: list[Proposal] = []
    for proposal in found:
        if all(_gains(proposal, earlier) for earlier in kept):
            kept.append(proposal)
    return kept


def _gains(proposal: Proposal, earlier: Proposal) -> bool:
    if proposal.plan.seats == earlier.plan.seats:
        return False
    mine, theirs = _merits(proposal), _merits(earlier)
    return any(a < b for a, b in zip(mine, theirs, strict=True))


def _merits(proposal: Proposal) -> tuple[int, ...]:
    counted = proposal.plan.figures
    returns = counted.table_revisits + counted.theme_revisits
    broken = counted.hard_violations
    return (broken, returns, counted.e2, counted.out_of_band_cells, proposal.changed_seats)
