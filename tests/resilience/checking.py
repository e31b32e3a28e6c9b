"""What became of the notes, read over a new connection: never from a worker's memory.

A note is told by its words, which are unique in a history: a key cannot show a note that was
stored twice under two keys.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from facilitator.kit.ledger import LoggedEvent
from facilitator.notes.model import Note
from tests.resilience.history import History

TROUBLE = re.compile(r'"status": 500|Traceback|never retrieved|was never awaited')


@dataclass(frozen=True)
class Found:
    """Counts of notes; and of revisions that are missing or have a note's event twice or never."""

    acknowledged: int
    stored: int
    lost: int
    doubled: int
    misplaced: int
    strangers: int
    gaps: int

    @property
    def wrong(self) -> dict[str, int]:
        """All that must be nought and is not."""
        harmless = ("acknowledged", "stored")
        return {name: n for name, n in asdict(self).items() if n and name not in harmless}


async def found(url: str, dialogue: UUID, history: History) -> Found:
    """Compares a history with what is stored of a dialogue."""
    notes, events = await _read(url, dialogue)
    invoked = {line["words"]: line for line in history.of("invoke")}
    acknowledged = history.keys("ok")
    words_of = {line["key"]: line["words"] for line in history.of("invoke")}
    copies = Counter(note.words for note in notes)
    return Found(
        acknowledged=len(acknowledged),
        stored=len(notes),
        lost=sum(1 for key in acknowledged if not copies[words_of[key]]),
        doubled=sum(count - 1 for count in copies.values()),
        misplaced=sum(
            1 for n in notes if n.words in invoked and _place(n) != _said(invoked[n.words])
        ),
        strangers=sum(1 for words in copies if words not in invoked),
        gaps=_gaps(notes, events),
    )


async def _read(url: str, dialogue: UUID) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    engine = create_async_engine(url, poolclass=NullPool)
    of_notes = select(Note.id, Note.words, Note.table_id, Note.round_number)
    of_events = select(LoggedEvent.revision, LoggedEvent.name, LoggedEvent.packed)
    async with engine.connect() as db:
        notes = await db.execute(of_notes.where(Note.dialogue_id == dialogue))
        events = await db.execute(of_events.where(LoggedEvent.dialogue_id == dialogue))
        read = notes.all(), events.all()
    await engine.dispose()
    return read


def _place(note: Row[Any]) -> tuple[str, int]:
    return str(note.table_id or ""), note.round_number


def _said(line: dict[str, Any]) -> tuple[str, int]:
    return line["table"], line["round"]


def _gaps(notes: Sequence[Row[Any]], events: Sequence[Row[Any]]) -> int:
    revisions = {event.revision for event in events}
    missing = set(range(1, max(revisions, default=0) + 1)) - revisions
    told = Counter(event.packed["note"] for event in events if event.name == "NoteWritten")
    return len(missing) + sum(1 for note in notes if told[str(note.id)] != 1)


def trouble(log: Path) -> list[str]:
    """The lines of a worker's log that must not be there, whatever was done to it."""
    if not log.exists():
        return []
    return [line for line in log.read_text().splitlines() if TROUBLE.search(line)]
