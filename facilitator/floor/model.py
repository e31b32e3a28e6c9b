"""A session's floor, who asked for it, the speeches held, and the log of what chairs did."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.floor.rules.clock import SpeechClock
from facilitator.floor.rules.kinds import Aid, Capacity, State
from facilitator.kit.model import Identified, Model


def within_a_work(target: str) -> ForeignKey:
    """A reference that must hold when the work is done, whichever row is written first."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


class FloorRequest(Identified):
    """Somebody's wish to speak. Without `participant_id` a chair wrote the name down.

    `turn` is its inscription, unique in a session; whoever was absent when called gets a new one.
    `key` is made on the asker's device: sending twice asks once. `on_behalf`: a Party or a group.
    `by_hand`: the place in the line where a chair put it.
    """

    __tablename__ = "floor_requests"
    __table_args__ = (
        UniqueConstraint("session_id", "participant_id", "key"),
        UniqueConstraint("session_id", "turn"),
        Index("ix_floor_requests_open", "session_id", "state"),
    )

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"), index=True)
    key: Mapped[str]
    name: Mapped[str | None]
    constituency: Mapped[str | None]
    party: Mapped[str | None]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default=State.WAITING)
    turn: Mapped[int]
    prepared: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[str] = mapped_column(default=Capacity.SELF)
    on_behalf: Mapped[str | None]
    language: Mapped[str | None]
    aid: Mapped[str] = mapped_column(default=Aid.NONE)
    passed: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    by_hand: Mapped[int | None]
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # when it was heard or withdrawn


class Speech(Identified):
    """One turn on the floor: an entry of the speech log. `number` counts them in a session."""

    __tablename__ = "speeches"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    request_id: Mapped[UUID] = mapped_column(ForeignKey("floor_requests.id"), unique=True)
    number: Mapped[int]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    limit_ms: Mapped[int]
    spoken_ms: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime | None]  # when the clock last started; None while it stands
    summary: Mapped[str | None]

    @property
    def clock(self) -> SpeechClock:
        limit, spoken = (
            timedelta(milliseconds=self.limit_ms),
            timedelta(milliseconds=self.spoken_ms),
        )
        return SpeechClock(limit, spoken, self.since)

    @clock.setter
    def clock(self, clock: SpeechClock) -> None:
        self.limit_ms = round(clock.limit.total_seconds() * 1000)
        self.spoken_ms = round(clock.spoken.total_seconds() * 1000)
        self.since = clock.since


class Floor(Model):
    """The floor of a session. `version` rises with everything a chair does.

    `called_id`: who was called and has not begun; `speech_id`: who speaks, or was paused;
    `interrupted_id`: whose speech goes on after a question; `topic`: the point under discussion, by
    the note that spoke for it when a chair turned to it.
    """

    __tablename__ = "floors"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), primary_key=True)
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    version: Mapped[int] = mapped_column(default=0)
    inscribed: Mapped[int] = mapped_column(default=0)
    is_open: Mapped[bool] = mapped_column(default=True)
    called_id: Mapped[UUID | None] = mapped_column(within_a_work("floor_requests.id"))
    speech_id: Mapped[UUID | None] = mapped_column(within_a_work("speeches.id"))
    interrupted_id: Mapped[UUID | None] = mapped_column(within_a_work("speeches.id"))
    topic: Mapped[str | None]


class FloorAct(Identified):
    """What a chair did, when, and what was before: the log, and the way back.

    `changes`: rows as they were and became, [{"row", "id", "was", "is"}]; `was` None: made anew.
    """

    __tablename__ = "floor_acts"
    __table_args__ = (UniqueConstraint("session_id", "version"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    version: Mapped[int]
    act: Mapped[str]
    request_id: Mapped[UUID | None] = mapped_column(within_a_work("floor_requests.id"))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changes: Mapped[list[dict[str, Any]]]
    undone: Mapped[bool] = mapped_column(default=False)
    by: Mapped[UUID | None]
    at: Mapped[datetime]


class SpeechTopic(Model):
    """That a speech took up a point (R27). `topic`: the note that spoke for the point then."""

    __tablename__ = "speech_topics"

    speech_id: Mapped[UUID] = mapped_column(within_a_work("speeches.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)


class FloorSignal(Identified):
    """ "I share this", "I differ", "I have a question", about a speech or a point (R33)."""

    __tablename__ = "floor_signals"
    __table_args__ = (UniqueConstraint("session_id", "about", "participant_id"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    about: Mapped[str]
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    signal: Mapped[str]
    at: Mapped[datetime]
