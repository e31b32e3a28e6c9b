"""Notes out of a CSV file: `id,text[,question,table,round,kind,language,author]`."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from typing import NamedTuple

from facilitator.harvest.points import Source
from facilitator.notes.kinds import kind_called
from facilitator.notes.rules import number_in
from facilitator.people.roster.vocabulary import language_code

SEPARATORS = (",", ";", "\t")


class Unreadable(ValueError):  # noqa: N818 - says what is wrong
    """A file that cannot be used, and why, as one sentence."""


class Row(NamedTuple):
    """A filled row, its last line in the file, and its cells by the column's name in small letters.

    Cells have no blanks around them; of columns that are not there, `told` gives nothing.
    """

    line: int
    cells: dict[str, str]

    def told(self, column: str) -> str:
        return self.cells.get(column, "")


def rows(content: bytes, *needed: str) -> Iterator[Row]:
    """The rows of a CSV file, whatever parts its cells, that has all `needed` columns.

    Raises Unreadable, naming the line where there is one.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("The file is not UTF-8 text. Save it as CSV UTF-8.") from None
    try:
        yield from _rows(text, needed)
    except csv.Error as wrong:
        raise Unreadable(f"The file is not CSV: {wrong}.") from None


def _rows(text: str, needed: tuple[str, ...]) -> Iterator[Row]:
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    names = [name.strip().lower() for name in next(reader, ())]
    missing = [name for name in needed if name not in names]
    if missing:
        raise Unreadable(f"The first row must name the columns; missing: {', '.join(missing)}.")
    for cells in reader:
        if any(each.strip() for each in cells[len(names) :]):
            raise Unreadable(
                f"Line {reader.line_num} has more cells than there are columns. Put text that "
                f"holds {separator!r} between quotation marks."
            )
        if any(each.strip() for each in cells):
            told = (each.strip() for each in chain(cells, [""] * len(names)))
            yield Row(reader.line_num, dict(zip(names, told, strict=False)))


def read_notes(content: bytes) -> tuple[Source, ...]:
    """The notes in their order. Raises Unreadable, naming the line where there is one.

    `Table 5` is table 5. A kind or a language that is not known here is as good as none.
    """
    notes: dict[str, Source] = {}
    for row in rows(content, "id", "text"):
        note = _note(row)
        if not note.id:
            raise Unreadable(f"Line {row.line}: the note has no id.")
        if note.id in notes:
            raise Unreadable(f"The id {note.id} is used by two notes.")
        notes[note.id] = note
    return tuple(notes.values())


def _note(row: Row) -> Source:
    return Source(
        row.told("id"),
        row.told("text"),
        question=row.told("question"),
        table=number_in(row.told("table")),
        round=number_in(row.told("round")),
        kind=kind_called(row.told("kind")) or "",
        language=language_code(row.told("language")) or "",
        author=row.told("author"),
    )
