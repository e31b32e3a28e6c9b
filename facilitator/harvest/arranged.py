"""A session's harvest as people arranged it, and of whom shares are taken."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.rules import Denominator
from facilitator.harvest.following import FollowUp
from facilitator.harvest.laid import Laid, backing, contributed, laid
from facilitator.harvest.model import Board
from facilitator.harvest.model import Point as PointRow
from facilitator.harvest.model import Position as PositionRow
from facilitator.harvest.points import Harvest, Heard, Point, Position, Side, Verdict, tables_of
from facilitator.harvest.quantifiers import Backing, Whole, all_parties, together
from facilitator.harvest.queries import voice
from facilitator.kit.errors import NotFound, NotNow
from facilitator.kit.words import N_
from facilitator.people.queries import roster


async def point(db: AsyncSession, dialogue_id: UUID, point_id: UUID) -> PointRow:
    """A point that stands. Raises NotFound, or NotNow for one that was merged away or emptied."""
    found = await db.get(PointRow, point_id)
    if found is None or found.dialogue_id != dialogue_id:
        raise NotFound
    if found.removed_at:
        raise NotNow(N_("This point was merged or emptied meanwhile."))
    return found


async def point_of(db: AsyncSession, dialogue_id: UUID, position_id: UUID) -> PointRow:
    """The point of a position. Raises as `point` does."""
    position = await db.get(PositionRow, position_id)
    if position is None:
        raise NotFound
    return await point(db, dialogue_id, position.point_id)


async def board(db: AsyncSession, session_id: UUID) -> Board | None:
    return await db.get(Board, session_id)


async def reads_back(db: AsyncSession, session_id: UUID) -> bool:
    """Is anything of this session's harvest being read back to the tables?"""
    query = select(PointRow.id).filter_by(session_id=session_id, removed_at=None)
    return await db.scalar(query.where(PointRow.read_back_at.is_not(None)).limit(1)) is not None


async def arranged(db: AsyncSession, dialogue: Dialogue, session_id: UUID) -> Harvest:
    """Points by question in their order, with who stands behind them; empty before gathering."""
    lying = await laid(db, dialogue, session_id)
    kept = await board(db, session_id)
    points = [_point(row, lying) for row in _in_order(lying)]
    placed = {note for notes in lying.held.values() for note in notes}
    return Harvest(
        points=tuple(each for each in points if each.notes),
        parked=lying.held.get(None, ()),
        method=kept.method if kept else "",
        unsorted=tuple(note for note in lying.sources if note not in placed),
    )


async def whole(db: AsyncSession, dialogue: Dialogue, session_id: UUID, until: datetime) -> Whole:
    """Of whom shares are taken in a session."""
    return (await wholes(db, dialogue, (session_id,), until))[0]


async def wholes(
    db: AsyncSession, dialogue: Dialogue, sessions: Sequence[UUID], until: datetime
) -> tuple[Whole, ...]:
    """Of whom shares are taken, by the dialogue's own definition: in all these sessions together,
    everybody once; then in each of them, where there are several and it is not the same in all.

    Those contributed who wrote a note, shared one or supported a point. All Parties stand against
    the others on the roster; those present had joined `until` then.
    """
    if dialogue.denominator == Denominator.CONTRIBUTED:
        apart = [await contributed(db, dialogue, each) for each in sessions]
        every = [together(apart), *(apart if len(apart) > 1 else ())]
        return tuple(_of(each, Denominator.CONTRIBUTED) for each in every)
    people = await roster(db, dialogue.id)
    if dialogue.denominator == Denominator.PRESENT:
        there = (each for each in people if each.joined_at and each.joined_at <= until)
        return (_of(together(map(backing, map(voice, there))), Denominator.PRESENT),)
    return (all_parties(len(together(map(backing, map(voice, people))).others)),)


def _of(every: Backing, means: Denominator) -> Whole:
    return Whole(len(every.parties), len(every.others), means)


def _in_order(lying: Laid) -> list[PointRow]:
    """By question as they are asked, points of none last; within it by their place."""
    places = {each: number for number, each in enumerate(lying.questions)}

    def place(row: PointRow) -> tuple[int, int]:
        asked = row.question_id
        return places.get(asked, len(places)) if asked else len(places), row.place

    return sorted(lying.points, key=place)


def _point(row: PointRow, lying: Laid) -> Point:
    sides = [_position(each, lying) for each in lying.positions.get(row.id, ())]
    positions = tuple(each for each in sides if each.notes)
    asked = lying.questions.get(row.question_id) if row.question_id else None
    return Point(
        id=str(row.id),
        question=asked.key if asked else "",
        positions=positions,
        title=row.title,
        tables=tables_of(lying.sources[note] for each in positions for note in each.notes),
        mixed=row.mixed,
        finding=row.promoted_at is not None,
        divergent=row.divergent,
        arranged=row.arranged_at is not None,
        tags=tuple(row.tags),
        admitted=tuple(row.admitted),
        follow_up=FollowUp.of(row.follow_up),
        version=row.version,
        read_back=row.read_back_at is not None,
        heard=_heard(row, positions, lying) if row.read_back_at else (),
    )


def _heard(row: PointRow, positions: Iterable[Position], lying: Laid) -> tuple[Heard, ...]:
    """In order of table and round; those that have not answered wait."""
    notes = [lying.sources[note] for each in positions for note in each.notes]
    places = {(int(n.table), int(n.round)) for n in notes if n.table}
    return tuple(_said(row, str(table), str(round_), lying) for table, round_ in sorted(places))


def _said(row: PointRow, table: str, round_: str, lying: Laid) -> Heard:
    said = lying.sign_offs.get((row.id, table, round_))
    return Heard(table, round_, Verdict(said.verdict), said.words) if said else Heard(table, round_)


def _position(row: PositionRow, lying: Laid) -> Position:
    """Where the note that spoke for it was withdrawn or moved, the next one does."""
    notes = lying.held.get(row.id, ())
    spoken_by = str(row.spoken_by)
    if spoken_by not in notes:
        spoken_by = next(iter(notes), "")
    behind = together(lying.behind.get(note, Backing()) for note in notes)
    said = lying.sources[spoken_by].words if spoken_by else ""
    return Position(
        id=str(row.id),
        side=Side(row.side),
        statement=row.words or said,
        spoken_by=spoken_by,
        notes=notes,
        worded=row.words is not None,
        helped=row.helped,
        backing=behind | lying.support.get(row.id, Backing()),
    )
