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

    def passed(self, asker: Asker) -> int:
        return asker.passed + len(self.gone) - bisect_right(self.gone, asker.turn)

    def key(self, asker: Asker) -> Key:
        points = asker.kind is Asking.ORDER
        overdue = not points and self.passed(asker) >= self.order.patience
        if overdue:
            return (1, 0, *[0] * (2 + len(self.order.rules)), asker.turn)
        fair = [RULES[rule](asker.who, self.heard) for rule in self.order.rules]
        return (int(not points), 1, WEIGHT[asker.kind], int(asker.absent), *fair, asker.turn)

    def heads(self) -> dict[Hashable, Key]:
        return {row: self.key(waiting[0]) for row, waiting in self.rows.items() if waiting}

    def take(self, asker: Asker) -> None:
        if asker.kind is not Asking.ORDER:
            insort(self.gone, asker.turn)
        self.heard.hear(asker.who, asker.kind, asker.limit)


@dataclass(frozen=True)
class Line:
    """Everybody who waits, the next one first."""

    standings: tuple[Standing, ...]
    rows: Mapping[UUID, Hashable]
    reasons: tuple[Mapping[Hashable, str], ...]  # why each was called, against each row left

    def of(self, request: UUID) -> Standing | None:
        return next((each for each in self.standings if each.asker.id == request), None)

    def why(self, standing: Standing) -> Counter[str]:
        """How many are before them for which reason: {reason: people}, `place` - 1 in all."""
        asker, before = standing.asker, self.standings[: standing.place - 1]
        if asker.by_hand:
            return Counter({str(Because.BY_HAND): len(before)} if before else {})
        row = self.rows[asker.id]
        return Counter(
            str(Because.EARLIER)
            if other.asker.turn < asker.turn and not other.asker.by_hand
            else why.get(row, str(Because.BY_HAND))
            for other, why in zip(before, self.reasons, strict=False)
        )


def line(askers: Iterable[Asker], order: Order, heard: Heard) -> Line:
    """The line of those who wait."""
    waiting = sorted(askers, key=lambda each: each.turn)
    rows = _rows(waiting, heard)
    choice = Choice(order, heard.copy())
    held = sorted((a for a in waiting if a.by_hand), key=lambda a: (a.by_hand or 0, a.turn))
    for asker in waiting:
        if not asker.by_hand:
            choice.rows.setdefault(rows[asker.id], []).append(asker)
    standings, reasons, wait = [], [], 0
    for place in range(1, len(waiting) + 1):
        heads = choice.heads()
        if held and ((held[0].by_hand or 0) <= place or not heads):
            asker, why = held.pop(0), dict.fromkeys(heads, str(Because.BY_HAND))
        else:
            row = min(heads, key=lambda each: heads[each])
            why = {each: _because(heads[row], key, order) for each, key in heads.items()}
            asker = choice.rows[row].pop(0)
        choice.take(asker)
        standings.append(Standing(asker, place, wait))
        reasons.append(why)
        wait += asker.limit
    return Line(tuple(standings), rows, tuple(reasons))


def _rows(waiting: Sequence[Asker], heard: Heard) -> dict[UUID, Hashable]:
    """Strangers who are alike share a row; whoever spoke, or asks twice, has one of their own."""
    asking = Counter(each.who.person for each in waiting)

    def row(asker: Asker) -> Hashable:
        who = asker.who
        known = heard.seconds[who.person] or heard.times[who.person] or asking[who.person] > 1
        traits = (who.constituency, who.region, who.gender, who.developing)
        return (asker.kind, asker.absent, who.person if known else None, *traits)

    return {each.id: row(each) for each in waiting}


def _because(first: Key, other: Key, order: Order) -> str:
    """The first thing in which two keys differ."""
    differing = (name for name, a, b in zip(order.names, first, other, strict=True) if a != b)
    return str(next(differing, Because.EARLIER))
