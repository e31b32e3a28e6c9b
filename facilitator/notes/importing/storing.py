"""Storing imported notes, each once, however often its file comes."""

import hashlib
import json
from collections.abc import Iterable

from sqlalchemy import update

from facilitator.dialogues.model import DialogueSession
from facilitator.kit.work import Work
from facilitator.notes.importing.slots import Ready
from facilitator.notes.model import Note
from facilitator.notes.writing import Author, Draft, Letter, Place, Written, write_notes
from facilitator.people.model import Participant


async def import_notes(
    work: Work, person: Participant, session: DialogueSession, rows: Iterable[Ready], limit: int
) -> tuple[int, int]:
    """How many notes were new, and how many were there already.

    A note without an author is kept under the name of who imports it, and counts as nobody's voice.
    """
    letters = [_letter(work, person, session, each, limit) for each in rows]
    answers = await write_notes(work.db, letters)
    new = [each.note.id for each in answers if isinstance(each, Written) and not each.again]
    marked = update(Note).where(Note.id.in_(new)).values(imported_by=person.id)
    await work.db.execute(marked)
    return len(new), len(letters) - len(new)


def _letter(
    work: Work, person: Participant, session: DialogueSession, row: Ready, limit: int
) -> Letter:
    place = Place(session.id, row.round, row.table, row.question, late=False)
    draft = Draft(_key(place, row), row.words, row.kind, row.language, work.now, limit)
    return Letter(work, Author(person.dialogue_id, row.author or person.id), place, draft)


def _key(place: Place, row: Ready) -> str:
    """The same for the same note, so that a file imported again doubles nothing."""
    where = [str(place.session_id), place.round_number, str(place.table_id)]
    told = json.dumps([*where, str(place.question_id), row.words])
    return f"import-{hashlib.sha256(told.encode()).hexdigest()[:32]}"
