"""A round and the record of its moves."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.model import Identified
from facilitator.rounds.rules import Clock, Phase


class Round(Identified):
    """One timed period of a café. `version` rises with every move: commands say which they saw."""

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    number: Mapped[int]
    seconds: Mapped[int]
    warn_seconds: Mapped[list[int]]
    grace_seconds: Mapped[int]
    phase: Mapped[str] = mapped_column(default=Phase.PLANNED, index=True)
    version: Mapped[int] = mapped_column(default=0)
    ends_at: Mapped[datetime | None]
    remaining_ms: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    rung_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    @property
    def clock(self) -> Clock:
        paused = None if self.remaining_ms is None else timedelta(milliseconds=self.remaining_ms)
        return Clock(self.ends_at, paused)

    @property
    def minutes(self) -> float:
        return self.seconds / 60

    @property
    def warn_minutes(self) -> list[float]:
        return [each / 60 for each in self.warn_seconds]

    @property
    def remaining_seconds(self) -> int | None:
        """Of a paused round; None while its clock runs."""
        return None if self.remaining_ms is None else self.remaining_ms // 1000


class RoundMove(Identified):
    """Who moved a round, when, and from where to where."""

    __tablename__ = "round_moves"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    version: Mapped[int]
    move: Mapped[str]
    seconds: Mapped[int | None]
    was: Mapped[str]
    became: Mapped[str]
    by: Mapped[UUID | None]  # None: the bell
    at: Mapped[datetime]
