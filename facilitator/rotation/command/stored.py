"""A sitting as JSON and back, so that a plan can be changed later."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from facilitator.dialogues.rules import Variant
from facilitator.rotation.command.refusal import RefusedError
from facilitator.rotation.rules import (
    Objective,
    PersonNeed,
    Seats,
    Sitting,
    TableOffer,
    Wishes,
)


def stored(sitting: Sitting) -> dict[str, Any]:
    """Plain values; what is as usual is left out."""
    usual = asdict(PersonNeed("")), asdict(TableOffer(-1, -1))
    return {
        "people": [_without(asdict(person), usual[0]) for person in sitting.people],
        "tables": [_without(asdict(table), usual[1]) for table in sitting.tables],
        "rounds": sitting.rounds,
        "variant": sitting.variant.value,
        "together": [list(group) for group in sitting.together],
        "apart": [list(pair) for pair in sitting.apart],
        "met": [[*pair, times] for pair, times in sitting.met.items()],
        "wishes": asdict(sitting.wishes),
    }


def _without(values: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if value != usual[name]}
    return {n: sorted(v) if isinstance(v, frozenset) else v for n, v in kept.items()}


def restored(document: Mapping[str, Any]) -> tuple[Sitting, Seats]:
    """The sitting and the seats of a plan's JSON. Raises `RefusedError`."""
    try:
        sitting = _sitting(document["sitting"])
        tables = [table.number for table in sitting.tables]
        seats = tuple(
            {str(who): at for at, group in zip(tables, groups, strict=True) for who in group}
            for groups in document["seats"]
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RefusedError("this is not a plan as `facilitator plan --json` prints it.") from None
    if len(seats) != sitting.rounds:
        raise RefusedError(f"the plan has {len(seats)} rounds of {sitting.rounds}.")
    return sitting, seats


def _sitting(values: Mapping[str, Any]) -> Sitting:
    wishes = values["wishes"]
    return Sitting(
        people=tuple(_person(each) for each in values["people"]),
        tables=tuple(_table(each) for each in values["tables"]),
        rounds=int(values["rounds"]),
        variant=Variant(values["variant"]),
        together=tuple(tuple(map(str, group)) for group in values["together"]),
        apart=tuple((str(a), str(b)) for a, b in values["apart"]),
        met={(str(a), str(b)): int(times) for a, b, times in values["met"]},
        wishes=Wishes(
            Objective(wishes["objective"]), float(wishes["balance"]), float(wishes["evenness"])
        ),
    )


def _person(values: Mapping[str, Any]) -> PersonNeed:
    attends = values.get("attends")
    return PersonNeed(
        str(values["id"]),
        frozenset(values.get("speaks", ())),
        values.get("stays_at"),
        dict(values.get("traits", {})),
        None if attends is None else frozenset(attends),
    )


def _table(values: Mapping[str, Any]) -> TableOffer:
    return TableOffer(
        int(values["number"]),
        int(values["seats"]),
        values.get("theme"),
        values.get("language"),
        frozenset(values.get("closed", ())),
        int(values.get("least", 0)),
    )
