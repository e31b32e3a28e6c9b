"""What a roundtable made of the café's points: which of them its speeches took up (R27).

A point goes by another key once notes are gathered anew, merged or parted. What a chair puts on
the wall or links to a speech is therefore kept under the note that spoke for the point (a *topic*),
and belongs to the point which that note is of now: no link is lost by gathering once more.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, DialogueSession, Question
from facilitator.floor.logged import Log, speech_log
from facilitator.floor.rules.log import Entry
from facilitator.floor.rules.log import Point as Opened
from facilitator.harvest.model import Placing, Position
from facilitator.harvest.model import Point as PointRow
from facilitator.harvest.opening import Point, points, reports
from facilitator.notes.model import Note


async def belongings(
    db: AsyncSession, opened: Collection[Point], topics: Collection[str]
) -> dict[str, str]:
    """{topic: the key of the point it belongs to now}, without those that belong to none."""
    of_group = {each.note: each.key for each in opened if each.group}
    keys = {each.key for each in opened}
    notes = [note for note in map(_id, topics) if note]
    query = (
        select(Note.id, PointRow.id, Question.key, Note.kind)
        .outerjoin(Question, Question.id == Note.question_id)
        .outerjoin(Placing, Placing.note_id == Note.id)
        .outerjoin(Position, Position.id == Placing.position_id)
        .outerjoin(PointRow, and_(PointRow.id == Position.point_id, PointRow.removed_at.is_(None)))
        .where(Note.id.in_(notes))
    )
    found: dict[str, str | None] = {each: of_group[each] for each in topics if each in of_group}
    for note, point, question, kind in await db.execute(query) if notes and keys else ():
        candidates = (f"point:{point}", f"{question}:{kind}")
        found[str(note)] = next((key for key in candidates if key in keys), None)
    return {topic: key for topic, key in found.items() if key}


def _id(topic: str) -> UUID | None:
    try:
        return UUID(topic)
    except ValueError:
        return None


async def discussed(
    db: AsyncSession, dialogue: Dialogue, session: DialogueSession, locale: str, at: datetime
) -> tuple[Log, list[Opened]]:
    """The speech log, its speeches linked to the points as they lie now; and those points."""
    log = await speech_log(db, dialogue, session, locale, at)
    opened = await points(db, session, locale)
    topics = {topic for entry in log.entries for topic in entry.points}
    now_of = await belongings(db, [*opened, *await reports(db, session)], topics)

    def linked(entry: Entry) -> Entry:
        keys = dict.fromkeys(now_of[topic] for topic in entry.points if topic in now_of)
        return replace(entry, points=tuple(keys))

    log = replace(log, entries=tuple(map(linked, log.entries)))
    return log, [Opened(each.key, each.words) for each in opened]
