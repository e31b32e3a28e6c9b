"""Messages to the tables, and flags of tables that need somebody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.model import Identified


class Message(Identified):
    """Said to one table, or (no table) to all."""

    __tablename__ = "messages"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_sessions.id"))
    table_id: Mapped[UUID | None] = mapped_column(ForeignKey("tables.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    words: Mapped[str]
    sent_at: Mapped[datetime]


class HelpFlag(Identified):
    """A table asks for a co-facilitator; lowered when somebody goes there."""

    __tablename__ = "help_flags"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    table_id: Mapped[UUID] = mapped_column(ForeignKey("tables.id"), index=True)
    raised_by: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    raised_at: Mapped[datetime]
    lowered_by: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    lowered_at: Mapped[datetime | None]
