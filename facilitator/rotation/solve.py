"""Plans that get better while one waits.

`improving` yields whole, checked plans; whoever iterates may stop at any time and keeps the last.
Nothing here knows a database or an event loop: it is made to run in a worker process.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from time import process_time

from facilitator.rotation.bounds import Bounds, bounds
from facilitator.rotation.checker import figures
from facilitator.rotation.construct import plan
from facilitator.rotation.greedy import seat_the_rest
from facilitator.rotation.rules import Figures, Objective, Plan, Sitting

Stop = Callable[[], bool]


@dataclass(frozen=True)
class Step:
    """A better plan, or only progress (`plan` is None). `done`: share of the time, 0 to 1."""

    plan: Plan | None
    done: float
    method: str
    is_last: bool = False


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
    sitting: Sitting, *, seconds: float = 1.0, seed: int = 0, stop: Stop = never
) -> Iterator[Step]:
    """Better and better plans for at most so many seconds of processor time.

    The first plan always comes, however little time there is; the last step says so.
    """
    began, limit = process_time(), bounds(sitting)
    best: Plan | None = None
    for turn in count():
        tried = _tried(sitting, seed + turn)
        is_better = best is None or cost(sitting, tried) < cost(sitting, best)
        best = tried if best is None or is_better else best
        done = min(1.0, (process_time() - began) / max(seconds, 1e-9))
        ends = done >= 1.0 or stop() or is_optimal(sitting, best, limit)
        yield Step(tried if is_better else None, done, "restarts", is_last=ends)
        if ends:
            return


def solve(
    sitting: Sitting,
    *,
    seconds: float = 1.0,
    seed: int = 0,
    on_step: Callable[[Step], None] | None = None,
    stop: Stop = never,
) -> Solution:
    """The best plan that `improving` comes to."""
    began = process_time()
    best, method = Plan((), Figures()), ""
    for step in improving(sitting, seconds=seconds, seed=seed, stop=stop):
        if on_step:
            on_step(step)
        if step.plan:
            best, method = step.plan, step.method
    return Solution(best, method, bounds(sitting), process_time() - began)


def is_optimal(sitting: Sitting, plan: Plan, limit: Bounds) -> bool:
    """Whether a plan keeps all rules, leads nobody back, and no plan repeats less."""
    counted = plan.figures
    spread = sitting.wishes.objective is Objective.SPREAD
    least, reached = (limit.e2, counted.e2) if spread else (limit.repeats, counted.repeats)
    returns = counted.table_revisits + counted.theme_revisits if sitting.has_themes else 0
    return not (counted.hard_violations or returns) and reached <= least


def _is_plain(sitting: Sitting) -> bool:
    """Whether there are no rules but seats, languages and those who stay."""
    rules = sitting.together or sitting.apart or sitting.met or any(sitting.pins)
    partly = any(person.attends is not None for person in sitting.people)
    return not (rules or partly or any(table.closed for table in sitting.tables))


def cost(sitting: Sitting, plan: Plan) -> tuple[int, ...]:
    """What is worse than what; less is better."""
    counted = plan.figures
    spread = sitting.wishes.objective is Objective.SPREAD
    returns = counted.table_revisits + counted.theme_revisits if sitting.has_themes else 0
    met = counted.e2 if spread else counted.repeats
    return counted.hard_violations, returns, met, counted.out_of_band_cells


def _tried(sitting: Sitting, seed: int) -> Plan:
    if _is_plain(sitting):
        return plan(sitting, seed=seed)
    seats = seat_the_rest(sitting, seed=seed)
    return Plan(seats, figures(sitting, seats))
