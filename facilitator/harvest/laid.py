"""The rows of a harvest board, read at once: notes that stand, points, who said what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, Question
from facilitator.dialogues.queries import questions
from facilitator.harvest.model import Placing, Point, PointSupport, Position, SignOff
from facilitator.harvest.points import Side, Source
from facilitator.harvest.quantifiers import Backing, of_group, of_other, of_party
from facilitator.harvest.queries import voice
from facilitator.harvest.rules import Voice, Whose
from facilitator.notes.model import Note, Support
from facilitator.notes.rules import Stance
from facilitator.people.model import Participant
from facilitator.people.queries import roster
from facilitator.tables.model import Table
from facilitator.tables.queries import tables_of


@dataclass(frozen=True)
class Laid:
    """What lies on a board. `held`: the notes of each position, the most telling first, and (None)
    those in the parking lot; `behind`: who wrote or shares a note, where anybody is known to;
    `support`: who a position; `sign_offs`: what tables said of points, by number of table."""

    sources: dict[str, Source]
    points: Sequence[Point]
    positions: dict[UUID, list[Position]]
    held: dict[UUID | None, tuple[str, ...]]
    behind: dict[str, Backing]
    support: dict[UUID, Backing]
    sign_offs: dict[tuple[UUID, str, str], SignOff]
    questions: dict[UUID, Question]


async def laid(db: AsyncSession, dialogue: Dialogue, session_id: UUID) -> Laid:
    query = select(Point).filter_by(session_id=session_id, removed_at=None)
    points = (await db.scalars(query.order_by(Point.place, Point.id))).all()
    known = {each.id: each for each in await sources(db, dialogue, session_id)}
    people = {each.id: each for each in await roster(db, dialogue.id)}
    return Laid(
        sources=known,
        points=points,
        positions=await _positions(db, [each.id for each in points]),
        held=await _held(db, session_id, known),
        behind=await _behind(db, session_id, people),
        support=await _support(db, session_id, people),
        sign_offs=await _sign_offs(db, session_id),
        questions={each.id: each for each in await questions(db, dialogue.id)},
    )


async def sources(db: AsyncSession, dialogue: Dialogue, session_id: UUID) -> tuple[Source, ...]:
    """The notes of a session that stand, as the harvest reads them, in the order of their ids."""
    asked = {each.id: each for each in await questions(db, dialogue.id)}
    numbers = {each.id: each.number for each in await tables_of(db, session_id)}
    query = select(Note).filter_by(session_id=session_id, withdrawn_at=None).order_by(Note.id)
    return tuple(_source(note, asked, numbers) for note in await db.scalars(query))


async def _positions(db: AsyncSession, points: Sequence[UUID]) -> dict[UUID, list[Position]]:
    """{point: its positions}, what most say first."""
    query = select(Position).where(Position.point_id.in_(points)).order_by(Position.id)
    found: dict[UUID, list[Position]] = {}
    for each in sorted(await db.scalars(query), key=lambda row: row.side != Side.SAME):
        found.setdefault(each.point_id, []).append(each)
    return found


async def _held(
    db: AsyncSession, session_id: UUID, standing: Mapping[str, Source]
) -> dict[UUID | None, tuple[str, ...]]:
    query = select(Placing).filter_by(session_id=session_id).order_by(Placing.rank, Placing.note_id)
    found: dict[UUID | None, tuple[str, ...]] = {}
    for each in await db.scalars(query):
        if str(each.note_id) in standing:
            found[each.position_id] = (*found.get(each.position_id, ()), str(each.note_id))
    return found


async def _behind(
    db: AsyncSession, session_id: UUID, people: Mapping[UUID, Participant]
) -> dict[str, Backing]:
    """{note: its author and those who share it}."""
    signed = Note.imported_by.is_(None) | (Note.imported_by != Note.author_id)
    wrote = (
        select(Note.id, Note.author_id)
        .filter_by(session_id=session_id, withdrawn_at=None)
        .where(signed)
    )
    shared = (
        select(Support.note_id, Support.participant_id)
        .join(Note, Note.id == Support.note_id)
        .where(Note.session_id == session_id, Note.withdrawn_at.is_(None))
        .where(Support.stance == Stance.SHARE)
    )
    found: dict[str, Backing] = {}
    for query in (wrote, shared):
        for note, person in await db.execute(query):
            by = backing(voice(people[person]))
            found[str(note)] = found.get(str(note), Backing()) | by
    return found


async def _support(
    db: AsyncSession, session_id: UUID, people: Mapping[UUID, Participant]
) -> dict[UUID, Backing]:
    """{position: those who said they share it}."""
    query = (
        select(PointSupport)
        .join(Position, Position.id == PointSupport.position_id)
        .join(Point, Point.id == Position.point_id)
        .where(Point.session_id == session_id, Point.removed_at.is_(None))
        .where(PointSupport.stance == Stance.SHARE)
    )
    found: dict[UUID, Backing] = {}
    for each in await db.scalars(query):
        by = _given(each, people)
        found[each.position_id] = found.get(each.position_id, Backing()) | by
    return found


async def _sign_offs(db: AsyncSession, session_id: UUID) -> dict[tuple[UUID, str, str], SignOff]:
    """{(point, table, round): what was said}."""
    query = (
        select(SignOff, Table.number)
        .join(Table, Table.id == SignOff.table_id)
        .where(Table.session_id == session_id)
    )
    rows = await db.execute(query)
    return {(each.point_id, str(number), str(each.round_number)): each for each, number in rows}


def _given(support: PointSupport, people: Mapping[UUID, Participant]) -> Backing:
    if support.whose == Whose.GROUP:
        return of_group(support.code)
    if support.whose == Whose.PARTY:
        return of_party(support.code)
    if support.whose == Whose.OTHER:
        return of_other(support.code)
    return backing(voice(people[UUID(support.code)]))


def backing(voice: Voice) -> Backing:
    if voice.party:
        return of_party(voice.party)
    return of_other(voice.other) if voice.other else Backing()


def _source(note: Note, asked: Mapping[UUID, Question], numbers: Mapping[UUID, int]) -> Source:
    question = asked.get(note.question_id) if note.question_id else None
    table = numbers.get(note.table_id) if note.table_id else None
    return Source(
        id=str(note.id),
        words=note.words,
        question=question.key if question else "",
        table=str(table or ""),
        round=str(note.round_number),
        kind=note.kind,
        language=note.language or "",
        author=str(note.author_id),
        evidence=tuple(note.evidence),
    )
