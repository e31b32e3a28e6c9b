"""The speech log as a workbook in a language: the log, what chairs did, and a sheet a table."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from facilitator.floor import words
from facilitator.floor.exports.tables import charts, clock
from facilitator.floor.logged import Log
from facilitator.floor.rules.log import Deed, Entry, Point
from facilitator.kit.text import for_xml
from facilitator.kit.words import N_, direction, say

LOG = (
    (N_("No."), 6), (N_("Kind"), 20), (N_("Outcome"), 12), (N_("Prepared"), 10),
    (N_("Speaker"), 28), (N_("Speaks for"), 28), (N_("Constituency"), 22), (N_("Region"), 30),
    (N_("Language"), 10), (N_("Asked"), 20), (N_("Began"), 20), (N_("Ended"), 20),
    (N_("Limit"), 8), (N_("Time"), 8), (N_("Points"), 30), (N_("Summary"), 60),
)  # fmt: skip
DONE = (
    (N_("No."), 6), (N_("At"), 20), (N_("By"), 28), (N_("Act"), 30), (N_("Speech"), 8),
    (N_("Place in the line"), 10), (N_("Taken back"), 10),
)  # fmt: skip
Cell = str | int | None
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(log: Log, opened: Sequence[Point], locale: str) -> bytes:
    """Right to left where the language is; every text cell is text."""
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        book.set_properties({"author": "", "comments": ""})
        put = _Sheets(book, locale)
        put.sheet(N_("Speech log"), LOG, (_entry(each, locale) for each in log.entries))
        put.sheet(N_("What chairs did"), DONE, (_deed(each, locale) for each in log.deeds))
        names = (N_("Requests"), N_("Constituencies"), N_("Regions"), N_("Genders"), N_("Points"))
        for name, chart in zip(names, charts(log.figures(opened), locale), strict=True):
            columns = [(column, 40 if at == 0 else 16) for at, column in enumerate(chart.columns)]
            put.sheet(name, columns, chart.rows)
    return buffer.getvalue()


class _Sheets:
    """A workbook that is being filled in a language."""

    def __init__(self, book: Any, locale: str) -> None:
        self.book = book
        self.locale = locale
        self.head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(
        self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]
    ) -> None:
        page = self.book.add_worksheet(say(name, self.locale)[:31])
        for at, (words_, width) in enumerate(columns):
            page.set_column(at, at, width)
            page.write_string(0, at, for_xml(say(words_, self.locale)), self.head)
        for line, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                if isinstance(value, int):
                    page.write_number(line, at, value, self.plain)
                elif value:
                    page.write_string(line, at, for_xml(value), self.plain)
        page.freeze_panes(1, 0)
        if direction(self.locale) == "rtl":
            page.right_to_left()


def _entry(entry: Entry, locale: str) -> tuple[Cell, ...]:
    def called(names: dict[Any, str], value: str | None) -> str | None:
        return say(names.get(value, value), locale) if value else None

    return (
        entry.number,
        called(words.KINDS, entry.kind),
        called(words.OUTCOMES, entry.outcome),
        say(N_("Yes"), locale) if entry.prepared else None,
        entry.speaker,
        entry.stands_for,
        called(words.CONSTITUENCIES, entry.constituency),
        called(words.REGIONS, entry.region),
        entry.language,
        _moment(entry.asked_at),
        _moment(entry.began_at),
        _moment(entry.ended_at),
        clock(entry.limit_ms) if entry.limit_ms else None,
        clock(entry.spoken_ms) if entry.number else None,
        "; ".join(entry.points),
        entry.summary,
    )


def _deed(deed: Deed, locale: str) -> tuple[Cell, ...]:
    return (
        deed.version,
        _moment(deed.at),
        deed.by,
        say(words.ACTS.get(deed.act, deed.act), locale),  # type: ignore[call-overload]
        deed.speech,
        deed.place,
        say(N_("Yes"), locale) if deed.undone else None,
    )


def _moment(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else None
