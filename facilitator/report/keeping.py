"""Values of a report as JSON keeps them, and back."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from facilitator.harvest.following import FollowUp
from facilitator.report.document import Backed, Side, SourcePoint


def fields_of(value: Any) -> dict[str, Any]:
    """{field: value} of a dataclass and of those in it."""
    return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}


def made_of(kind: Any, told: Mapping[str, Any], **made: Any) -> Any:
    """A dataclass of this kind from what JSON tells of it; lists become tuples."""
    given = {each.name: told[each.name] for each in fields(kind) if each.name in told}
    frozen = {name: tuple(it) if isinstance(it, list) else it for name, it in given.items()}
    return kind(**(frozen | made))


def point_of(told: Mapping[str, Any]) -> SourcePoint:
    made: SourcePoint = made_of(
        SourcePoint,
        told,
        sides=tuple(map(_side, told["sides"])),
        follow_up=FollowUp.of(told.get("follow_up")),
    )
    return made


def nameless(point: SourcePoint) -> SourcePoint:
    """The point without the names of those behind it."""
    sides = (
        replace(side, support=tuple(replace(each, names=()) for each in side.support))
        for side in point.sides
    )
    return replace(point, sides=tuple(sides))


def _side(told: Mapping[str, Any]) -> Side:
    support = tuple(made_of(Backed, each) for each in told["support"])
    made: Side = made_of(Side, told, support=support)
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return fields_of(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
