"""The line: in which order people are called, and why each stands where they stand.

The next is chosen again and again, as if everybody before had spoken their full time. The order
of choice: points of order; whoever was passed over `patience` times; questions, then replies, then
interventions; who was absent when called, last of their kind; the rules of fairness; inscription.
A chair's hand outweighs all of it: whom it put at a place is called at that place.

So nobody starves: somebody who was passed over `patience` times by people inscribed later is passed
over by none of them again, but for points of order and for the hand.
"""

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from facilitator.floor.rules.fairness import RULES
from facilitator.floor.rules.heard import Asker, Heard
from facilitator.floor.rules.kinds import WEIGHT, Asking

Key = tuple[int, ...]


class Because(StrEnum):
    """Why somebody is called before another, besides the rules of fairness (by their names)."""

    EARLIER = "asked_earlier"
    WEIGHT = "weightier_kind"
    PATIENCE = "waited_long"
    ABSENT = "was_absent"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class Standing:
    """A place in the line. `wait`: seconds until their turn, if all before use their time."""

    asker: Asker
    place: int
    wait: int


@dataclass(frozen=True)
class Order:
    """How the line is formed: rules of fairness by name, and how often one may be passed over."""

    rules: tuple[str, ...] = ()
    patience: int = 20

    @property
    def names(self) -> tuple[str, ...]:
        """What each part of a key stands for."""
        fixed = (Because.WEIGHT, Because.PATIENCE, Because.WEIGHT, Because.ABSENT)
        return (*fixed, *self.rules, Because.EARLIER)


@dataclass
class Choice:
    """Who is still to be chosen. Those alike in all that rules see wait in one row, first come
    first served: only the first of each row need be compared."""

    order: Order
    heard: Heard
    rows: dict[Hashable, list[Asker]] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)  # turns of those called, points of order aside

    def __post_init__(self) -> None:
        self.rules = [RULES[rule] for rule in self.order.rules]

    def passed(self, asker: Asker) -> int:
        return asker.passed + len(self.gone) - bisect_right(self.gone, asker.turn)

    def key(self, asker: Asker) -> Key:
        points = asker.kind is Asking.ORDER
        if not points and self.passed(asker) >= self.order.patience:
            return (1, 0, *[0] * (2 + len(self.rules)), asker.turn)
        fair = [rule(asker.who, self.heard) for rule in self.rules]
        return (int(not points), 1, WEIGHT[asker.kind], int(asker.absent), *fair, asker.turn)

    def heads(self) -> dict[Hashable, Key]:
        return {row: self.key(waiting[0]) for row, waiting in self.rows.items()}

    def call(self, row: Hashable) -> Asker:
        """The first of a row, who waits no more."""
        first = self.rows[row].pop(0)
        if not self.rows[row]:
            del self.rows[row]
        return first

    def take(self, asker: Asker) -> None:
        if asker.kind is not Asking.ORDER:
            insort(self.gone, asker.turn)
        self.heard.hear(asker.who, asker.kind, asker.limit)


@dataclass(frozen=True)
class Called:
    """Why one was called before the others: its key beside those of the first of each row.

    `key` None: by a chair's hand. `turn`: its inscription.
    """

    key: Key | None
    turn: int
    left: Mapping[Hashable, Key]

    def because(self, row: Hashable, names: Sequence[str]) -> str:
        """The first thing in which its key and the row's differ."""
        if self.key is None:
            return str(Because.BY_HAND)
        keys = zip(names, self.key, self.left[row], strict=True)
        differing = (name for name, a, b in keys if a != b)
        return str(next(differing, Because.EARLIER))


@dataclass(frozen=True)
class Line:
    """Everybody who waits, the next one first."""

    order: Order
    standings: tuple[Standing, ...]
    rows: Mapping[UUID, Hashable]
    calls: tuple[Called, ...]  # of each place

    @cached_property
    def _places(self) -> dict[UUID, Standing]:
        return {each.asker.id: each for each in self.standings}

    def of(self, request: UUID) -> Standing | None:
        return self._places.get(request)

    def why(self, standing: Standing) -> Counter[str]:
        """How many are before them for which reason: {reason: people}, `place` - 1 in all."""
        asker, before = standing.asker, self.calls[: standing.place - 1]
        if asker.by_hand:
            return Counter({str(Because.BY_HAND): len(before)} if before else {})
        later = [each for each in before if each.key is None or each.turn > asker.turn]
        row, names = self.rows[asker.id], self.order.names
        found = Counter(each.because(row, names) for each in later)
        found[str(Because.EARLIER)] += len(before) - len(later)
        return +found


def line(askers: Iterable[Asker], order: Order, heard: Heard) -> Line:
    """The line of those who wait."""
    waiting = sorted(askers, key=lambda each: each.turn)
    rows = _rows(waiting, heard)
    choice = Choice(order, heard.copy())
    held = sorted((a for a in waiting if a.by_hand), key=lambda a: (a.by_hand or 0, a.turn))
    for asker in waiting:
        if not asker.by_hand:
            choice.rows.setdefault(rows[asker.id], []).append(asker)
    standings, calls, wait = [], [], 0
    for place in range(1, len(waiting) + 1):
        heads = choice.heads()
        if held and ((held[0].by_hand or 0) <= place or not heads):
            asker, key = held.pop(0), None
        else:
            row = min(heads, key=heads.__getitem__)
            asker, key = choice.call(row), heads[row]
        choice.take(asker)
        standings.append(Standing(asker, place, wait))
        calls.append(Called(key, asker.turn, heads))
        wait += asker.limit
    return Line(order, tuple(standings), rows, tuple(calls))


def _rows(waiting: Sequence[Asker], heard: Heard) -> dict[UUID, Hashable]:
    """Strangers who are alike share a row; whoever spoke, or asks twice, has one of their own."""
    asking = Counter(each.who.person for each in waiting)

    def row(asker: Asker) -> Hashable:
        who = asker.who
        known = heard.seconds[who.person] or heard.times[who.person] or asking[who.person] > 1
        traits = (who.constituency, who.region, who.gender, who.developing)
        return (asker.kind, asker.absent, who.person if known else None, *traits)

    return {each.id: row(each) for each in waiting}
