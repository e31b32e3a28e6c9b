"""Writing notes down: many at once, since they come in together and share one commit."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import Conflict, Invalid, Refusal, TooLarge
from facilitator.kit.ids import new_id
from facilitator.kit.text import TooLong, clean
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.events import NoteWritten
from facilitator.notes.model import Note
from facilitator.notes.rules import NoteKind


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


class Author(NamedTuple):
    """The part of a participant that a note needs."""

    dialogue_id: UUID
    id: UUID


@dataclass(frozen=True)
class Letter:
    """A note to be written down, and the work it belongs to."""

    work: Work
    author: Author
    place: Place
    draft: Draft


class Stored(NamedTuple):
    """A note as its author is told of it."""

    id: UUID
    key: str
    body_digest: str
    version: int
    late: bool
    table_id: UUID | None
    words: str


@dataclass(frozen=True)
class Written:
    """A stored note; `again` when this very note had been stored before."""

    note: Stored
    again: bool
    changes: tuple[str, ...]


Mark = tuple[UUID, str]  # author and key


async def write_notes(db: AsyncSession, letters: Sequence[Letter]) -> list[Written | Refusal]:
    """Stores notes, each once, however often it is sent; gives what to tell each sender.

    Conflict is for a key that was used for another note: neither text may vanish silently. A key
    that another worker uses in this very moment is an IntegrityError; a second try finds it. All
    workers store in the same order: crosswise, each would wait for a key that the other holds.
    """
    if not letters:
        return []
    known = await stored(db, [(each.author, each.draft.key) for each in letters])
    rows: list[dict[str, Any]] = []
    answers = [_answer(each, known, rows) for each in letters]
    if rows:
        await db.execute(insert(Note), sorted(rows, key=_mark))
    return answers


_STORED = select(Note.author_id, *(getattr(Note, name) for name in Stored._fields)).where(
    Note.author_id.in_(bindparam("authors", expanding=True)),
    Note.key.in_(bindparam("keys", expanding=True)),
)


async def stored(db: AsyncSession, wanted: Iterable[tuple[Author, str]]) -> dict[Mark, Stored]:
    """Those of some authors' notes that are stored under these keys."""
    authors, keys = zip(*wanted, strict=True)
    found = await db.execute(_STORED, {"authors": [each.id for each in authors], "keys": keys})
    return {(author, rest[1]): Stored(*rest) for author, *rest in found}


def _answer(
    letter: Letter, known: dict[Mark, Stored], rows: list[dict[str, Any]]
) -> Written | Refusal:
    """What to tell the sender. What is new is added to `known` and `rows`, and told as an event."""
    try:
        words, changes = worded(letter.draft.words, letter.draft.limit)
    except Refusal as refusal:
        return refusal
    mark = letter.author.id, letter.draft.key
    digest = _digest(letter.place, letter.draft.kind, words)
    before = known.get(mark)
    if before and before.body_digest != digest:
        return Conflict(N_("This note was already stored with other words."), code="key_reused")
    if before is None:
        row = as_row(letter, words, digest)
        rows.append(row)
        known[mark] = Stored(**{name: row[name] for name in Stored._fields})
        place = letter.place
        written = NoteWritten(
            letter.author.dialogue_id, row["id"], place.table_id, place.round_number
        )
        letter.work.record(written)
    return Written(known[mark], before is not None, changes)


def _mark(row: Mapping[str, Any]) -> Mark:
    return row["author_id"], row["key"]


def as_row(letter: Letter, words: str, digest: str) -> dict[str, Any]:
    draft, place = letter.draft, letter.place
    return {
        "id": new_id(),
        "dialogue_id": letter.author.dialogue_id,
        "author_id": letter.author.id,
        "session_id": place.session_id,
        "round_number": place.round_number,
        "table_id": place.table_id,
        "question_id": place.question_id,
        "late": place.late,
        "key": draft.key,
        "body_digest": digest,
        "kind": draft.kind,
        "words": words,
        "version": 1,
        "language": draft.language,
        "written_at": min(draft.written_at, letter.work.now),
        "stored_at": letter.work.now,
    }


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
