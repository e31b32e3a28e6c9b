"""Editing, withdrawing and supporting notes. (Writing: `writing.py`.)"""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.errors import Conflict, Forbidden
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.events import NoteChanged, SupportGiven
from facilitator.notes.model import Note, NoteVersion, Support
from facilitator.notes.queries import support_by
from facilitator.notes.rules import NoteKind, Stance
from facilitator.notes.writing import worded
from facilitator.people.model import Participant


@dataclass(frozen=True)
class Edit:
    """New words for a note whose `version` the author saw."""

    version: int
    words: str
    kind: NoteKind
    limit: int


async def edit_note(work: Work, author: Participant, note: Note, edit: Edit) -> Note:
    """Replaces the words of one's own note, if nobody changed it meanwhile."""
    own(author, note)
    cleaned, _ = worded(edit.words, edit.limit)
    if (note.words, note.kind) == (cleaned, edit.kind):
        return note
    if note.version != edit.version:
        raise Conflict(N_("This note was changed on another device meanwhile."))
    work.db.add(
        NoteVersion(
            note_id=note.id,
            version=note.version,
            kind=note.kind,
            words=note.words,
            replaced_at=work.now,
        )
    )
    note.words, note.kind, note.version = cleaned, edit.kind, note.version + 1
    work.record(NoteChanged(note.dialogue_id, note.id, note.table_id))
    return note


async def withdraw_note(work: Work, author: Participant, note: Note) -> None:
    own(author, note)
    note.withdrawn_at = note.withdrawn_at or work.now
    work.record(NoteChanged(note.dialogue_id, note.id, note.table_id))


async def restore_note(work: Work, author: Participant, note: Note) -> None:
    own(author, note)
    note.withdrawn_at = None
    work.record(NoteChanged(note.dialogue_id, note.id, note.table_id))


async def place_note(work: Work, note: Note, table_id: UUID) -> None:
    """A co-facilitator takes a note out of the tray and puts it where it belongs."""
    note.table_id = table_id
    work.record(NoteChanged(note.dialogue_id, note.id, note.table_id))


async def support_note(work: Work, person: Participant, note: Note, stance: Stance | None) -> None:
    """ "We share this", "we differ", or (None) neither any more. One voice a person and note."""
    if note.author_id == person.id:
        raise Forbidden(N_("Your own note already counts as yours."))
    given = await support_by(work.db, note.id, person.id)
    if given and stance is None:
        await work.db.delete(given)
    elif given and stance:
        given.stance, given.at, given.counted_by = stance, work.now, None
    elif stance:
        work.db.add(Support(note_id=note.id, participant_id=person.id, stance=stance, at=work.now))
    await work.db.flush()
    work.record(SupportGiven(note.dialogue_id, note.id, note.table_id))


def own(author: Participant, note: Note) -> None:
    if note.author_id != author.id:
        raise Forbidden(N_("Only the author can change a note."))
