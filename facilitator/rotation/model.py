"""Rotation plans: every version is kept, with what it was made for and its figures."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.model import Identified


class RotationPlan(Identified):
    """`seats`: one entry a round, {participant id: table number}."""

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
