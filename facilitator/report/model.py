"""A report: its paragraphs, their versions, and the notes each one cites."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.model import Identified, Model
from facilitator.report.outlines import Outline
from facilitator.report.rules import Handled, State


class Report(Identified):
    """A draft of one session in one language. Drafting again makes a new report.

    `number` runs through the dialogue and is its address; `version` through the drafts of this
    session in this language and is printed. It draws on the session's notes up to reference
    `up_to`, as they stood at `cut_off`; a synthesis also on those of the sessions `also` (ids).
    `points` are told as they stood when it was drafted, `method` says what had laid them, `wholes`
    of whom their shares were taken; `set_aside` are the notes (ids) that lay in the parking lot.
    `contents`: those of the own outline it was drafted by, as it stood then. A final report is
    read from its `record` (JSON) and from nothing else.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "number"),
        UniqueConstraint("session_id", "locale", "version"),
    )

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    number: Mapped[int]
    version: Mapped[int]
    locale: Mapped[str]
    outline: Mapped[str] = mapped_column(default=Outline.SESSION)
    contents: Mapped[dict[str, Any] | None]
    also: Mapped[list[str]] = mapped_column(default=list)
    target: Mapped[int]
    method: Mapped[str] = mapped_column(default="")
    points: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    wholes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    set_aside: Mapped[list[str]] = mapped_column(default=list)
    up_to: Mapped[int]
    drafted_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    drafted_at: Mapped[datetime]
    cut_off: Mapped[datetime]
    changed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=State.DRAFT)
    record: Mapped[str | None]

    @property
    def final(self) -> bool:
        return self.state == State.FINAL

    @property
    def sessions(self) -> tuple[UUID, ...]:
        """All that it draws on, its own first."""
        return (self.session_id, *map(UUID, self.also))


class OwnOutline(Identified):
    """An outline that people of the dialogue made. `contents` are fields of `Contents`; reports
    keep those they were drafted by, so an outline may change, or be put away (`removed_at`)."""

    __tablename__ = "own_outlines"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    contents: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class ReportMove(Identified):
    """A step on the way of a report, who took it and when.

    An approval is of the very text that `digest` is the digest of; `void_at`: that text was
    changed. A reopening names the report `to` that came of it.
    """

    __tablename__ = "report_moves"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"), index=True)
    move: Mapped[str]
    by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(default="")
    void_at: Mapped[datetime | None]
    to: Mapped[int | None]


class NoteReference(Model):
    """What every report calls a note (`number` 12 is N12), for good; numbers run on through the
    sessions of a dialogue, so that a synthesis can cite them."""

    __tablename__ = "note_references"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    number: Mapped[int]


class Paragraph(Identified):
    """`position` orders the paragraphs; their numbers are counted when they are read.

    `section` holds the headings over it, outermost first, as {title, lead}. `line` says which line
    of the introduction this is: until a person edits it, it is written anew with the counts of the
    moment.
    """

    __tablename__ = "paragraphs"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"), index=True)
    position: Mapped[int]
    section: Mapped[list[dict[str, Any]]]
    role: Mapped[str]
    lead: Mapped[str]
    words: Mapped[str]
    line: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    edited_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class ParagraphVersion(Identified):
    """What a paragraph said before it was edited."""

    __tablename__ = "paragraph_versions"
    __table_args__ = (UniqueConstraint("paragraph_id", "version"),)

    paragraph_id: Mapped[UUID] = mapped_column(ForeignKey("paragraphs.id"))
    version: Mapped[int]
    lead: Mapped[str]
    words: Mapped[str]
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    replaced_at: Mapped[datetime]


class Comment(Identified):
    """What somebody says about a paragraph as version `said_of` had it, and how it was handled."""

    __tablename__ = "comments"

    paragraph_id: Mapped[UUID] = mapped_column(ForeignKey("paragraphs.id"), index=True)
    words: Mapped[str]
    by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    at: Mapped[datetime]
    said_of: Mapped[int]
    handled: Mapped[str] = mapped_column(default=Handled.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    answered_at: Mapped[datetime | None]


class Writers(Model):
    """Who has which paragraph open to edit it, as a worker sees it: {paragraph: [participants]}.

    A hint to others, no lock: what two write at once is settled by versions.
    """

    __tablename__ = "writers"

    worker: Mapped[str] = mapped_column(primary_key=True)
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    writing: Mapped[dict[str, Any]]
    counted_at: Mapped[datetime]


class Citation(Model):
    """That a paragraph rests on a note."""

    __tablename__ = "citations"

    paragraph_id: Mapped[UUID] = mapped_column(ForeignKey("paragraphs.id"), primary_key=True)
    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"), primary_key=True, index=True)
