"""Reads an XLSX file. Macros are never run, formulas never computed, links never followed.

A package is inspected before it is opened: its declared sizes bound what unpacking can cost, and
XML that declares entities is refused.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime

from facilitator.people.roster.bounds import (
    MAX_COLUMNS,
    MAX_LINES,
    MAX_PARTS,
    MAX_UNPACKED,
    NO_SHEET,
    TOO_LARGE,
    Line,
    RosterUnreadable,
    numbered,
)


def workbook_lines(data: bytes) -> Iterator[Line]:
    """The first visible sheet that holds anything."""
    try:
        return iter(_read(data))
    except RosterUnreadable:
        raise
    except Exception as wrong:  # a broken package raises whatever it breaks
        raise RosterUnreadable(code="damaged") from wrong


def _read(data: bytes) -> list[Line]:
    _inspect(data)
    shown = _lines(data, computed=False)
    if not any(cell.startswith("=") for _, row in shown for cell in row):
        return shown
    computed = dict(_lines(data, computed=True))
    return [(number, _either(computed.get(number, ()), row)) for number, row in shown]


def _either(computed: tuple[str, ...], shown: tuple[str, ...]) -> tuple[str, ...]:
    """What a formula last came to; the formula's text where the file does not say."""
    known = computed + ("",) * (len(shown) - len(computed))
    return tuple(value or text for value, text in zip(known, shown, strict=False))


def _inspect(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise RosterUnreadable(TOO_LARGE, code="too_large", megabytes=MAX_UNPACKED // 1_000_000)
        names = [part.filename.lower() for part in parts]
        if "xl/workbook.xml" not in names or any(map(_declares, map(package.read, parts))):
            raise RosterUnreadable(NO_SHEET, code="not_a_sheet")


def _declares(part: bytes) -> bool:
    """Whether a part carries a document type, in any of XML's usual encodings."""
    return b"<!DOCTYPE" in part or b"<!ENTITY" in part or "<!".encode("utf-16-le") in part


def _lines(data: bytes, *, computed: bool) -> list[Line]:
    from openpyxl import load_workbook  # here, for it would take a tenth of every start

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=computed)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=MAX_LINES + 1, max_col=MAX_COLUMNS, values_only=True)
                found = list(numbered(tuple(map(_text, row)) for row in rows))
                if found:
                    return found
    return []


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, datetime) else str(value)
