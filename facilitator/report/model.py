"""A report: numbered paragraphs, their versions, and the notes each one cites."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.model import Identified


class Report(Identified):
    """The draft of one session in one language. Drafting again makes a new report."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    number: Mapped[int]
    locale: Mapped[str]
    drafted_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    drafted_at: Mapped[datetime]
    cut_off: Mapped[datetime]


class Paragraph(Identified):
    """`section` is the path of headings it stands under; `number` runs through the report."""

    __tablename__ = "paragraphs"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"))
    number: Mapped[int]
    section: Mapped[list[str]]
    role: Mapped[str]
    words: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    edited_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    edited_at: Mapped[datetime | None]


class ParagraphVersion(Identified):
    """What a paragraph said before it was edited."""

    __tablename__ = "paragraph_versions"
    __table_args__ = (UniqueConstraint("paragraph_id", "version"),)

    paragraph_id: Mapped[UUID] = mapped_column(ForeignKey("paragraphs.id"))
    version: Mapped[int]
    words: Mapped[str]
    replaced_by: Mapped[UUID | None]
    replaced_at: Mapped[datetime]


class Citation(Identified):
    """That a paragraph rests on a note."""

    __tablename__ = "citations"
    __table_args__ = (UniqueConstraint("paragraph_id", "note_id"),)

    paragraph_id: Mapped[UUID] = mapped_column(ForeignKey("paragraphs.id"))
    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"), index=True)
    position: Mapped[int]
