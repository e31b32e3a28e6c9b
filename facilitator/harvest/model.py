"""The harvest board of a session: points, their positions, where each note was put, and by whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.harvest.points import Side
from facilitator.kit.model import Identified, Model


class Board(Model):
    """One a session, from its first gathering on. Whoever changes the board holds this row.

    `asked_at`: a person asked to gather, and it is being done. `steps` counts what was done.
    """

    __tablename__ = "boards"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), primary_key=True)
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    method: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime | None]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    gathered_at: Mapped[datetime | None]
    steps: Mapped[int] = mapped_column(default=0)


class Point(Identified):
    """Notes that say the same thing. Never deleted: what was merged away is `removed_at`.

    `arranged_at`: a person has touched it; from then on nothing is moved in it but by people.
    `place` orders the points of a question, smallest first. `read_back_at`: sent to the tables
    that said it, to hear whether it says what they meant. `admitted`: it is in the solutions bank,
    having passed these criteria. `follow_up`: fields of a FollowUp, where anybody takes it up.
    """

    __tablename__ = "points"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"))
    place: Mapped[int]
    mixed: Mapped[bool] = mapped_column(default=False)
    divergent: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    admitted: Mapped[list[str]] = mapped_column(default=list)
    follow_up: Mapped[dict[str, Any] | None]
    version: Mapped[int] = mapped_column(default=1)
    promoted_at: Mapped[datetime | None]
    arranged_at: Mapped[datetime | None]
    read_back_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class Position(Identified):
    """One side of a point. Its words are a person's, or (None) those of the note `spoken_by`.

    `helped`: a model put them so, and a person took them.
    """

    __tablename__ = "positions"

    point_id: Mapped[UUID] = mapped_column(ForeignKey("points.id"), index=True)
    side: Mapped[str] = mapped_column(default=Side.SAME)
    words: Mapped[str | None]
    helped: Mapped[bool] = mapped_column(default=False)
    spoken_by: Mapped[UUID] = mapped_column(ForeignKey("notes.id"))


class Placing(Model):
    """Where a note was put: in a position, or (None) in the parking lot. No row: unsorted."""

    __tablename__ = "placings"

    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"), index=True)
    rank: Mapped[int]


class PointSupport(Identified):
    """That somebody shares a position or differs from it: a person for whom they stand for, a
    Party, or a group on whose behalf somebody spoke. `code` is the person's id, the Party's or
    the group's code."""

    __tablename__ = "point_supports"
    __table_args__ = (UniqueConstraint("position_id", "whose", "code"),)

    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    whose: Mapped[str]
    code: Mapped[str]
    stance: Mapped[str]
    given_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    at: Mapped[datetime]


class SignOff(Identified):
    """What a table says, for one of its rounds, of a point that was read back to it."""

    __tablename__ = "sign_offs"
    __table_args__ = (UniqueConstraint("point_id", "table_id", "round_number"),)

    point_id: Mapped[UUID] = mapped_column(ForeignKey("points.id"))
    table_id: Mapped[UUID] = mapped_column(ForeignKey("tables.id"))
    round_number: Mapped[int]
    verdict: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    at: Mapped[datetime]


class Proposal(Identified):
    """What the machine would do with a note or a point, and why; a person decides.

    `act` says what. `likeness` and `reason` say what it rests on. Where a model is asked, `reason`
    says for which `side` or in which `locale`, then its `words`, the `notes` they rest on and the
    `model`, or `why` there are none; `decided_by` has asked until somebody decides.
    """

    __tablename__ = "proposals"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)
    act: Mapped[str]
    note_id: Mapped[UUID | None] = mapped_column(ForeignKey("notes.id"))
    point_id: Mapped[UUID | None] = mapped_column(ForeignKey("points.id"))
    other_id: Mapped[UUID | None] = mapped_column(ForeignKey("points.id"))
    likeness: Mapped[float]
    reason: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="open")
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    decided_at: Mapped[datetime | None]


class Step(Identified):
    """One thing done on a board, with all it touched before and after, so that it can be undone."""

    __tablename__ = "board_steps"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    number: Mapped[int]
    act: Mapped[str]
    by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    at: Mapped[datetime]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
