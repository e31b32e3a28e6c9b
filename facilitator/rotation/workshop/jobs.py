"""What a worker is asked to do. Whatever it hands back has passed the independent checker."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from facilitator.rotation.account import account
from facilitator.rotation.bounds import Bounds, bounds
from facilitator.rotation.change import Change, changed, unsettled
from facilitator.rotation.checker import faults, figures
from facilitator.rotation.finding import warmed
from facilitator.rotation.proposal import Proposal
from facilitator.rotation.replan import replan
from facilitator.rotation.rules import Plan, Seats, Sitting
from facilitator.rotation.search.machine import can_compile
from facilitator.rotation.solve import Step, cost, improving

WHOLE: Final = "whole"
LARGE: Final = 60  # people; for fewer, plain Python finds as much and is ready at once
AT_ONCE: Final = 0.3  # seconds of plain search before the compiled one is ready


@dataclass(frozen=True)
class Offer:
    """A plan that may be published. `told`: its figures and what else is said of it, as JSON."""

    kind: str
    seats: Seats
    told: dict[str, Any]


@dataclass(frozen=True)
class Progress:
    """How far the search is (0 to 1), and the best there is; no offers: the same as before."""

    done: float
    offers: tuple[Offer, ...] = ()


def search_plan(sitting: Sitting, seconds: float) -> Iterator[Progress]:
    """Better and better plans for a café that has not begun."""
    limit = bounds(sitting)
    best: Plan | None = None
    for step in _steps(sitting, seconds):
        is_better = step.plan and (best is None or cost(sitting, step.plan) < cost(sitting, best))
        offers: tuple[Offer, ...] = ()
        if step.plan and is_better and not faults(sitting, step.plan.seats):
            best = step.plan
            offers = (_offer(WHOLE, sitting, best, limit, step.method),)
        yield Progress(1.0 if step.is_last else step.done, offers)


def _steps(sitting: Sitting, seconds: float) -> Iterator[Step]:
    """A large hall's first answer does not wait until the compiled search is ready."""
    if len(sitting.people) < LARGE or not can_compile():
        yield from improving(sitting, seconds=seconds, compiled=False)
        return
    for step in improving(sitting, seconds=AT_ONCE, compiled=False):
        if step.plan:
            yield replace(step, done=0.0)
    warmed()
    yield from improving(sitting, seconds=seconds, compiled=True)


def search_change(
    sitting: Sitting, seats: Seats, change: Change, seconds: float
) -> Iterator[Progress]:
    """Proposals for the rounds to come, after what happened."""
    yield Progress(0.0)
    now = changed(sitting, seats, change)
    so_far = unsettled(now, change.after_round)
    limit = bounds(so_far)

    def sound(found: Iterable[Proposal]) -> tuple[Offer, ...]:
        whole = [each for each in found if not faults(now, each.plan.seats)]
        return tuple(_proposal(so_far, each, limit, change.after_round) for each in whole)

    if len(sitting.people) < LARGE or not can_compile():
        yield Progress(1.0, sound(replan(sitting, seats, change, seconds=seconds, compiled=False)))
        return
    yield Progress(0.3, sound(replan(sitting, seats, change, seconds=AT_ONCE, compiled=False)))
    warmed()
    yield Progress(1.0, sound(replan(sitting, seats, change, seconds=seconds, compiled=True)))


def _offer(kind: str, sitting: Sitting, plan: Plan, limit: Bounds, method: str) -> Offer:
    return Offer(kind, plan.seats, account(sitting, plan, limit, method))


def _proposal(so_far: Sitting, found: Proposal, limit: Bounds, after_round: int) -> Offer:
    """Counted with rounds gone by as they were, also where they broke a rule."""
    plan = Plan(found.plan.seats, figures(so_far, found.plan.seats))
    offer = _offer(found.kind.value, so_far, plan, limit, found.method)
    told = {
        **offer.told,
        "forced_changes": found.forced_changes,
        "changed_seats": found.changed_seats,
        "changed_people": len(found.changed_people),
        "newly_seated": len({m.person for m in found.moves if m.before is None}),
        "moves": [[m.person, m.round_number, m.before, m.after] for m in found.moves],
        "sizes": offer.told["sizes"][after_round:],
        "after_round": after_round,
    }
    return replace(offer, told=told)
