"""What a dialogue is made of: its kinds, variants and the questions a table has before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a session is."""

    WORLD_CAFE = "world_cafe"
    ROUNDTABLE = "roundtable"
    PLENARY = "plenary"


FLOORED = frozenset({Kind.ROUNDTABLE, Kind.PLENARY})  # they have a speakers' list


class Variant(StrEnum):
    """How a World Café moves people (DOMAIN: variants A to D)."""

    SAME_QUESTION = "same_question"
    THEME_PER_TABLE = "theme_per_table"
    RETURN_HOME = "return_home"
    FREE_CIRCULATION = "free_circulation"


class Attribution(StrEnum):
    """What may be shown of who said something."""

    ATTRIBUTED = "attributed"
    BY_CATEGORY = "by_category"
    NON_ATTRIBUTION = "non_attribution"


class Denominator(StrEnum):
    """Of whom a share is taken."""

    ALL_PARTIES = "all_parties"
    PRESENT = "present"
    CONTRIBUTED = "contributed"


class WallView(StrEnum):
    """What the projector shows."""

    JOIN = "join"
    WELCOME = "welcome"
    MAP = "map"
    COUNTDOWN = "countdown"
    QUESTION = "question"
    HARVEST = "harvest"
    FLOOR = "floor"


@dataclass(frozen=True)
class Asked:
    """A guiding question as a session asks it: in some rounds, or (none named) in every round."""

    id: UUID
    theme_id: UUID
    rounds: tuple[int, ...] = ()


def at_table(
    asked: Iterable[Asked], round_number: int, theme: UUID | None, question: UUID | None
) -> list[Asked]:
    """The questions before a table in a round: its own, else its theme's, else all."""
    now = [each for each in asked if not each.rounds or round_number in each.rounds]
    if question is not None:
        return [each for each in now if each.id == question]
    if theme is not None:
        return [each for each in now if each.theme_id == theme]
    return now


def minutes_per_question(minutes: float, questions: int) -> float | None:
    """How long a table has for each question of a round; None where there is no question."""
    return minutes / questions if questions else None


def too_many(minutes: float, questions: Sequence[Asked], floor: float) -> bool:
    """R10: are there more questions than can be discussed properly?"""
    share = minutes_per_question(minutes, len(questions))
    return share is not None and share < floor


def appointing(before: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """{roster id: role}: a post at a table ("table_host:3") has one holder, the one named last."""
    posts = {role for role in named.values() if ":" in role}
    return {key: role for key, role in before.items() if role not in posts} | dict(named)
