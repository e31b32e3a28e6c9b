"""Reading rounds."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.database import told_once
from facilitator.kit.errors import NotFound
from facilitator.people.model import Participant
from facilitator.rounds.model import Round, RoundMove
from facilitator.rounds.rules import Phase, present


@told_once
async def rounds_of(db: AsyncSession, session_id: UUID) -> Sequence[Round]:
    query = select(Round).filter_by(session_id=session_id).order_by(Round.number)
    return (await db.scalars(query)).all()


async def of_dialogue(db: AsyncSession, dialogue_id: UUID) -> dict[UUID, list[Round]]:
    """{session: its rounds} of a whole dialogue."""
    query = select(Round).filter_by(dialogue_id=dialogue_id).order_by(Round.number)
    found: dict[UUID, list[Round]] = {}
    for each in await db.scalars(query):
        found.setdefault(each.session_id, []).append(each)
    return found


async def numbered(db: AsyncSession, session_id: UUID, number: int) -> Round:
    found = await db.scalar(select(Round).filter_by(session_id=session_id, number=number))
    if found is None:
        raise NotFound
    return found


async def held(db: AsyncSession, session_id: UUID, number: int) -> Round:
    """The round, locked until the work is done."""
    query = select(Round).filter_by(session_id=session_id, number=number)
    found = await db.scalar(query.with_for_update())
    if found is None:
        raise NotFound
    return found


async def present_round(db: AsyncSession, session_id: UUID) -> Round | None:
    """The round people are in, or wait for; the last one when all are over."""
    return present(await rounds_of(db, session_id))


async def due(db: AsyncSession, at: datetime) -> Sequence[Round]:
    """Rounds whose time, or whose grace, is up."""
    query = select(Round).where(Round.phase.in_([Phase.OPEN, Phase.GRACE]), Round.ends_at <= at)
    return (await db.scalars(query)).all()


async def next_due(db: AsyncSession) -> datetime | None:
    """When the next bell rings, of all dialogues."""
    query = select(Round.ends_at).where(Round.phase.in_([Phase.OPEN, Phase.GRACE]))
    return await db.scalar(query.order_by(Round.ends_at).limit(1))


async def last_move(db: AsyncSession, round_id: UUID) -> tuple[RoundMove, str | None] | None:
    """The newest move of a round and the name of who made it (None: the bell)."""
    query = (
        select(RoundMove, Participant.name)
        .outerjoin(Participant, Participant.id == RoundMove.by)
        .where(RoundMove.round_id == round_id)
        .order_by(RoundMove.version.desc())
        .limit(1)
    )
    row = (await db.execute(query)).first()
    return row or None
