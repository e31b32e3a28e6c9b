"""From a record back to the report, so that every file can be made again, offline, years later."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from facilitator.dialogues.rules import Attribution
from facilitator.report.document import (
    Backed,
    Counts,
    Document,
    Grid,
    Paragraph,
    Role,
    Section,
    Side,
    SourceNote,
    SourcePoint,
    Status,
    ThemeCount,
)

Told = Mapping[str, Any]


def reopened(record: bytes) -> Document:
    """The document whose `record` this is: its files are the same, byte by byte.

    Raises ValueError for what is no record of format `facilitator.report/1`. Notes have ids only
    where their authors are named; elsewhere their reference stands for it.
    """
    told = json.loads(record)
    if not isinstance(told, dict) or told.get("format") != "facilitator.report/1":
        raise ValueError("not a record of a report")
    notes = {use: tuple(map(_note, some)) for use, some in told["notes"].items()}
    plain = ("title", "subtitle", "dialogue", "session", "locale", "version", "method", "words")
    return Document(
        **{field: told[field] for field in (*plain, "target")},
        made_at=datetime.fromisoformat(told["made_at"]),
        cut_off=told["cut_off"] and datetime.fromisoformat(told["cut_off"]),
        status=Status(told["status"]),
        attribution=Attribution(told["attribution"]),
        summary=tuple(told["summary"]),
        sections=tuple(map(_section, told["sections"])),
        notes=notes["cited"],
        parked=notes["parking_lot"],
        unused=notes["unused"],
        counts=_as(Counts, told["counts"]),
        balance=tuple(_as(ThemeCount, each) for each in told["balance"]),
        contributors=tuple(told["contributors"]),
        points=tuple(map(_point, told["points"])),
        grids=tuple(map(_grid, told["tables"])),
    )


def _section(told: Told) -> Section:
    paragraphs = tuple(map(_paragraph, told["paragraphs"]))
    inside = tuple(map(_section, told["sections"]))
    return Section(told["title"], told["level"], told["lead"], paragraphs, inside)


def _paragraph(told: Told) -> Paragraph:
    made: Paragraph = _as(Paragraph, told, role=Role(told["role"]))
    return made


def _note(told: Told) -> SourceNote:
    made: SourceNote = _as(SourceNote, {"id": told["reference"], **told})
    return made


def _point(told: Told) -> SourcePoint:
    made: SourcePoint = _as(SourcePoint, told, sides=tuple(map(_side, told["sides"])))
    return made


def _side(told: Told) -> Side:
    made: Side = _as(Side, told, support=tuple(_as(Backed, each) for each in told["support"]))
    return made


def _grid(told: Told) -> Grid:
    rows, bars = tuple(map(tuple, told["rows"])), tuple(told.get("bars", ()))
    return Grid(told["title"], tuple(told["columns"]), rows, bars)


def _as(kind: Any, told: Told, **made: Any) -> Any:
    """A value of this kind from what a record tells of it; lists become tuples."""
    given = {each.name: told[each.name] for each in fields(kind) if each.name in told}
    given = {
        key: tuple(value) if isinstance(value, list) else value for key, value in given.items()
    }
    return kind(**(given | made))
