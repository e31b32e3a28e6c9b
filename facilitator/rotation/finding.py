"""Where plans come from, in the order in which they come."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random
from time import process_time
from typing import NamedTuple

from facilitator.rotation.bounds import Bounds
from facilitator.rotation.designs.cyclic import looked_for
from facilitator.rotation.designs.equal import instant, searched
from facilitator.rotation.designs.fitting import are_alike, fitted, movers_are_alike
from facilitator.rotation.greedy import going_home, seat_the_rest
from facilitator.rotation.rules import Objective, PersonNeed, Seats, Sitting, TableOffer, rooms
from facilitator.rotation.search.clock import Clock
from facilitator.rotation.search.few import alone
from facilitator.rotation.search.hall import REPEAT, Model, News
from facilitator.rotation.search.lines import along_lines
from facilitator.rotation.search.machine import PLAIN, Machine
from facilitator.rotation.search.machine import compiled as compiled_machine
from facilitator.rotation.search.run import PIECE, Manner, Search
from facilitator.rotation.search.start import by_lot

DESIGNS = 0.7
"""The share of the time in which designs may be looked for."""
LOOKS = 20
"""A look at seats (all figures) may take this part of the time since the last one."""
MANY = 400
ALONE = 0.03
"""The share of the time for those of a language who follow few tables, before all others."""
SOON = 0.02
"""Seconds that a first look at them may take without numba: with less they go along lines only."""
DEAR = 45
"""The price of repeats some of which no plan avoids: else balance gains by more."""
DEAR_HOT = 10.0
"""Where a search begins at that price, so as to get over one repeat as easily."""
WARM = 3.0
"""Where a search from a design begins, so as not to lose it."""


class Plight(NamedTuple):
    """What a search has to do, by when, with what, how, and what a repeat costs."""

    sitting: Sitting
    clock: Clock
    seed: int
    tool: Machine
    manner: Manner
    price: int = REPEAT


class Found(NamedTuple):
    """Seats, better or not, or None where only time has passed."""

    seats: Seats | None
    method: str


def candidates(
    sitting: Sitting, clock: Clock, limit: Bounds, seed: int, *, compiled: bool
) -> Iterator[Found]:
    """Seats of all rounds, as they are found; without end, unless nothing can be moved."""
    alike = are_alike(sitting)
    made = _made(sitting) if movers_are_alike(sitting) else None
    if made:
        yield made
    spread = sitting.wishes.objective is Objective.SPREAD
    forced = limit.e2 if spread else limit.repeats
    price = DEAR if forced and not alike else REPEAT
    manner = _manner(alike=alike, goal=price * forced)
    manner = replace(manner, hot=DEAR_HOT) if price == DEAR else manner
    plight = Plight(sitting, clock, seed, machine(clock, compiled=compiled), manner, price)
    if alike and not limit.e2 and len(sitting.people) <= MANY:
        yield from _looked_for(plight)
    if made and made.seats:
        yield from annealed(plight._replace(manner=replace(manner, hot=WARM)), made.seats)
    yield from annealed(plight)


def _manner(*, alike: bool, goal: int) -> Manner:
    """People who are all alike gain nothing by exchanging their ways, or by leaving even sizes."""
    if alike:
        return Manner(hot=7.0, cold=1.2, guided=500, ways=0, single=0, chain=0, goal=goal)
    return Manner(goal=goal)


def machine(clock: Clock, *, compiled: bool) -> Machine:
    """The tools; getting them ready does not count."""
    began = process_time()
    tool = warmed() if compiled else PLAIN
    clock.forget(process_time() - began)
    return tool


@lru_cache(maxsize=1)
def warmed() -> Machine:
    """The compiled search, every part of it called once: the first time takes some seconds."""
    tool = compiled_machine()
    people = tuple(PersonNeed(f"p{n}") for n in range(6))
    sitting = Sitting(people, tuple(TableOffer(n, 2) for n in (1, 2, 3)), 2)
    model, clock = Model(sitting), Clock(1.0)
    for _ in Search(model, tool, by_lot(model, 0), 0).pieces(Manner(goal=-1), 10, clock):
        pass
    next(searched(3, 2, 2, tool, 0))
    for _ in zip(range(2), looked_for(3, 2, 2, tool, array("q", [1])), strict=False):
        pass
    return tool


def annealed(plight: Plight, start: Seats = (), news: News = News()) -> Iterator[Found]:  # noqa: B008
    """Searches from a start (else by lot), again and again, each time longer."""
    model, clock = Model(plight.sitting, news, plight.price), plight.clock
    ways = () if start else few_first(plight, model)
    first = start or by_lot(model, plight.seed, ways)
    if _wastes_chairs(plight.sitting, first):
        first = seat_the_rest(plight.sitting, seed=plight.seed)[: plight.sitting.free_rounds]
    yield Found(whole(plight.sitting, first), "by lot")
    if not model.rounds:
        return
    held = frozenset(ways[0]) if ways else frozenset()
    search = Search(model, plight.tool, first, plight.seed, held)
    looks = Looks(clock)
    for is_better in search.cycles(plight.manner, clock):
        looks.is_new = looks.is_new or is_better
        if looks.is_due:
            with looks:
                yield Found(whole(plight.sitting, search.kept()), "annealing")
        else:
            yield Found(None, "annealing")
    if looks.is_new:
        yield Found(whole(plight.sitting, search.kept()), "annealing")


def few_first(plight: Plight, model: Model) -> Seats:
    """Round by round the tables of those who follow few, found among themselves."""
    ways: list[dict[str, int]] = [{} for _ in range(plight.sitting.free_rounds)]
    lines = along_lines(model, Random(plight.seed))  # noqa: S311 - repeatable, nothing to guess
    share = ALONE * plight.clock.seconds
    if share < SOON:
        return tuple(lines)
    for sitting in alone(model):
        small, clock = Model(sitting), Clock(share)
        sure = tuple({who: line[who] for who in small.ids if who in line} for line in lines)
        start = by_lot(small, plight.seed, sure if _has_room(sitting, sure) else ())
        search = Search(small, plight.tool, start, plight.seed)
        for _ in search.cycles(Manner(), clock):
            pass
        for way, seated in zip(ways, search.kept(), strict=True):
            way.update(seated)
    return tuple(ways)


def _has_room(sitting: Sitting, seats: Seats) -> bool:
    """Others who follow few may have taken the chairs."""
    room = {table.number: table.seats for table in sitting.tables}
    loads = (load for seated in seats for load in Counter(seated.values()).items())
    return all(people <= room.get(at, 0) for at, people in loads)


class Looks:
    """When to look at seats as a whole, so that looking takes a small part of the time only."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.is_new = clock, False
        self.last, self.took = clock.spent, 0.0

    @property
    def is_due(self) -> bool:
        waited = self.clock.spent - self.last >= LOOKS * self.took
        return self.is_new and (waited or self.clock.left <= self.took + 2 * PIECE)

    def __enter__(self) -> None:
        self.last, self.is_new = self.clock.spent, False

    def __exit__(self, *_: object) -> None:
        self.took = self.clock.spent - self.last
        self.last = self.clock.spent


def whole(sitting: Sitting, rounds: Sequence[Mapping[str, int]]) -> Seats:
    """The rounds that are planned and, where people return home, the last one."""
    if len(rounds) < sitting.rounds:
        return (*rounds, going_home(sitting, rounds))
    return tuple(rounds)


def _made(sitting: Sitting) -> Found | None:
    tables, movers = len(sitting.tables), len(sitting.people) - len(sitting.keepers)
    size, onward = -(-movers // tables), bool(sitting.has_themes or sitting.keepers)
    design = instant(tables, size, sitting.free_rounds, onward=onward) if movers else None
    seats = fitted(sitting, design) if design else None
    if not design or not seats or _wastes_chairs(sitting, seats):
        return None
    return Found(whole(sitting, seats), design.method)


def _wastes_chairs(sitting: Sitting, rounds: Sequence[Mapping[str, int]]) -> bool:
    """Whether a table has more people than seats while another has some left."""
    for number, seated in enumerate(rounds, 1):
        room = rooms(sitting, number)
        moving = Counter(at for who, at in seated.items() if who not in sitting.keepers)
        if any(moving[at] > room[at] for at in moving) and any(
            moving[at] < room[at] for at in room
        ):
            return True
    return False


def _looked_for(plight: Plight) -> Iterator[Found]:
    """Designs that have to be searched for, in their share of the time."""
    sitting = plight.sitting
    tables, size = len(sitting.tables), -(-len(sitting.people) // len(sitting.tables))
    for design in searched(tables, size, sitting.rounds, plight.tool, plight.seed):
        if plight.clock.share > DESIGNS:
            return
        found = fitted(sitting, design) if design else None
        yield Found(found, design.method if design else "cyclic starter")
