"""The notes as they are stored, for machines: nothing that tells who wrote them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import questions
from facilitator.notes.model import Note
from facilitator.tables.queries import tables_of


async def notes(db: AsyncSession, session: DialogueSession) -> list[dict[str, Any]]:
    """`table` is a number, or None for a note in the tray; `key` is its device's own."""
    tables = {each.id: each.number for each in await tables_of(db, session.id)}
    asked = {each.id: each.key for each in await questions(db, session.dialogue_id)}
    query = select(Note).filter_by(session_id=session.id).order_by(Note.id)
    return [
        {
            "key": note.key,
            "session": session.key,
            "round": note.round_number,
            "table": tables.get(note.table_id) if note.table_id else None,
            "question": asked.get(note.question_id) if note.question_id else None,
            "kind": note.kind,
            "language": note.language,
            "words": note.words,
            "late": note.late,
            "withdrawn": note.withdrawn_at is not None,
        }
        for note in await db.scalars(query)
    ]
