"""Reading tables and seats."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.database import told_once
from facilitator.kit.errors import NotFound
from facilitator.people.model import Participant
from facilitator.tables.model import Presence, Seat, Table

A_FEW = 500  # people: beyond, reading all seats of a round is faster than naming them


class Place(NamedTuple):
    """Where somebody sits in a round, and whether they said that they are there."""

    participant: UUID
    round: int
    table: UUID
    arrived: bool


_SEAT = Seat.__table__.c
_PLACES = select(
    _SEAT.participant_id, _SEAT.round_number, _SEAT.table_id, _SEAT.arrived_at.is_not(None)
)


@told_once
async def tables_of(db: AsyncSession, session_id: UUID) -> Sequence[Table]:
    query = select(Table).filter_by(session_id=session_id).order_by(Table.number)
    return (await db.scalars(query)).all()


async def tables_in(db: AsyncSession, dialogue_id: UUID) -> Sequence[Table]:
    """All tables of all sessions of a dialogue."""
    return (await db.scalars(select(Table).filter_by(dialogue_id=dialogue_id))).all()


async def table(db: AsyncSession, dialogue_id: UUID, table_id: UUID) -> Table:
    found = await db.get(Table, table_id)
    if found is None or found.dialogue_id != dialogue_id:
        raise NotFound
    return found


async def held(db: AsyncSession, table_id: UUID) -> Table:
    """The table, locked until the work is done; notes may come to it meanwhile."""
    query = select(Table).filter_by(id=table_id).with_for_update(key_share=True)
    return (await db.scalars(query.execution_options(populate_existing=True))).one()


async def numbered(db: AsyncSession, session_id: UUID, number: int) -> Table:
    found = await db.scalar(select(Table).filter_by(session_id=session_id, number=number))
    if found is None:
        raise NotFound
    return found


async def kept_by(db: AsyncSession, session_id: UUID, participant_id: UUID) -> Table | None:
    """The table of which somebody is host or rapporteur."""
    query = select(Table).where(
        Table.session_id == session_id,
        (Table.host_id == participant_id) | (Table.rapporteur_id == participant_id),
    )
    return (await db.scalars(query.limit(1))).first()


async def seat_of(
    db: AsyncSession, session_id: UUID, participant_id: UUID, round_number: int
) -> Seat | None:
    query = select(Seat).filter_by(
        session_id=session_id, participant_id=participant_id, round_number=round_number
    )
    return await db.scalar(query.execution_options(populate_existing=True))


@told_once
async def seats_of(db: AsyncSession, session_id: UUID) -> Sequence[Seat]:
    query = select(Seat).filter_by(session_id=session_id)
    return (await db.scalars(query.order_by(Seat.round_number, Seat.id))).all()


async def seating_of(db: AsyncSession, session_id: UUID) -> list[Place]:
    """As `seats_of`, without the rows: thousands are read at once when a plan is made."""
    query = _PLACES.where(_SEAT.session_id == session_id)
    return [Place(*row) for row in (await db.execute(query)).all()]


async def seats_in(
    db: AsyncSession, session_id: UUID, rounds: Collection[int], people: Collection[UUID]
) -> Sequence[Seat]:
    """The seats of some people in some rounds."""
    query = select(Seat).where(
        Seat.session_id == session_id,
        Seat.round_number.in_(rounds),
        Seat.participant_id.in_(people),
    )
    return (await db.scalars(query)).all()


async def places_in(
    db: AsyncSession, session_id: UUID, number: int, people: Collection[UUID] | None = None
) -> dict[UUID, Place]:
    """Where people sit in a round, or everybody; of a crowd, everybody's place is read."""
    query = _PLACES.where(_SEAT.session_id == session_id, _SEAT.round_number == number)
    if people is not None and len(people) <= A_FEW:
        query = query.where(_SEAT.participant_id.in_(people))
    return {row[0]: Place(*row) for row in (await db.execute(query)).all()}


async def people_at(
    db: AsyncSession, table_id: UUID, round_number: int
) -> list[tuple[Participant, bool]]:
    """Who is expected at a table in a round, and whether they are here."""
    query = (
        select(Participant, Seat.arrived_at.is_not(None))
        .join(Seat, Seat.participant_id == Participant.id)
        .where(Seat.table_id == table_id, Seat.round_number == round_number)
        .order_by(Participant.name, Participant.id)
    )
    return [(one, other) for one, other in await db.execute(query)]


async def arrivals(
    db: AsyncSession, session_id: UUID, round_number: int
) -> dict[UUID, tuple[int, int]]:
    """{table: (expected, arrived)} in a round."""
    query = (
        select(Seat.table_id, func.count(), func.count(Seat.arrived_at))
        .where(Seat.session_id == session_id, Seat.round_number == round_number)
        .group_by(Seat.table_id)
    )
    return {table: (expected, here) for table, expected, here in await db.execute(query)}


async def unseated(
    db: AsyncSession, dialogue_id: UUID, session_id: UUID, round_number: int, roles: Collection[str]
) -> Sequence[Participant]:
    """People of some roles who have joined and have no seat in a round, first come first."""
    seated = select(Seat.participant_id).filter_by(session_id=session_id, round_number=round_number)
    query = select(Participant).where(
        Participant.dialogue_id == dialogue_id,
        Participant.joined_at.is_not(None),
        Participant.role.in_(roles),
        Participant.id.not_in(seated),
    )
    return (await db.scalars(query.order_by(Participant.joined_at, Participant.id))).all()


async def sat_at(db: AsyncSession, participant_id: UUID, table_id: UUID, round_number: int) -> bool:
    """Was this person seated there then? The history that places a late note."""
    query = select(Seat.id).filter_by(
        participant_id=participant_id, table_id=table_id, round_number=round_number
    )
    return await db.scalar(query) is not None


async def present(db: AsyncSession, dialogue_id: UUID, since: datetime) -> Counter[UUID]:
    """Open screens at each table, as the workers counted them after `since`."""
    query = select(Presence.counts).where(
        Presence.dialogue_id == dialogue_id, Presence.counted_at >= since
    )
    total: Counter[UUID] = Counter()
    for counts in await db.scalars(query):
        total.update({UUID(table): count for table, count in counts.items()})
    return total
