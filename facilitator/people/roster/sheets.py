"""From an uploaded file to numbered rows of text: CSV in any usual dress, or XLSX."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.kit.text import uncell
from facilitator.people.roster.bounds import (
    EMPTY,
    MAX_BYTES,
    MAX_COLUMNS,
    NO_SHEET,
    OLD_EXCEL,
    TOO_LARGE,
    Line,
    RosterUnreadable,
    numbered,
)
from facilitator.people.roster.workbook import workbook_lines

_SEPARATOR = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Opened:
    """The rows that hold anything, numbered as a spreadsheet shows them.

    `guessed` says that the file did not tell its letters and Windows' Western ones were taken.
    """

    lines: Iterator[Line]
    guessed: bool = False


def opened(data: bytes) -> Opened:
    """Opens a CSV or XLSX file. Raises `RosterUnreadable`, also while the lines are read."""
    if len(data) > MAX_BYTES:
        raise RosterUnreadable(TOO_LARGE, code="too_large", megabytes=MAX_BYTES // 1_000_000)
    if not data.strip(b"\0 \t\r\n"):
        raise RosterUnreadable(EMPTY, code="empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RosterUnreadable(OLD_EXCEL, code="old_excel")
    if data.startswith(b"PK\x03\x04"):
        return Opened(workbook_lines(data))
    encoding, text = _decoded(data)
    return Opened(numbered(_table(text)), guessed=encoding == "cp1252")


def _decoded(data: bytes) -> tuple[str, str]:
    """UTF-16 if marked or full of zero bytes, else UTF-8, else Windows' Western letters."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return encoding, text
    raise RosterUnreadable(NO_SHEET, code="not_a_sheet")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if data[1:200:2].count(0) > len(data[1:200:2]) // 2:
        return ("utf-16-le",)
    if data[0:200:2].count(0) > len(data[0:200:2]) // 2:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _is_text(text: str) -> bool:
    """A table has few control characters; pictures and programs have many."""
    odd = sum(char < " " and char not in "\t\n\r" for char in text[:4000])
    return odd <= len(text[:4000]) // 50 + 1


def _table(text: str) -> Iterator[tuple[str, ...]]:
    source = io.StringIO(text, newline="")
    first = source.readline()
    if said := _SEPARATOR.fullmatch(first):
        delimiter = said[1]
        yield ()
    else:
        delimiter = max(",;\t|", key=_outside_quotes(first).count)
        source.seek(0)
    try:
        for row in csv.reader(source, delimiter=delimiter):
            yield tuple(uncell(cell) for cell in row[:MAX_COLUMNS])
    except csv.Error as wrong:
        raise RosterUnreadable(code="not_a_table") from wrong


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
