"""Plans that get better while one waits.

`improving` yields whole, checked plans; whoever iterates may stop at any time and keeps the last.
First come designs, which take no time; then a search, until the bound is reached or time is up.
Nothing here knows a database or an event loop: it is made to run in a worker process.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from facilitator.dialogues.rules import Variant
from facilitator.rotation.bounds import Bounds, bounds
from facilitator.rotation.checker import figures
from facilitator.rotation.finding import Found, candidates
from facilitator.rotation.labels import relabelled
from facilitator.rotation.rules import Figures, Objective, Plan, Seats, Sitting
from facilitator.rotation.search.clock import Clock
from facilitator.rotation.search.machine import can_compile

Stop = Callable[[], bool]

SPREADING = 0.3
"""Seconds to go on at the bound if some people meet more than twice."""


@dataclass(frozen=True)
class Step:
    """A better plan, or only progress (`plan` is None).

    `done`: share of the time, 0 to 1; `seconds`: the processor's, without getting ready.
    """

    plan: Plan | None
    done: float
    method: str
    is_last: bool = False
    seconds: float = 0.0


@dataclass(frozen=True)
class Solution:
    """The best plan found, how, what could not be bettered, and the processor's seconds."""

    plan: Plan
    method: str
    bounds: Bounds
    cpu_seconds: float


def never() -> bool:
    return False


def improving(
    sitting: Sitting,
    *,
    seconds: float = 1.0,
    seed: int = 0,
    stop: Stop = never,
    compiled: bool | None = None,
) -> Iterator[Step]:
    """Better and better plans for at most so many seconds of processor time.

    The first plan always comes, however little time there is; the last step says so. `compiled`:
    whether numba is used; None for wherever it is installed.
    """
    clock, limit = Clock(seconds), bounds(sitting)
    use_numba = can_compile() if compiled is None else compiled
    best, method = _free(sitting), "free circulation"
    if best:
        yield Step(best, 1.0, method)
    for found in () if best else candidates(sitting, clock, limit, seed, compiled=use_numba):
        plan = _plan(sitting, found)
        is_better = bool(plan and (best is None or cost(sitting, plan) < cost(sitting, best)))
        if plan and is_better:
            best, method = plan, found.method
        yield Step(plan if is_better else None, clock.share, method, seconds=clock.spent)
        if best and (clock.left <= 0 or stop() or _is_enough(sitting, best, limit, clock)):
            break
    yield Step(None, 1.0, method, is_last=True, seconds=clock.spent)


def solve(
    sitting: Sitting,
    *,
    seconds: float = 1.0,
    seed: int = 0,
    on_step: Callable[[Step], None] | None = None,
    stop: Stop = never,
    compiled: bool | None = None,
) -> Solution:
    """The best plan that `improving` comes to."""
    best, method, spent = Plan((), Figures()), "", 0.0
    steps = improving(sitting, seconds=seconds, seed=seed, stop=stop, compiled=compiled)
    for step in steps:
        if on_step:
            on_step(step)
        if step.plan:
            best, method = step.plan, step.method
        spent = step.seconds
    return Solution(best, method, bounds(sitting), spent)


def is_optimal(sitting: Sitting, plan: Plan, limit: Bounds) -> bool:
    """Whether a plan keeps all rules, and no plan leads fewer people back or repeats less."""
    counted = plan.figures
    spread = sitting.wishes.objective is Objective.SPREAD
    least, reached = (limit.e2, counted.e2) if spread else (limit.repeats, counted.repeats)
    if counted.hard_violations or returns(sitting, plan) > limit.returns:
        return False
    return reached <= least


def limit_of(sitting: Sitting, plan: Plan, limit: Bounds | None = None) -> Bounds:
    """The bounds that hold for a plan, also if it leads more people back than it must."""
    limit = limit or bounds(sitting)
    if returns(sitting, plan) <= limit.returns:
        return limit
    return bounds(sitting, plan.figures.table_revisits)


def cost(sitting: Sitting, plan: Plan) -> tuple[int, ...]:
    """What is worse than what; less is better. A chair for everybody comes before all rules."""
    counted = plan.figures
    spread = sitting.wishes.objective is Objective.SPREAD
    met = (counted.e2, counted.max_meetings) if spread else (counted.repeats, 0)
    balance = counted.out_of_band_cells if sitting.wishes.balance else 0
    rules = counted.over_capacity, counted.hard_violations
    return *rules, returns(sitting, plan), *met, balance


def returns(sitting: Sitting, plan: Plan) -> int:
    """People led back to a table or theme, where that matters."""
    counted = plan.figures
    return counted.table_revisits + counted.theme_revisits if sitting.has_themes else 0


def _free(sitting: Sitting) -> Plan | None:
    """No seats at all where people walk as they like, or where there is nothing to plan."""
    walk = sitting.variant is Variant.FREE_CIRCULATION
    if walk or not sitting.tables or not sitting.people or sitting.rounds < 1:
        nobody: Seats = ({},) * max(0, sitting.rounds)
        return Plan(nobody, figures(sitting, nobody))
    return None


def _plan(sitting: Sitting, found: Found) -> Plan | None:
    seats = relabelled(sitting, found.seats) if found.seats else None
    return Plan(seats, figures(sitting, seats)) if seats else None


def _is_enough(sitting: Sitting, plan: Plan, limit: Bounds, clock: Clock) -> bool:
    """At the bound, in balance, and nobody met three times without need, as far as one can see."""
    if not is_optimal(sitting, plan, limit):
        return False
    if sitting.wishes.balance and plan.figures.out_of_band_cells > limit.cells:
        return False
    spread = sitting.wishes.objective is Objective.SPREAD
    return not spread or plan.figures.max_meetings <= 2 or clock.spent > SPREADING
