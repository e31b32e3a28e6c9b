"""Who people are in a dialogue, and what each role may do."""

from enum import StrEnum


class Role(StrEnum):
    ORGANISER = "organiser"
    CO_FACILITATOR = "co_facilitator"
    RAPPORTEUR = "rapporteur"
    TABLE_HOST = "table_host"
    TABLE_RAPPORTEUR = "table_rapporteur"
    PARTICIPANT = "participant"
    OBSERVER = "observer"
    REVIEWER = "reviewer"


class Constituency(StrEnum):
    PARTY = "party"
    NPS = "nps"


class Screen(StrEnum):
    """The doors of the house: each has a pass of its own, so one browser can hold several."""

    PHONE = "phone"
    TABLE = "table"
    STAFF = "staff"
    WALL = "wall"
    REVIEW = "review"


class Right(StrEnum):
    """What a door may ask for. Table and own-note scope is checked where the row is held."""

    PREPARE = "prepare"
    RUN = "run"
    SEE_DESK = "see_desk"
    WRITE_REPORT = "write_report"
    KEEP_TABLE = "keep_table"
    TAKE_PART = "take_part"
    REVIEW = "review"


CHAIRS = frozenset({Role.ORGANISER, Role.CO_FACILITATOR})
KEEPERS = frozenset({Role.TABLE_HOST, Role.TABLE_RAPPORTEUR})

MAY: dict[Right, frozenset[Role]] = {
    Right.PREPARE: CHAIRS,
    Right.RUN: CHAIRS,
    Right.SEE_DESK: CHAIRS | {Role.RAPPORTEUR},
    Right.WRITE_REPORT: CHAIRS | {Role.RAPPORTEUR},
    Right.KEEP_TABLE: KEEPERS,
    Right.TAKE_PART: frozenset(Role) - {Role.OBSERVER, Role.REVIEWER},
    Right.REVIEW: frozenset({Role.REVIEWER}),
}


def may(role: Role, right: Right) -> bool:
    """The one policy of the house: may somebody of this role do this at all?"""
    return role in MAY[right]


def first_screen(role: Role) -> str:
    """Where a personal link leads."""
    if role in CHAIRS:
        return "console"
    own = {Role.RAPPORTEUR: "desk", Role.REVIEWER: "review"}
    if role in own:
        return own[role]
    return "table" if role in KEEPERS else "phone"


def screen_pass(screen: str) -> Screen:
    """Which pass opens a screen: console, desk and set-up share one."""
    return Screen(screen) if screen in set(Screen) else Screen.STAFF
