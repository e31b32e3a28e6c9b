"""Reading messages and flags."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.messages.model import HelpFlag, Message
from facilitator.people.model import Participant

SHOWN = 5
Said = list[tuple[Message, Participant]]


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


async def said_to_each(
    db: AsyncSession, session_id: UUID, tables: Collection[UUID], limit: int = SHOWN
) -> dict[UUID, Said]:
    """{table: as `said_to`}, for several tables at once."""
    to_all = await said_to(db, session_id, None, limit)
    query = (
        select(Message, Participant)
        .join(Participant, Participant.id == Message.author_id)
        .where(Message.session_id == session_id, Message.table_id.in_(tables))
    )
    own: dict[UUID | None, Said] = {}
    for message, author in await db.execute(query):
        own.setdefault(message.table_id, []).append((message, author))
    return {each: _newest([*to_all, *own.get(each, [])], limit) for each in tables}


def _newest(said: Said, limit: int) -> Said:
    return sorted(said, key=lambda each: (each[0].sent_at, each[0].id), reverse=True)[:limit]


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


async def raised_among(db: AsyncSession, tables: Collection[UUID]) -> dict[UUID, HelpFlag]:
    """{table: its flag} of those whose flag is up."""
    query = select(HelpFlag).where(HelpFlag.table_id.in_(tables), HelpFlag.lowered_at.is_(None))
    return {each.table_id: each for each in await db.scalars(query)}
