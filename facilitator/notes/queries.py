"""Reading notes, their support and hand-on cards."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import NotFound
from facilitator.kit.pauses import stretches
from facilitator.notes.model import HandOn, Note, Support
from facilitator.notes.rules import NO_ROUND, Stance
from facilitator.tables.model import Table


class Said(NamedTuple):
    """What is shown of a note. Read as columns: a table's notes are read with each new one."""

    id: UUID
    words: str
    kind: str
    language: str | None
    key: str
    version: int
    late: bool
    featured_at: datetime | None
    author_id: UUID
    question_id: UUID | None
    table_id: UUID | None
    round_number: int
    written_at: datetime
    stored_at: datetime


class Read(NamedTuple):
    """What a board or a report takes of a note. Read as columns: they take in thousands."""

    id: UUID
    words: str
    kind: str
    language: str | None
    author_id: UUID
    imported_by: UUID | None
    unsigned: bool
    question_id: UUID | None
    table_id: UUID | None
    round_number: int
    late: bool
    withdrawn_at: datetime | None
    evidence: list[str]


AT_A_STRETCH = 500
READ = select(*(getattr(Note, name) for name in Read._fields))
SAID = select(*(getattr(Note, name) for name in Said._fields)).where(Note.withdrawn_at.is_(None))


@dataclass(frozen=True)
class Shown:
    """A note and how many share it and differ."""

    note: Said
    shares: int
    differs: int


async def held(db: AsyncSession, dialogue_id: UUID, note_id: UUID) -> Note:
    """The note, locked until the work is done."""
    query = select(Note).filter_by(id=note_id, dialogue_id=dialogue_id)
    found = await db.scalar(query.with_for_update())
    if found is None:
        raise NotFound
    return found


async def at_tables(
    db: AsyncSession, tables: Collection[UUID], round_number: int
) -> dict[UUID | None, list[Shown]]:
    """{table: its notes of a round, oldest first, without the withdrawn ones}."""
    query = SAID.where(Note.table_id.in_(tables), Note.round_number == round_number)
    found: dict[UUID | None, list[Shown]] = {}
    for shown in await with_support(db, query.order_by(Note.stored_at, Note.id)):
        found.setdefault(shown.note.table_id, []).append(shown)
    return found


async def before(
    db: AsyncSession, tables: Collection[UUID], round_number: int
) -> dict[UUID | None, dict[int, list[Shown]]]:
    """{table: {earlier round: its notes}}, newest round first."""
    query = SAID.where(Note.table_id.in_(tables), Note.round_number < round_number)
    query = query.order_by(Note.round_number.desc(), Note.stored_at, Note.id)
    found: dict[UUID | None, dict[int, list[Shown]]] = {}
    for shown in await with_support(db, query):
        earlier = found.setdefault(shown.note.table_id, {})
        earlier.setdefault(shown.note.round_number, []).append(shown)
    return found


async def of_session(db: AsyncSession, session_id: UUID) -> list[Shown]:
    """All notes of a session that stand, in the order they were stored."""
    query = SAID.where(Note.session_id == session_id)
    return await with_support(db, query.order_by(Note.stored_at, Note.id))


async def every_one(db: AsyncSession, session_id: UUID) -> AsyncIterator[Read]:
    """All notes of a session in the order of their ids, those withdrawn too; with pauses."""
    query = READ.where(Note.session_id == session_id).order_by(Note.id)
    async for few in stretches(await db.execute(query), AT_A_STRETCH):
        for row in few:
            yield Read(*row)


async def unplaced(db: AsyncSession, session_id: UUID) -> Sequence[Note]:
    """Notes in the tray: written at a table where their author was not seated then."""
    query = select(Note).filter_by(session_id=session_id, table_id=None, withdrawn_at=None)
    query = query.where(Note.round_number != NO_ROUND)
    return (await db.scalars(query.order_by(Note.stored_at))).all()


async def of_author(db: AsyncSession, author_id: UUID) -> Sequence[Note]:
    query = select(Note).filter_by(author_id=author_id).order_by(Note.stored_at, Note.id)
    return (await db.scalars(query)).all()


async def with_support(db: AsyncSession, query: Select[Any]) -> list[Shown]:
    """The notes of a query over `SAID`, in its order."""
    notes = [Said(*row) for row in (await db.execute(query)).all()]
    if not notes:
        return []
    counting = (
        select(Support.note_id, Support.stance, func.count())
        .where(Support.note_id.in_([note.id for note in notes]))
        .group_by(Support.note_id, Support.stance)
    )
    counted = {(note, stance): n for note, stance, n in await db.execute(counting)}
    return [
        Shown(
            note, counted.get((note.id, Stance.SHARE), 0), counted.get((note.id, Stance.DIFFER), 0)
        )
        for note in notes
    ]


async def tally(
    db: AsyncSession, session_id: UUID, round_number: int
) -> dict[UUID, tuple[int, datetime]]:
    """{table: (notes, when the last one came)} in a round."""
    query = (
        select(Note.table_id, func.count(), func.max(Note.stored_at))
        .where(Note.session_id == session_id, Note.round_number == round_number)
        .where(Note.table_id.is_not(None), Note.withdrawn_at.is_(None))
        .group_by(Note.table_id)
    )
    return {table: (count, last) for table, count, last in await db.execute(query) if table}


async def contributors(db: AsyncSession, session_id: UUID) -> int:
    """R26: how many people have written at least one note."""
    query = select(func.count(Note.author_id.distinct())).filter_by(session_id=session_id)
    return await db.scalar(query) or 0


async def support_by(db: AsyncSession, note_id: UUID, participant_id: UUID) -> Support | None:
    return await db.scalar(
        select(Support).filter_by(note_id=note_id, participant_id=participant_id)
    )


async def hand_on(db: AsyncSession, table_id: UUID, round_number: int) -> HandOn | None:
    return await db.scalar(select(HandOn).filter_by(table_id=table_id, round_number=round_number))


async def hand_ons(
    db: AsyncSession, tables: Collection[UUID], round_number: int
) -> dict[UUID, HandOn]:
    """{table: the card it left in a round}."""
    query = select(HandOn).where(HandOn.table_id.in_(tables), HandOn.round_number == round_number)
    return {each.table_id: each for each in await db.scalars(query)}


async def reports_of(db: AsyncSession, session_id: UUID) -> list[tuple[Table, HandOn]]:
    """What groups of a roundtable report back: the cards of its tables, by round and number."""
    query = select(Table, HandOn).join(Table, Table.id == HandOn.table_id)
    query = query.where(Table.session_id == session_id, HandOn.words != "")
    rows = await db.execute(query.order_by(HandOn.round_number, Table.number))
    return [(table, card) for table, card in rows]
