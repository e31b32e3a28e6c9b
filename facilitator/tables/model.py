"""Tables of a café, and who sits at them in which round."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.model import Identified, Model


class Table(Identified):
    """A place with a number, a focus (a theme, a question, or all of them) and two who stay."""

    __tablename__ = "tables"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)
    number: Mapped[int]
    name: Mapped[str | None]
    place: Mapped[str | None]
    theme_id: Mapped[UUID | None] = mapped_column(ForeignKey("themes.id"))
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"))
    seats: Mapped[int] = mapped_column(default=8)
    language: Mapped[str | None]
    host_id: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    rapporteur_id: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))

    @property
    def keepers(self) -> set[UUID]:
        """Those who stay when everybody else moves."""
        return {each for each in (self.host_id, self.rapporteur_id) if each}


class Seat(Identified):
    """participant × round × table. `arrived_at`: they tapped "I'm here"."""

    __tablename__ = "seats"
    __table_args__ = (
        UniqueConstraint("session_id", "round_number", "participant_id"),
        Index("ix_seats_table_round", "table_id", "round_number"),
    )

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    round_number: Mapped[int]
    table_id: Mapped[UUID] = mapped_column(ForeignKey("tables.id"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), index=True)
    arrived_at: Mapped[datetime | None]


class Presence(Model):
    """How many screens a worker has open at each table: {table id: count}. A hint, no right."""

    __tablename__ = "presence"

    worker: Mapped[str] = mapped_column(primary_key=True)
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    counts: Mapped[dict[str, Any]]
    counted_at: Mapped[datetime]
