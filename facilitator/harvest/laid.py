"""The rows of a harvest board, read at once: notes that stand, points, who said what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, Question
from facilitator.dialogues.queries import questions
from facilitator.harvest.model import Placing, Point, PointSupport, Position, SignOff
from facilitator.harvest.points import Side, Source
from facilitator.harvest.quantifiers import Backing, of_group, of_other, of_party, together
from facilitator.harvest.queries import voice
from facilitator.harvest.rules import Voice, Whose
from facilitator.kit.database import told_once
from facilitator.kit.pauses import stretches
from facilitator.notes.model import Note, Support
from facilitator.notes.queries import AT_A_STRETCH, Read, every_one
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


@told_once
async def sources(db: AsyncSession, dialogue: Dialogue, session_id: UUID) -> tuple[Source, ...]:
    """The notes of a session that stand, as the harvest reads them, in the order of their ids."""
    asked = {each.id: each for each in await questions(db, dialogue.id)}
    numbers = {each.id: each.number for each in await tables_of(db, session_id)}
    notes = every_one(db, session_id)
    standing = [_source(each, asked, numbers) async for each in notes if not each.withdrawn_at]
    return tuple(standing)


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
    query = select(Placing.position_id, Placing.note_id).filter_by(session_id=session_id)
    found: dict[UUID | None, list[str]] = {}
    for position, note in await db.execute(query.order_by(Placing.rank, Placing.note_id)):
        if str(note) in standing:
            found.setdefault(position, []).append(str(note))
    return {position: tuple(notes) for position, notes in found.items()}


async def _behind(
    db: AsyncSession, session_id: UUID, people: Mapping[UUID, Participant]
) -> dict[str, Backing]:
    """{note: its author and those who share it}, where anybody is known to."""
    stands_for = {each: backing(voice(person)) for each, person in people.items()}
    found: dict[str, Backing] = {}
    for query in _spoken(session_id):
        async for few in stretches(await db.execute(query), AT_A_STRETCH):
            for note, person in few:
                before = found.get(str(note))
                by = stands_for[person]
                found[str(note)] = before | by if before else by
    return found


async def contributed(db: AsyncSession, dialogue: Dialogue, session_id: UUID) -> Backing:
    """All who wrote a note of a session, share one or support a point."""
    people = {each.id: each for each in await roster(db, dialogue.id)}
    spoke = {who for query in _spoken(session_id) for _, who in await db.execute(query)}
    supported = (await _support(db, session_id, people)).values()
    return together([*(backing(voice(people[each])) for each in spoke), *supported])


def _spoken(session_id: UUID) -> tuple[Select[UUID, UUID], Select[UUID, UUID]]:
    """(note, author) of notes that stand and were signed; (note, whoever shares it)."""
    wrote = select(Note.id, Note.author_id).where(
        Note.session_id == session_id, Note.withdrawn_at.is_(None), ~Note.unsigned
    )
    shared = (
        select(Support.note_id, Support.participant_id)
        .join(Note, Note.id == Support.note_id)
        .where(Note.session_id == session_id, Note.withdrawn_at.is_(None))
        .where(Support.stance == Stance.SHARE)
    )
    return wrote, shared


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


def _source(note: Read, asked: Mapping[UUID, Question], numbers: Mapping[UUID, int]) -> Source:
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
