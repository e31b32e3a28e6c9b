"""Notes, their versions, their support, and the card a host hands on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.model import Identified


class Note(Identified):
    """What a person captured at table × round × question. No table: it waits in the tray.

    `key` is made on the author's device, so that sending twice stores once; `body_digest` tells a
    second sending of the same note from another note under a used key. One that was imported by
    its very author is nobody's: the file did not name who had written it.
    """

    __tablename__ = "notes"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "author_id", "key"),
        Index("ix_notes_table_round", "table_id", "round_number"),
        Index("ix_notes_session", "session_id"),
    )

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    round_number: Mapped[int]
    table_id: Mapped[UUID | None] = mapped_column(ForeignKey("tables.id"))
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), index=True)
    key: Mapped[str]
    body_digest: Mapped[str]
    kind: Mapped[str]
    words: Mapped[str]
    language: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    late: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime]
    stored_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    imported_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    evidence: Mapped[list[str]] = mapped_column(default=list)  # what it rests on, as the desk says
    featured_at: Mapped[datetime | None]  # a chair chose it for the projector

    @hybrid_property
    def unsigned(self) -> bool:
        return self.imported_by == self.author_id

    @unsigned.inplace.expression
    @classmethod
    def _unsigned(cls) -> ColumnElement[bool]:
        return cls.imported_by.is_not_distinct_from(cls.author_id)


class NoteVersion(Identified):
    """What a note said before it was edited."""

    __tablename__ = "note_versions"
    __table_args__ = (UniqueConstraint("note_id", "version"),)

    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"))
    version: Mapped[int]
    kind: Mapped[str]
    words: Mapped[str]
    replaced_at: Mapped[datetime]


class Support(Identified):
    """A participant's "we share this" or "we differ": their own word, or (`counted_by`) a hand that
    whoever keeps their table counted."""

    __tablename__ = "supports"
    __table_args__ = (UniqueConstraint("note_id", "participant_id"),)

    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    stance: Mapped[str]
    at: Mapped[datetime]
    counted_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))


class HandOn(Identified):
    """The one-minute account a host leaves for the next group, one a table and round."""

    __tablename__ = "hand_ons"
    __table_args__ = (UniqueConstraint("table_id", "round_number"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    table_id: Mapped[UUID] = mapped_column(ForeignKey("tables.id"))
    round_number: Mapped[int]
    words: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    written_at: Mapped[datetime]
