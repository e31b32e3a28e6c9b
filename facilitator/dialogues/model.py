"""A dialogue, its themes, its guiding questions and its programme of sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.dialogues.programme.specs import FloorSpec
from facilitator.dialogues.rules import Attribution, Denominator, Kind, Variant, WallView
from facilitator.kit.ids import digest, new_code
from facilitator.kit.model import Identified, Model

MARK = 12  # characters: 48 bits beside the forty of the code


class Dialogue(Identified):
    """`appointed`: roles that the programme gives to ids of the roster, {id: "table_host:3"}.
    They wait there for people who are not on the roster yet, and outrank what the roster says.
    """

    __tablename__ = "dialogues"

    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[dict[str, str]]
    timezone: Mapped[str] = mapped_column(default="UTC")
    languages: Mapped[list[str]] = mapped_column(default=lambda: ["en"])
    attribution: Mapped[str] = mapped_column(default=Attribution.BY_CATEGORY)
    denominator: Mapped[str] = mapped_column(default=Denominator.CONTRIBUTED)
    scope: Mapped[dict[str, str]] = mapped_column(default=dict)
    expected_output: Mapped[dict[str, str]] = mapped_column(default=dict)
    ground_rules: Mapped[dict[str, str]] = mapped_column(default=dict)
    criteria: Mapped[dict[str, str]] = mapped_column(default=dict)  # of the solutions bank
    join_code: Mapped[str] = mapped_column(unique=True, default=new_code)
    walk_ins: Mapped[bool] = mapped_column(default=True)
    question_floor_minutes: Mapped[int] = mapped_column(default=8)
    live_session_id: Mapped[UUID | None]
    wall_view: Mapped[str] = mapped_column(default=WallView.JOIN)
    wall_token: Mapped[str] = mapped_column(unique=True)
    published_at: Mapped[datetime | None]
    publication_asked_by: Mapped[UUID | None]  # until a second person agrees, where it takes two
    appointed: Mapped[dict[str, str]] = mapped_column(default=dict)
    created_at: Mapped[datetime]

    @property
    def mark(self) -> str:
        """Known by browsers that were let in, and guessed by nobody. It opens nothing."""
        return digest(f"{self.wall_token} {self.join_code}")[:MARK]

    @property
    def way_in(self) -> str:
        """What QR codes and opened forms lead by: with the mark, so that others' wrong guesses of
        the code shut it for no one."""
        return f"{self.join_code}-{self.mark}"


class Upload(Identified):
    """A file between its preview and its import. One a person and purpose."""

    __tablename__ = "uploads"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    by: Mapped[UUID | None]
    purpose: Mapped[str]
    name: Mapped[str]
    data: Mapped[bytes]
    at: Mapped[datetime]


class Theme(Identified):
    __tablename__ = "themes"
    __table_args__ = (UniqueConstraint("dialogue_id", "key"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    key: Mapped[str]
    title: Mapped[dict[str, str]]
    position: Mapped[int]


class Question(Identified):
    """A guiding question; `key` is its stable id, the same in every session that asks it."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("dialogue_id", "key"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(ForeignKey("themes.id"))
    key: Mapped[str]
    text: Mapped[dict[str, str]]
    position: Mapped[int]


class DialogueSession(Identified):
    __tablename__ = "dialogue_sessions"
    __table_args__ = (UniqueConstraint("dialogue_id", "key"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    key: Mapped[str]
    kind: Mapped[str] = mapped_column(default=Kind.WORLD_CAFE)
    title: Mapped[dict[str, str]]
    variant: Mapped[str] = mapped_column(default=Variant.THEME_PER_TABLE)
    minutes: Mapped[int | None]
    theme_keys: Mapped[list[str]] = mapped_column(default=list)
    from_session_key: Mapped[str | None]
    floor: Mapped[dict[str, Any]] = mapped_column(default=dict)
    position: Mapped[int]

    @property
    def floor_spec(self) -> FloorSpec:
        """How the session gives the floor; as usual where it does not say."""
        rules = tuple(self.floor.get("rules", FloorSpec().rules))
        return FloorSpec(**{**self.floor, "rules": rules})


class SessionQuestion(Model):
    """That a session asks a question: in the rounds named, or (none named) in all of them."""

    __tablename__ = "session_questions"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"), primary_key=True)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    position: Mapped[int]
    rounds: Mapped[list[int]] = mapped_column(default=list)
