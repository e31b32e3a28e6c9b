"""Notes out of a CSV file: `id,text[,question,table,round,kind,language,author]`."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from facilitator.harvest.points import Source

FIELDS = ("question", "table", "round", "kind", "language", "author")
SEPARATORS = (",", ";", "\t")


class Unreadable(ValueError):  # noqa: N818 - says what is wrong
    """A file of notes that cannot be used, and why, as one sentence."""


def read_notes(content: bytes) -> tuple[Source, ...]:
    """The notes in their order. Raises Unreadable, naming the row where there is one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("The file is not UTF-8 text. Save it as CSV UTF-8.") from None
    try:
        notes = tuple(_rows(text))
    except csv.Error as wrong:
        raise Unreadable(f"The file is not CSV: {wrong}.") from None
    _check(notes)
    return notes


def _rows(text: str) -> Iterator[Source]:
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=separator, strict=True)
    names = {name.strip().lower(): name for name in reader.fieldnames or () if name}
    missing = [name for name in ("id", "text") if name not in names]
    if missing:
        raise Unreadable(f"The first row must name the columns; missing: {', '.join(missing)}.")
    for row in reader:
        values = {known: (row[name] or "").strip() for known, name in names.items()}
        if not any(values.values()):
            continue
        if not values["id"]:
            raise Unreadable(f"Line {reader.line_num}: the note has no id.")
        more: dict[str, Any] = {field: values.get(field, "") for field in FIELDS}
        yield Source(values["id"], values["text"], **more)


def _check(notes: tuple[Source, ...]) -> None:
    seen: set[str] = set()
    for note in notes:
        if note.id in seen:
            raise Unreadable(f"The id {note.id} is used by two notes.")
        seen.add(note.id)
