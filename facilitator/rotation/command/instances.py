"""Rotation instances as JSON: people and tables by position, counted from 0."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.dialogues.rules import Variant
from facilitator.rotation.command.refusal import RefusedError, within_reason
from facilitator.rotation.rules import ANYBODY, PersonNeed, Sitting, TableOffer, Wishes


def sitting_of(instance: Mapping[str, Any], wishes: Wishes) -> Sitting:
    """The café an instance describes. Raises `RefusedError` where it makes no sense."""
    try:
        return _sitting(instance, wishes)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as wrong:
        raise RefusedError(f"the instance cannot be read: {_what(wrong)}.") from None


def _what(wrong: Exception) -> str:
    if isinstance(wrong, KeyError):
        return f"{wrong} is missing"
    return str(wrong) if isinstance(wrong, ValueError) else "something is no list, or no mapping"


def _sitting(instance: Mapping[str, Any], wishes: Wishes) -> Sitting:
    people, tables = _whole(instance, "people"), _whole(instance, "tables")
    within_reason(people, tables, _whole(instance, "rounds"))
    hard = instance.get("hard") or {}
    hosts = _hosts(hard, people, tables)
    listens, held = _languages(instance, hard, people, tables)
    traits = _traits(instance, people)
    seats = _sizes(instance, "capacities", tables, -(-people // max(1, tables)))
    least = _sizes(instance, "min_sizes", tables, 0)
    return Sitting(
        people=tuple(
            PersonNeed(str(n), listens[n], hosts.get(n), traits[n]) for n in range(people)
        ),
        tables=tuple(TableOffer(n, seats[n], None, held[n], least=least[n]) for n in range(tables)),
        rounds=_whole(instance, "rounds"),
        variant=Variant.THEME_PER_TABLE if hard else Variant.SAME_QUESTION,
        together=tuple(tuple(map(str, group)) for group in hard.get("together", ())),
        apart=tuple(_pair(each) for each in hard.get("apart", ())),
        wishes=wishes,
    )


def _whole(instance: Mapping[str, Any], name: str) -> int:
    return _number(name, instance[name])


def _number(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} must be a whole number, not {value!r}")
    return value


def _sizes(instance: Mapping[str, Any], name: str, tables: int, usual: int) -> list[int]:
    """A number for each table."""
    values = instance.get(name) or [usual] * tables
    _as_many(name, values, tables, "tables")
    return [_number(f"each of {name}", value) for value in values]


def _as_many(name: str, values: Sequence[object], wanted: int, what: str) -> None:
    if len(values) != wanted:
        raise ValueError(f"{name} has {len(values)} values for {wanted} {what}")


def _pair(pair: Sequence[object]) -> tuple[str, str]:
    if len(pair) != 2:
        raise ValueError(f"each of apart must be two people, not {pair!r}")
    one, other = sorted(map(str, pair))
    if one == other:
        raise ValueError(f"{one} cannot be kept apart from {other}")
    return one, other


def _hosts(hard: Mapping[str, Any], people: int, tables: int) -> dict[int, int]:
    """Person → table: a mapping, or (a sentence) person i at table i."""
    hosts = hard.get("hosts")
    if isinstance(hosts, Mapping):
        return {
            _host(who, people): _number(f"the table of host {who}", at) for who, at in hosts.items()
        }
    return {n: n for n in range(min(people, tables))} if hosts else {}


def _host(who: str, people: int) -> int:
    if not who.isdecimal() or int(who) >= people:
        raise ValueError(f"host {who} is not one of {people} people")
    return int(who)


def _languages(
    instance: Mapping[str, Any], hard: Mapping[str, Any], people: int, tables: int
) -> tuple[list[frozenset[str]], list[str | None]]:
    """What each person follows and each table is held in, by whatever name ends in so many."""
    given = instance.get("languages") or hard.get("languages") or {}
    lists = given.items() if isinstance(given, Mapping) else ()
    named = {name: each for name, each in lists if isinstance(each, list)}
    held = [each for n, each in named.items() if "table" in n and len(each) == tables]
    spoken = [each for n, each in named.items() if "table" not in n and len(each) == people]
    if bool(held) != bool(spoken) or (named and not held):
        raise ValueError(f"languages needs a list for {people} people and one for {tables} tables")
    listens = [_spoken(each) for each in spoken[-1]] if spoken else [ANYBODY] * people
    return listens, list(held[-1]) if held else [None] * tables


def _spoken(value: Any) -> frozenset[str]:
    words = value.replace("+", ",").split(",") if isinstance(value, str) else value
    return frozenset(str(word).strip() for word in words or ())


def _traits(instance: Mapping[str, Any], people: int) -> list[dict[str, str]]:
    """One value a person: a list, or a string with one character each."""
    columns = {
        name: values
        for name, values in (instance.get("attributes") or {}).items()
        if isinstance(values, Sequence)
    }
    for name, values in columns.items():
        _as_many(name, values, people, "people")
    return [{name: str(values[n]) for name, values in columns.items()} for n in range(people)]
