"""Quotas: how much time a constituency or a group has, what it used, and who shares an overrun."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Quota:
    """Seconds that a constituency (`party`, `nps`) or a group (its code) has, and has used."""

    name: str
    budget: int
    used: int

    @property
    def over(self) -> int:
        return max(0, self.used - self.budget)


def quotas(budgets: Mapping[str, int], used: Mapping[str, int]) -> list[Quota]:
    """In the order in which they were set."""
    return [Quota(name, budget, used.get(name, 0)) for name, budget in budgets.items()]


def shared_out(budgets: Mapping[str, int], used: Mapping[str, int], name: str) -> dict[str, int]:
    """The budgets after the overrun of one is given to all: what one took, everybody gets.

    As OpenSlides' "add time" does it: the one is at zero afterwards, the others have as much more.
    """
    over = max(0, used.get(name, 0) - budgets[name])
    return {each: budget + over for each, budget in budgets.items()}
