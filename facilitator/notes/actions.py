"""Writing, editing, withdrawing and supporting notes."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from facilitator.kit.errors import Conflict, Forbidden, Invalid, TooLarge
from facilitator.kit.text import TooLong, clean
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.events import NoteChanged, NoteWritten, SupportGiven
from facilitator.notes.model import Note, NoteVersion, Support
from facilitator.notes.queries import by_key, support_by
from facilitator.notes.rules import NoteKind, Stance
from facilitator.people.model import Participant


@dataclass(frozen=True)
class Place:
    """Where a note belongs: a table of a round, or (no table) the tray."""

    session_id: UUID
    round_number: int
    table_id: UUID | None
    question_id: UUID | None
    late: bool


@dataclass(frozen=True)
class Draft:
    """What came from a device."""

    key: str
    words: str
    kind: NoteKind
    language: str | None
    written_at: datetime
    limit: int


@dataclass(frozen=True)
class Written:
    """A stored note; `again` when this very note had been stored before."""

    note: Note
    again: bool
    changes: tuple[str, ...]


async def write_note(work: Work, author: Participant, place: Place, draft: Draft) -> Written:
    """Stores a note once, however often it is sent.

    Raises Conflict when the key was used for another note: neither text may vanish silently.
    """
    words, changes = worded(draft.words, draft.limit)
    digest = _digest(place, draft.kind, words)
    stored = await by_key(work.db, author.dialogue_id, author.id, draft.key)
    if stored:
        if stored.body_digest != digest:
            raise Conflict(N_("This note was already stored with other words."), code="key_reused")
        return Written(stored, True, changes)
    note = Note(
        dialogue_id=author.dialogue_id,
        author_id=author.id,
        session_id=place.session_id,
        round_number=place.round_number,
        table_id=place.table_id,
        question_id=place.question_id,
        late=place.late,
        key=draft.key,
        body_digest=digest,
        kind=draft.kind,
        words=words,
        language=draft.language,
        written_at=min(draft.written_at, work.now),
        stored_at=work.now,
    )
    if not await _is_first(work, note):
        return await write_note(work, author, place, draft)  # sent twice at once
    work.record(NoteWritten(note.dialogue_id, note.id, note.table_id))
    return Written(note, False, changes)


async def _is_first(work: Work, note: Note) -> bool:
    """Stores a note, unless another sending of it was stored since we looked."""
    try:
        async with work.db.begin_nested():
            work.db.add(note)
    except IntegrityError as refused:
        if await by_key(work.db, note.dialogue_id, note.author_id, note.key) is None:
            raise refused  # it lacks something else
        return False
    return True


def worded(raw: str, limit: int) -> tuple[str, tuple[str, ...]]:
    """Words fit to be stored, and what had to be changed in them."""
    try:
        cleaned = clean(raw, limit=limit)
    except TooLong as long:
        raise TooLarge(
            N_(
                "A note has at most %(limit)s characters; this one has %(length)s. Split it in two."
            ),
            limit=long.limit,
            length=long.length,
        ) from None
    if not cleaned.words:
        raise Invalid(N_("Write something first."))
    return cleaned.words, cleaned.changes


def _digest(place: Place, kind: NoteKind, words: str) -> str:
    body = [str(place.session_id), place.round_number, str(place.question_id), kind, words]
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()


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
        given.stance, given.at = stance, work.now
    elif stance:
        work.db.add(Support(note_id=note.id, participant_id=person.id, stance=stance, at=work.now))
    await work.db.flush()
    work.record(SupportGiven(note.dialogue_id, note.id, note.table_id))


def own(author: Participant, note: Note) -> None:
    if note.author_id != author.id:
        raise Forbidden(N_("Only the author can change a note."))
