"""The report as a workbook: paragraphs, notes, citations, counts. Every text cell is text."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from io import BytesIO
from itertools import zip_longest
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from facilitator.dialogues.rules import Attribution
from facilitator.kit.text import for_xml
from facilitator.kit.words import N_, direction
from facilitator.report.document import Document, SourceNote, Translator
from facilitator.report.exports import labels
from facilitator.report.kinds import name

CELL_LIMIT: Final = 32_767
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")

PARAGRAPHS = (
    (N_("Paragraph"), 11), (N_("Part"), 7), (N_("Section"), 34), (N_("Lead"), 22),
    (N_("Role"), 14), (N_("Words"), 90), (N_("Cites"), 30),
)  # fmt: skip
NOTES = (
    (N_("Note"), 9), (N_("Part"), 7), (N_("Use"), 16), (N_("Words"), 80), (N_("Cited in"), 14),
    (N_("Kind"), 18), (N_("Theme"), 30), (N_("Guiding question"), 46), (N_("Table"), 8),
    (N_("Round"), 8), (N_("Language"), 10), (N_("Constituency"), 22), (N_("Author"), 26),
    (N_("Late"), 8), (N_("Shared"), 9), (N_("Differ"), 9), (N_("Id"), 38),
)  # fmt: skip
CITATIONS = ((N_("Paragraph"), 11), (N_("Note"), 9), (N_("Kind"), 18), (N_("Theme"), 40))

Cell = str | int | None
Row = tuple[Cell, ...]


def xlsx(document: Document, say: Translator) -> bytes:
    """Four sheets with fixed heads and filters; right to left where the language is."""
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
        for title, columns, rows in _sheets(document, say):
            _write(
                book, document, title, [(say.gettext(name), wide) for name, wide in columns], rows
            )
    return buffer.getvalue()


def cells(words: str) -> Iterator[str]:
    """Words in pieces that a cell can hold; together they are the words. At least one."""
    units = for_xml(words).encode("utf-16-le")
    start = 0
    while start == 0 or start < len(units):
        end = min(start + 2 * CELL_LIMIT, len(units))
        if end < len(units) and 0xD8 <= units[end - 1] <= 0xDB:
            end -= 2
        yield units[start:end].decode("utf-16-le")
        start = max(end, 1)


def _sheets(
    document: Document, say: Translator
) -> Iterator[tuple[str, Iterable[tuple[str, int]], Iterable[Row]]]:
    yield say.gettext("Paragraphs"), PARAGRAPHS, _paragraphs(document)
    yield say.gettext("Notes"), NOTES, _notes(document, say)
    yield say.gettext("Citations"), CITATIONS, _citations(document, say)
    head = (*((each, 16) for each in labels.THEME_COLUMNS),)
    yield say.gettext("Counts"), ((head[0][0], 44), *head[1:]), _counts(document, say)


def _paragraphs(document: Document) -> Iterator[Row]:
    for label, section in document.headings():
        for each in section.paragraphs:
            path = f"{label}. {section.title}"
            whole = (path, each.lead, each.role)
            cites = ", ".join(each.citations)
            for part, words, cited in _parts(each.words, cites):
                yield each.number, part, *whole, words, cited


def _notes(document: Document, say: Translator) -> Iterator[Row]:
    cited_by = document.cited_by()
    named = document.attribution is Attribution.ATTRIBUTED
    for title, _, notes in labels.annexes(document, say):
        for note in notes:
            numbers = ", ".join(map(str, cited_by.get(note.reference, ())))
            for part, words, cited in _parts(note.words, numbers):
                facts = _facts(note, document.locale, say)
                yield note.reference, part, title, words, cited, *facts, note.id if named else None


def _facts(note: SourceNote, locale: str, say: Translator) -> Row:
    return (
        name(note.kind, say),
        note.theme_title,
        note.question_text,
        note.table_number,
        note.round_number,
        labels.language(note.language, locale),
        note.constituency,
        note.author,
        say.gettext("late") if note.late else None,
        note.shares,
        note.differs,
    )


def _parts(first: str, second: str) -> Iterator[tuple[str | None, str, str]]:
    """(mark, words, words) for each row that two long cells need; the mark says `2/3`."""
    rows = tuple(zip_longest(cells(first), cells(second), fillvalue=""))
    for at, (one, two) in enumerate(rows, 1):
        yield f"{at}/{len(rows)}" if len(rows) > 1 else None, one, two


def _citations(document: Document, say: Translator) -> Iterator[Row]:
    notes = {note.reference: note for note in document.notes}
    for paragraph in document.paragraphs():
        for reference in paragraph.citations:
            note = notes.get(reference)
            told = (name(note.kind, say), note.theme_title) if note else ()
            yield paragraph.number, reference, *told


def _counts(document: Document, say: Translator) -> Iterator[Row]:
    yield from labels.balance(document)
    yield ()
    yield from labels.counts(document, say)
    yield ()
    yield (labels.status(document, say),)
    yield from ((line,) for line in document.summary)
    yield from ((contributor,) for contributor in document.contributors)


def _write(
    book: Any,
    document: Document,
    title: str,
    columns: list[tuple[str, int]],
    rows: Iterable[Row],
) -> None:
    sheet = book.add_worksheet(_NOT_IN_A_SHEET_NAME.sub(" ", for_xml(title))[:31].strip())
    _lay_out(book, sheet, columns, rtl=direction(document.locale) == "rtl")
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    written = list(rows)
    for at, row in enumerate(written, 1):
        for column, value in enumerate(row):
            _cell(sheet, (at, column), value, plain)
    filtered = written.index(()) if () in written else len(written)
    sheet.autofilter(0, 0, filtered, len(columns) - 1)


def _lay_out(book: Any, sheet: Any, columns: list[tuple[str, int]], *, rtl: bool) -> None:
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
