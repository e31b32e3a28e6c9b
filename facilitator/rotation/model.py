"""Rotation plans and what they are made by: rules, wishes, and the search that found them.

Every version of a plan is kept, with what it was made for and its figures.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.model import Identified, Model


class RotationPlan(Identified):
    """`seats`: one entry a round, {participant id: table number}.

    `changes`: what a plan made under way changed, as `Changes` packs it; empty for a whole plan.
    """

    __tablename__ = "rotation_plans"
    __table_args__ = (UniqueConstraint("session_id", "version"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    version: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    reason: Mapped[str]
    seats: Mapped[list[dict[str, Any]]]
    figures: Mapped[dict[str, Any]]
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)


class SeatingRule(Identified):
    """Something every plan keeps to (see `RuleKind`), in some rounds or (none named) in all.

    People and tables are named by id and number, not referred to: who leaves the roster, and what
    is taken out of the hall, takes no rule with it that others are still named in.
    """

    __tablename__ = "seating_rules"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)
    kind: Mapped[str]
    people: Mapped[list[str]] = mapped_column(default=list)
    table_number: Mapped[int | None]
    rounds: Mapped[list[int]] = mapped_column(default=list)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]


class RotationWish(Model):
    """What a session wants of its plan beyond the rules: the goal, and the two dials (0 to 4)."""

    __tablename__ = "rotation_wishes"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), primary_key=True)
    objective: Mapped[str]
    balance: Mapped[int]
    evenness: Mapped[int]
    history: Mapped[bool]


class PlanSearch(Identified):
    """A search for a plan, while it goes on and after. Only one of a session goes on at a time.

    `mark`: what the seats and rules were when it began (see `seating.mark`). `found`: one entry a
    proposal, its figures and its words; `seats`: for each of them, round by round, the table
    numbers of `people` (0: none). `trail`: how the best became better, [{at, …figures}].
    """

    __tablename__ = "plan_searches"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(index=True)
    seconds: Mapped[float]
    after_round: Mapped[int]
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    mark: Mapped[str]
    percent: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    trail: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    found: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    people: Mapped[list[str]] = mapped_column(default=list, deferred=True)
    seats: Mapped[list[Any]] = mapped_column(default=list, deferred=True)
