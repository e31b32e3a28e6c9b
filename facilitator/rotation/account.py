"""What a plan comes to, beside what no plan can do better: kept with it, and shown with it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from facilitator.rotation.bounds import Bounds
from facilitator.rotation.checker import figures
from facilitator.rotation.rules import Objective, Plan, Seats, Sitting
from facilitator.rotation.solve import is_optimal, limit_of


def account(
    sitting: Sitting, plan: Plan, limit: Bounds | None = None, method: str = ""
) -> dict[str, Any]:
    """As JSON: the figures, the bounds and why they hold, and the sizes of tables.

    The bounds are of plans that keep all rules: one with `hard_violations` may be below them.
    `sizes`: round by round [table number, people], the smallest table first.
    """
    limit = limit_of(sitting, plan, limit)
    return {
        **asdict(plan.figures),
        "hard_violations": plan.figures.hard_violations,
        "lower_bound_repeats": limit.repeats,
        "lower_bound_e2": limit.e2,
        "lower_bound_returns": limit.returns,
        "lower_bound_cells": limit.cells,
        "why": limit.repeats_why.value,
        "optimal": is_optimal(sitting, plan, limit),
        "method": method,
        "sizes": _sizes(plan.seats),
    }


def account_of(sitting: Sitting, seats: Seats) -> dict[str, Any]:
    """The same of seats that nobody has counted yet."""
    return account(sitting, Plan(seats, figures(sitting, seats)))


def unproven(told: Mapping[str, Any]) -> dict[str, Any]:
    """The figures alone: what is proven holds for the seats that were counted, and no others."""
    return {name: value for name, value in told.items() if not name.startswith("lower_bound")}


def rank(told: Mapping[str, Any], objective: Objective) -> tuple[int, ...]:
    """What is worse than what, as `solve.cost` says, of the figures kept with two plans."""
    met = told["e2"] if objective is Objective.SPREAD else told["repeats"]
    returns = told["table_revisits"] + told["theme_revisits"]
    return told["hard_violations"], returns, met, told["out_of_band_cells"]


def is_last_word(told: Mapping[str, Any]) -> bool:
    """Whether there is nothing to look for: as few repeats, and as balanced, as any plan can be."""
    return bool(told["optimal"]) and told["out_of_band_cells"] <= told["lower_bound_cells"]


def _sizes(seats: Seats) -> list[list[list[int]]]:
    counted = [Counter(seated.values()).items() for seated in seats]
    return [sorted(([at, n] for at, n in each), key=lambda one: one[::-1]) for each in counted]
