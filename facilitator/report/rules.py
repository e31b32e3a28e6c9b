"""The way of a report from draft to final, and who may take which step."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from uuid import UUID


class State(StrEnum):
    """TABLES: the tables and the reviewers read it. A final report is never changed again."""

    DRAFT = "draft"
    TABLES = "tables"
    APPROVAL = "approval"
    FINAL = "final"


class Move(StrEnum):
    SHOW = "show"
    ASK = "ask"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    REOPEN = "reopen"


class Handled(StrEnum):
    """What became of a comment."""

    OPEN = ""
    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"


LEADS_TO: Final = {
    (State.DRAFT, Move.SHOW): State.TABLES,
    (State.TABLES, Move.ASK): State.APPROVAL,
    (State.TABLES, Move.TAKE_BACK): State.DRAFT,
    (State.APPROVAL, Move.TAKE_BACK): State.DRAFT,
    (State.APPROVAL, Move.APPROVE): State.APPROVAL,  # the last that was needed: FINAL
    (State.FINAL, Move.REOPEN): State.FINAL,  # the new version is the draft
}
NEEDED: Final = 2  # people who approve


def approvers(co_facilitators: Iterable[UUID], organisers: Iterable[UUID]) -> frozenset[UUID]:
    """Who may approve: the co-facilitators; where there are fewer than two, organisers too."""
    chairing = frozenset(co_facilitators)
    return chairing if len(chairing) >= NEEDED else chairing | frozenset(organisers)
