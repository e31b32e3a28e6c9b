"""One search after another, in short pieces, until somebody has seen enough."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from facilitator.rotation.rules import Seats
from facilitator.rotation.search.clock import Clock
from facilitator.rotation.search.course import Course
from facilitator.rotation.search.hall import Model, zeros
from facilitator.rotation.search.kernel import FREE, HELD, Hall
from facilitator.rotation.search.lines import FEW
from facilitator.rotation.search.machine import Machine, as_array, as_arrays

HOT: Final = 5.0
COLD: Final = 0.7
GROWTH: Final = 1.6
FIRST: Final = 20_000
PROBE: Final = 2_000
LEAST: Final = 200
LAST_LOOK: Final = 0.03
"""The part of the time kept for looking at the seats when the search is cold."""
MELTS: Final = 0.14
"""At this part of a repeat's price, as a temperature, the ways of those who follow few tables would
fall apart; while it is hotter, they are held."""
PIECE: Final = 0.1
"""Seconds between two looks at the clock, about."""


@dataclass(frozen=True)
class Manner:
    """How to look: temperatures, and how many of 1,000 tries are of each kind (see `Course`)."""

    hot: float = HOT
    cold: float = COLD
    guided: int = 800
    ways: int = 30
    single: int = 50
    chain: int = 30
    goal: int = 0


class Search:
    """Seats that are being improved. `kept()` are the best seen, costing `least`."""

    def __init__(
        self,
        model: Model,
        machine: Machine,
        start: Seats,
        seed: int,
        held: frozenset[str] = frozenset(),
    ) -> None:
        """`held`: people free in all rounds whose ways only they exchange while it is hot."""
        self.model, self.machine = model, machine
        self.people, self.tables = len(model.ids), len(model.table)
        wanted = model.wanted(start)
        hall = model.hall(self._width(wanted))
        self.best, self.rounds = array("q", wanted), model.sitting.free_rounds
        self.dice = array("q", [(seed * 2654435761 + 88172645463325252) % (1 << 60) or 1])
        self.scratch = self._scratch(hall)
        self.hall: Hall = as_arrays(hall) if machine.compiled else hall
        machine.seat_all(self.hall, self.rounds, self._array(wanted))
        self.cost = machine.total_cost(self.hall, self.rounds)
        self.least = self.cost
        self.pace = 0.0
        who = [model.person[each] for each in sorted(held)]
        self.held = [r * self.people + p for r in model.rounds for p in who]

    def cycles(self, manner: Manner, clock: Clock) -> Iterator[bool]:
        """Cooling after cooling, each longer than the last; the last one ends with the time.

        Yields after each piece whether it found better seats. Two of three begin lukewarm.
        """
        yield from self.pieces(manner, PROBE, clock)
        steps, turn = FIRST, 0
        while self.least > manner.goal:
            there_is = self._steps_left(clock)
            is_last = 2.5 * steps >= there_is
            now = max(PROBE, there_is) if is_last else steps
            warm = replace(manner, hot=manner.hot / 3) if turn % 3 else manner
            yield from self.pieces(warm, now, clock, is_last=is_last)
            if is_last:
                return
            steps, turn = int(steps * GROWTH), turn + 1

    def pieces(
        self, manner: Manner, steps: int, clock: Clock, *, is_last: bool = False
    ) -> Iterator[bool]:
        """One cooling of so many steps, in pieces; each time whether better seats were found.

        The last one is cold when the time is up, however fast its steps turn out to be.
        """
        left, heat = steps, manner.hot
        while left > 0 and self.least > manner.goal:
            cooling = (manner.cold / heat) ** (1.0 / left)
            limit = int(self.pace * max(0.01, min(PIECE, clock.left)))
            now = min(left, max(LEAST, limit) if self.pace else PROBE)
            self._hold(is_hot=heat > MELTS * self.model.price)
            course = self._course(manner, heat, heat * cooling**now, now)
            is_better = self._anneal(course, clock)
            left, heat = left - now, heat * cooling**now
            yield is_better
            left = min(left, 1) * self._steps_left(clock) if is_last else left

    def _hold(self, *, is_hot: bool) -> None:
        for seat in self.held:
            self.hall.moves[seat] = HELD if is_hot else FREE

    def _steps_left(self, clock: Clock) -> int:
        """How many there is time for, but for a last look at what they come to."""
        return max(0, int(self.pace * (clock.left - LAST_LOOK * clock.seconds)))

    def _anneal(self, course: Course, clock: Clock) -> bool:
        began, dice = clock.spent, self._array(self.dice)
        self.cost, least, done = self.machine.anneal(self.hall, course, dice, self.cost)
        self.pace = done / max(1e-6, clock.spent - began)
        is_better = least < self.least
        if is_better:
            self.least = least
            self.best = array("q", self.scratch["kept"])
        return is_better

    def kept(self) -> list[dict[str, int]]:
        return self.model.seats(self.best)

    def _course(self, manner: Manner, hot: float, cold: float, steps: int) -> Course:
        scratch = self.scratch
        course = Course(
            rounds=scratch["rounds"], groups=scratch["groups"], broad=self.broad,
            group=scratch["group"], few=scratch["few"],
            took=scratch["took"], open=scratch["open"], bad=scratch["bad"], kept=scratch["kept"],
            mark=scratch["mark"], having=scratch["having"],
            first=scratch["first"], hot=float(hot), cold=float(cold), steps=steps, goal=manner.goal,
            guided=manner.guided, ways=manner.ways, single=manner.single,
            chain=manner.chain,
        )  # fmt: skip
        return as_arrays(course) if self.machine.compiled else course

    def _scratch(self, hall: Hall) -> dict[str, "array[int]"]:
        model = self.model
        self.broad = max([len(group) for group in model.groups], default=1)
        groups = [(group + [-1] * self.broad)[: self.broad] for group in model.groups]
        seats = len(self.best)
        having = self._having(hall)
        return {
            "rounds": array("q", model.rounds),
            "groups": array("q", [p for group in groups for p in group] or [-1]),
            "group": self._group_of(),
            "took": zeros(self.broad),
            "open": array("q", [int(cap > 0) for cap in model.caps]),
            "few": array("q", [n <= FEW * self.rounds for n in model.followed()]),
            "bad": zeros(seats + len(hall.least) + 1),
            "kept": array("q", self.best),
            "mark": zeros(1),
            "having": array("q", [p for people in having for p in people] or [-1]),
            "first": array("q", accumulate(map(len, having), initial=0)),
        }

    def _having(self, hall: Hall) -> list[list[int]]:
        """The people who have each value of a trait."""
        having: list[list[int]] = [[] for _ in range(hall.values)]
        for i, value in enumerate(hall.has):
            if value >= 0:
                having[value].append(i // hall.traits)
        return having

    def _group_of(self) -> "array[int]":
        group = zeros(self.people, -1)
        for g, people in enumerate(self.model.groups):
            for p in people:
                group[p] = g
        return group

    def _array(self, values: "array[int]") -> object:
        return as_array(values) if self.machine.compiled else values

    def _width(self, wanted: "array[int]") -> int:
        """The most people any table may come to hold."""
        sizes = zeros(len(self.model.caps))
        for seat, at in enumerate(wanted):
            if at >= 0:
                sizes[seat // self.people * self.tables + at] += 1
        return max(*sizes, *self.model.caps, 1) + 1
