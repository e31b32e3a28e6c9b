"""What a chair says has happened, as it is kept with a search, and what the planner hears."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from facilitator.rotation.change import Change
from facilitator.rotation.kinds import RuleKind
from facilitator.rotation.rules import Seats, Sitting, TableOffer
from facilitator.rounds.seating.hall import Hall


@dataclass(frozen=True)
class Asked:
    """All about rounds to come. People by id, tables by number.

    `leaving`: person → last round they are here for. `closed`: table → rounds. `twins`: tables
    that get one. `pinned`: person → (table, rounds). `reopened`: tables that no rule closes any
    more.
    """

    absent: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    leaving: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    twins: tuple[int, ...] = ()
    pinned: Mapping[str, tuple[int, tuple[int, ...]]] = field(default_factory=dict)
    reopened: tuple[int, ...] = ()

    def packed(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Self:
        """From JSON, which knows neither tuples nor numbers as keys."""
        return cls(
            absent=tuple(packed.get("absent", ())),
            late=tuple(packed.get("late", ())),
            leaving=dict(packed.get("leaving", {})),
            closed={int(at): tuple(rounds) for at, rounds in packed.get("closed", {}).items()},
            twins=tuple(packed.get("twins", ())),
            pinned={
                who: (at, tuple(rounds)) for who, (at, rounds) in packed.get("pinned", {}).items()
            },
            reopened=tuple(packed.get("reopened", ())),
        )


def heard(hall: Hall, seats: Seats, asked: Asked) -> tuple[Sitting, Change]:
    """The café as it was told, and what has changed.

    Who has no seat yet is no part of it, unless named as late; no rule keeps those away any more.
    """
    rules = [each for each in hall.rules if _is_of_others(each) or not is_lifted(each, asked)]
    kept = replace(hall, rules=rules)
    known = {str(each.id): each for each in hall.people}
    seated = {who for seated in seats for who in seated}
    sitting = kept.sitting_of([each for who, each in known.items() if who in seated])
    here = tuple(
        replace(each, attends=None) if each.id in asked.late else each for each in sitting.people
    )
    late = tuple(
        replace(kept.need(known[who]), attends=None)
        for who in asked.late
        if who in known.keys() - seated
    )
    return replace(sitting, people=here), Change(
        after_round=hall.begun,
        absent=frozenset(asked.absent),
        late=late,
        leaving=asked.leaving,
        closed={at: frozenset(rounds) for at, rounds in asked.closed.items()},
        opened=tuple(twins(hall, sitting, asked)),
        pins=_pins(hall, asked),
    )


def _is_of_others(rule: Any) -> bool:
    """It may keep others away than those who have come after all."""
    return bool(rule.kind == RuleKind.AWAY)


def is_lifted(rule: Any, asked: Asked) -> bool:
    """A rule that does not hold any more after what was asked."""
    if rule.kind == RuleKind.CLOSED:
        return rule.table_number in asked.reopened
    return rule.kind == RuleKind.AWAY and bool(set(rule.people) & set(asked.late))


def twins(hall: Hall, sitting: Sitting, asked: Asked) -> list[TableOffer]:
    """The tables that will be opened, numbered after the last one in the order asked."""
    last = max((table.number for table in hall.tables), default=0)
    offers = {table.number: table for table in sitting.tables}
    wanted = [offers[number] for number in asked.twins if number in offers]
    return [
        TableOffer(last + place, each.seats, each.theme, each.language)
        for place, each in enumerate(wanted, 1)
    ]


def _pins(hall: Hall, asked: Asked) -> Seats:
    pins: list[dict[str, int]] = [{} for _ in hall.rounds]
    for who, (at, rounds) in asked.pinned.items():
        for number in rounds:
            pins[number - 1][who] = at
    return tuple(pins) if any(pins) else ()
