"""The report as a workbook: paragraphs, notes, citations, counts. Every text cell is text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from facilitator.kit.text import for_xml
from facilitator.kit.words import direction
from facilitator.report.document import Document, Translator
from facilitator.report.exports.registers import Cell, Row
from facilitator.report.exports.sheets import Sheet, sheets

CELL_LIMIT: Final = 32_767
_LINE_END = re.compile("\r\n?")  # else a return is written as _x000D_
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")

_LONG = {"paragraphs", "notes", "points"}  # a row of these may go on in the next


def xlsx(document: Document, say: Translator) -> bytes:
    """A sheet a table with fixed heads and filters; right to left where the language is."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(buffer, options) as book:
        book.set_properties(
            {
                "title": for_xml(document.title),
                "author": "",
                "comments": "",
                "created": document.made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        for name, sheet in _named(sheets(document, say)):
            _write(book, name, _in_parts(sheet, say), document.locale)
    return buffer.getvalue()


def cells(words: str) -> Iterator[str]:
    """Words in pieces that a cell can hold; together they are the words. At least one."""
    units = _LINE_END.sub("\n", for_xml(words)).encode("utf-16-le")
    start = 0
    while start == 0 or start < len(units):
        end = min(start + 2 * CELL_LIMIT, len(units))
        if end < len(units) and 0xD8 <= units[end - 1] <= 0xDB:
            end -= 2
        yield units[start:end].decode("utf-16-le")
        start = max(end, 1)


def _named(every: Iterable[Sheet]) -> Iterator[tuple[str, Sheet]]:
    """Names as a workbook has them: at most 31 characters, no two alike."""
    taken: set[str] = set()
    for sheet in every:
        name = _NOT_IN_A_SHEET_NAME.sub(" ", for_xml(sheet.title))[:31].strip()
        if not name or name.casefold() in taken:
            name = f"{name[:27].strip()} {len(taken) + 1}".strip()
        taken.add(name.casefold())
        yield name, sheet


def _in_parts(sheet: Sheet, say: Translator) -> Sheet:
    """The same with a column that marks, as `2/3`, the rows over which long words go on."""
    if sheet.key not in _LONG:
        return sheet
    first, *others = sheet.columns
    columns = (first, (say.gettext("Part"), 7), *others)
    return sheet._replace(
        columns=columns, rows=[part for row in sheet.rows for part in _parts(row)]
    )


def _parts(row: Row) -> Iterator[Row]:
    cut = [list(cells(each)) if isinstance(each, str) else [each] for each in row]
    count = max(map(len, cut))
    for at in range(count):
        first, *others = (each[at] if at < len(each) else _again(each) for each in cut)
        yield first, f"{at + 1}/{count}" if count > 1 else None, *others


def _again(parts: Sequence[Cell]) -> Cell:
    """What stands in a row that goes on: short cells once more, nothing of those that ended."""
    return parts[0] if len(parts) == 1 else None


def _write(book: Any, name: str, sheet: Sheet, locale: str) -> None:
    page = book.add_worksheet(name)
    _lay_out(book, page, sheet.columns, rtl=direction(locale) == "rtl")
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for at, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            _cell(page, (at, column), value, plain)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)


def _lay_out(book: Any, sheet: Any, columns: Iterable[tuple[str, int]], *, rtl: bool) -> None:
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "bottom": 1}
    )
    for column, (words, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, for_xml(words), head)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if rtl:
        sheet.right_to_left()


def _cell(sheet: Any, place: tuple[int, int], value: Cell, plain: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(*place, value, plain)
    elif value:
        sheet.write_string(*place, next(cells(value)), plain)
