"""From a record back to the report, so that every file can be made again, offline, years later."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from facilitator.dialogues.rules import Attribution
from facilitator.report.document import (
    Counts,
    Document,
    Grid,
    Paragraph,
    Role,
    Section,
    SourceNote,
    Status,
    ThemeCount,
)
from facilitator.report.keeping import made_of, point_of

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
        counts=made_of(Counts, told["counts"]),
        balance=tuple(made_of(ThemeCount, each) for each in told["balance"]),
        contributors=tuple(told["contributors"]),
        points=tuple(map(point_of, told["points"])),
        grids=tuple(map(_grid, told["tables"])),
        approved=tuple(told.get("approved", ())),
        criteria=tuple(told.get("criteria", ())),
        seal=told.get("seal", ""),
    )


def _section(told: Told) -> Section:
    paragraphs = tuple(map(_paragraph, told["paragraphs"]))
    inside = tuple(map(_section, told["sections"]))
    return Section(told["title"], told["level"], told["lead"], paragraphs, inside)


def _paragraph(told: Told) -> Paragraph:
    made: Paragraph = made_of(Paragraph, told, role=Role(told["role"]))
    return made


def _note(told: Told) -> SourceNote:
    made: SourceNote = made_of(SourceNote, {"id": told["reference"], **told})
    return made


def _grid(told: Told) -> Grid:
    rows, bars = tuple(map(tuple, told["rows"])), tuple(told.get("bars", ()))
    return Grid(told["title"], tuple(told["columns"]), rows, bars)
