"""The form of a session, read as the programme file would have it."""

from collections.abc import Mapping
from dataclasses import replace

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.programme import FloorSpec, RoundsSpec, SessionSpec
from facilitator.dialogues.programme.specs import FLOOR_RULES
from facilitator.dialogues.rules import FLOORED, Kind, Variant
from facilitator.people.parties import GROUPS
from facilitator.screens.setup.typed import Typed

TITLE, MINUTES, SHORTEST, QUOTA = 200, 600, 0.05, 0.5


def session_spec(
    typed: Typed, dialogue: Dialogue, session: DialogueSession, named: tuple[list[str], list[str]]
) -> SessionSpec:
    """`named`: the themes and the earlier sessions it may name. Raises Invalid."""
    kind = Kind(session.kind)
    is_cafe = kind is Kind.WORLD_CAFE
    themes, earlier = named
    spec = SessionSpec(
        key=session.key,
        kind=kind,
        title=typed.said("title", dialogue.languages, TITLE, required=True, before=session.title),
        variant=typed.choice("variant", Variant, Variant(session.variant)),
        minutes=session.minutes if is_cafe else typed.whole_if_any("minutes", 1, MINUTES),
        rounds=_rounds(typed) if is_cafe else None,
        themes=(
            typed.some_of("themes", themes)
            if kind is Kind.ROUNDTABLE
            else tuple(session.theme_keys)
        ),
        from_session=(
            session.from_session_key if is_cafe else typed.one_of("from_session", earlier)
        ),
        floor=_floor(typed, session) if kind in FLOORED else None,
    )
    typed.complete()
    return spec


def _rounds(typed: Typed) -> RoundsSpec:
    minutes = typed.minutes("round_minutes", SHORTEST, MINUTES)
    return RoundsSpec(
        count=typed.whole("count", 1, 12),
        minutes=minutes,
        warn_minutes=typed.minutes_list("warn_minutes", minutes),
        grace_minutes=typed.minutes("grace_minutes", 0, 60),
    )


def _floor(typed: Typed, session: DialogueSession) -> FloorSpec:
    """What the form says; what is left empty stays as the chairs or the file set it."""
    kept = session.floor_spec
    bounds = {
        "reply_seconds": (10, 3600),
        "second_language_percent": (0, 200),
        "consecutive_percent": (0, 200),
        "words_per_minute": (40, 300),
        "patience": (1, 999),
    }
    said = {name: typed.whole_if_any(name, *least_most) for name, least_most in bounds.items()}
    return replace(
        kept,
        limit_seconds=typed.whole("limit_seconds", 10, 3600),
        prepared_limit_seconds=typed.whole("prepared_limit_seconds", 10, 3600),
        prepared_cap=typed.whole_if_any("prepared_cap", 0, 999),
        list_cap=typed.whole_if_any("list_cap", 0, 999),
        rules=typed.some_of("rules", FLOOR_RULES),
        quotas=_quotas(typed, kept.quotas),
        **{name: value for name, value in said.items() if value is not None},
    )


def quota_names(kept: Mapping[str, float]) -> tuple[str, ...]:
    """Whose time may be counted: constituencies, groups, and whoever has a quota already."""
    return tuple(dict.fromkeys(("party", "nps", *GROUPS, *kept)))


def _quotas(typed: Typed, kept: Mapping[str, float]) -> dict[str, float]:
    """Minutes by name; whom the form does not ask about keep theirs."""
    found = {
        name: typed.minutes_if_any(f"quota_{name}", QUOTA, MINUTES)
        if f"quota_{name}" in typed.form
        else kept.get(name)
        for name in quota_names(kept)
    }
    return {name: minutes for name, minutes in found.items() if minutes is not None}
