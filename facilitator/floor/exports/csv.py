"""The speech log as CSV, with the same names and values in every language; and read back.

RFC 4180 in UTF-8 with a mark of it, which Excel needs; formulas start with `'`. Moments are ISO
8601 with their offset, times are seconds with milliseconds.
"""

import csv as commas
from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from typing import Final

from facilitator.floor.rules.kinds import Asking, State
from facilitator.floor.rules.log import Deed, Entry, Point
from facilitator.kit.text import cell, for_xml, uncell

COLUMNS: Final = (
    "number", "kind", "outcome", "prepared", "speaker", "stands_for", "constituency", "region",
    "language", "asked_at", "began_at", "ended_at", "limit_seconds", "spoken_seconds", "absent",
    "points", "summary",
)  # fmt: skip
DEEDS: Final = (
    "version", "at", "by", "act", "speech", "place", "undone", "clock_seconds"
)  # fmt: skip
POINTS: Final = ("point", "words", "speeches")
_BETWEEN = "; "


def speeches(entries: Iterable[Entry]) -> bytes:
    """A row for each request, speeches first in their order."""
    return _file(COLUMNS, (_row(each) for each in entries))


def deeds(done: Iterable[Deed]) -> bytes:
    """A row for each thing that chairs did."""
    rows = (
        (
            each.version,
            each.at.isoformat(),
            each.by,
            each.act,
            each.speech,
            each.place,
            "yes" if each.undone else "",
            seconds(each.ran_ms),
        )
        for each in done
    )
    return _file(DEEDS, rows)


def points(opened: Iterable[Point]) -> bytes:
    """A row for each point that opened the session, and how many speeches took it up."""
    return _file(POINTS, ((each.key, each.words, each.speeches) for each in opened))


def read_points(file: bytes) -> tuple[Point, ...]:
    return tuple(Point(row["point"], row["words"], int(row["speeches"])) for row in _rows(file))


def read(file: bytes) -> tuple[Entry, ...]:
    """The entries that `speeches` wrote."""
    return tuple(_entry(row) for row in _rows(file))


def clock_ms(file: bytes) -> int:
    """Of a file of `deeds`: how many milliseconds the clocks ran."""
    return sum(_ms(row["clock_seconds"]) or 0 for row in _rows(file))


def seconds(ms: int | None) -> str:
    return "" if ms is None else f"{ms // 1000}.{ms % 1000:03}"


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.number,
        entry.kind,
        entry.outcome,
        "yes" if entry.prepared else "",
        entry.speaker,
        entry.stands_for,
        entry.constituency,
        entry.region,
        entry.language,
        *(each and each.isoformat() for each in (entry.asked_at, entry.began_at, entry.ended_at)),
        seconds(entry.limit_ms),
        seconds(entry.spoken_ms) if entry.number else "",
        entry.absent,
        _BETWEEN.join(entry.points),
        entry.summary,
    )


def _file(head: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    written = StringIO(newline="")
    lines = commas.writer(written)
    lines.writerow(head)
    lines.writerows(["" if v is None else cell(for_xml(str(v))) for v in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _rows(file: bytes) -> list[dict[str, str]]:
    lines = commas.DictReader(StringIO(file.decode("utf-8-sig"), newline=""))
    return [{name: uncell(value) for name, value in row.items()} for row in lines]


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        number=int(row["number"]) if row["number"] else None,
        kind=Asking(row["kind"]),
        outcome=State(row["outcome"]),
        prepared=row["prepared"] == "yes",
        speaker=row["speaker"] or None,
        stands_for=row["stands_for"] or None,
        constituency=row["constituency"] or None,
        region=row["region"] or None,
        language=row["language"] or None,
        asked_at=_moment(row["asked_at"]),
        began_at=_moment(row["began_at"]),
        ended_at=_moment(row["ended_at"]),
        limit_ms=_ms(row["limit_seconds"]),
        spoken_ms=_ms(row["spoken_seconds"]) or 0,
        absent=int(row["absent"]),
        points=tuple(each for each in row["points"].split(_BETWEEN) if each),
        summary=row["summary"] or None,
    )


def _moment(words: str) -> datetime | None:
    return datetime.fromisoformat(words) if words else None


def _ms(words: str) -> int | None:
    whole, _, part = words.partition(".")
    return int(whole) * 1000 + int(part) if words else None
