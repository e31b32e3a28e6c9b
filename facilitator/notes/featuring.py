"""Featuring: the notes that the projector reads back to the room. None gets there by itself."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.work import Work
from facilitator.notes.events import NoteFeatured
from facilitator.notes.model import Note


async def feature_note(work: Work, note: Note, on: bool) -> None:
    """Puts a note on the harvest view, newest first, or takes it off again."""
    note.featured_at = work.now if on else None
    work.record(NoteFeatured(note.dialogue_id, note.id, note.table_id))


async def featured(db: AsyncSession, session_id: UUID, limit: int) -> Sequence[Note]:
    """The newest notes a chair has featured, those withdrawn since left out."""
    query = select(Note).where(
        Note.session_id == session_id, Note.featured_at.is_not(None), Note.withdrawn_at.is_(None)
    )
    return (await db.scalars(query.order_by(Note.featured_at.desc()).limit(limit))).all()


async def kinds_by_question(db: AsyncSession, session_id: UUID) -> dict[UUID | None, Counter[str]]:
    """{question, or None: {kind: how many notes stand}} of a session."""
    query = (
        select(Note.question_id, Note.kind, func.count())
        .where(Note.session_id == session_id, Note.withdrawn_at.is_(None))
        .group_by(Note.question_id, Note.kind)
    )
    counted: dict[UUID | None, Counter[str]] = {}
    for question, kind, count in await db.execute(query):
        counted.setdefault(question, Counter())[kind] = count
    return counted
