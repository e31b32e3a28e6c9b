"""Reading messages and flags."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.messages.model import HelpFlag, Message
from facilitator.people.model import Participant

SHOWN = 5


async def said_to(
    db: AsyncSession, session_id: UUID, table_id: UUID | None, limit: int = SHOWN
) -> list[tuple[Message, Participant]]:
    """The newest messages to all and to this table, newest first, with who said them."""
    query = (
        select(Message, Participant)
        .join(Participant, Participant.id == Message.author_id)
        .where(Message.session_id == session_id)
        .where(Message.table_id.is_(None) | (Message.table_id == table_id))
        .order_by(Message.sent_at.desc(), Message.id.desc())
    )
    return [(one, other) for one, other in await db.execute(query.limit(limit))]


async def all_said(
    db: AsyncSession, session_id: UUID, limit: int = 20
) -> list[tuple[Message, Participant]]:
    """The newest messages of a session to whomever, for the console."""
    query = (
        select(Message, Participant)
        .join(Participant, Participant.id == Message.author_id)
        .where(Message.session_id == session_id)
        .order_by(Message.sent_at.desc(), Message.id.desc())
    )
    return [(one, other) for one, other in await db.execute(query.limit(limit))]


async def raised(db: AsyncSession, dialogue_id: UUID) -> Sequence[HelpFlag]:
    """Flags that are up, longest waiting first."""
    query = select(HelpFlag).filter_by(dialogue_id=dialogue_id, lowered_at=None)
    return (await db.scalars(query.order_by(HelpFlag.raised_at))).all()


async def raised_at(db: AsyncSession, table_id: UUID) -> HelpFlag | None:
    query = select(HelpFlag).filter_by(table_id=table_id, lowered_at=None)
    return (await db.scalars(query.limit(1))).first()
