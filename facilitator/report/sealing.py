"""The seal of a final report: one digest that anybody can work out again from its JSON file.

The SHA-256 of the record's JSON in its canonical form: keys sorted, no blanks between them, UTF-8,
without `seal` itself and `status_line`, which follow from the rest, and without members that hold
nothing. So a report that was sealed before there was a field keeps its digest, though its record
is written with that field, empty, from then on.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from facilitator.dialogues.rules import Attribution
from facilitator.kit.words import translations
from facilitator.report.document import Document, SourceNote, Status
from facilitator.report.exports.record import told
from facilitator.report.keeping import nameless

OUTSIDE: Final = frozenset({"seal", "status_line"})
STRICTER: Final = (Attribution.ATTRIBUTED, Attribution.BY_CATEGORY, Attribution.NON_ATTRIBUTION)


def digest(document: Document) -> str:
    """The digest of a report as it stands, 64 hexadecimal digits."""
    return digest_of(told(document, translations(document.locale)))


def digest_of(record: Mapping[str, Any]) -> str:
    """The digest of what a `report.json` holds."""
    inside = {name: value for name, value in record.items() if name not in OUTSIDE}
    words = json.dumps(
        _without_nothing(inside), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(words.encode()).hexdigest()


def _without_nothing(value: Any) -> Any:
    """Members that are null, false, 0 or empty left out; lists keep all they list."""
    if isinstance(value, Mapping):
        inside = ((name, _without_nothing(each)) for name, each in value.items())
        return {name: each for name, each in inside if each}
    return [_without_nothing(each) for each in value] if isinstance(value, list | tuple) else value


def sealed(document: Document, approved: tuple[str, ...], at: datetime) -> Document:
    """The report as it is final from now on."""
    made_at = at.astimezone(document.made_at.tzinfo)
    final = replace(document, status=Status.FINAL, approved=approved, made_at=made_at)
    return replace(final, seal=digest(final))


def withheld(document: Document, attribution: Attribution) -> Document:
    """A final report in a dialogue that has promised more since: without the names, and without
    the tables of an annex that told them, with which it was sealed."""
    if STRICTER.index(attribution) <= STRICTER.index(document.attribution):
        return document
    keeps = attribution is Attribution.BY_CATEGORY

    def note(each: SourceNote) -> SourceNote:
        told = replace(each, id=each.reference, author=None)
        return told if keeps else replace(told, constituency=None, table_number=None)

    return replace(
        document,
        attribution=attribution,
        contributors=(),
        grids=(),
        points=tuple(map(nameless, document.points)),
        notes=tuple(map(note, document.notes)),
        parked=tuple(map(note, document.parked)),
        unused=tuple(map(note, document.unused)),
    )
