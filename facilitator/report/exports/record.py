"""The report as a record for machines: JSON, everything in it, each link both ways."""

import json
from typing import Any, Final

from facilitator.dialogues.rules import Attribution
from facilitator.kit.text import for_xml, throughout
from facilitator.report.citing import note_anchor, paragraph_anchor, point_anchor
from facilitator.report.document import (
    Document,
    Paragraph,
    Section,
    SourceNote,
    Translator,
    label,
)
from facilitator.report.exports import labels
from facilitator.report.keeping import fields_of
from facilitator.report.kinds import name

FORMAT: Final = "facilitator.report/1"


def record(document: Document, say: Translator) -> bytes:
    """UTF-8 JSON with sorted keys; times in ISO 8601 with offset; `format` names its version.

    Note ids tell when a note was written, so they are there only where authors are too.
    """
    words = json.dumps(
        told(document, say), allow_nan=False, ensure_ascii=False, indent=1, sort_keys=True
    )
    return f"{words}\n".encode()


def told(document: Document, say: Translator) -> dict[str, Any]:
    """All that a record holds, fit for any file."""
    whole: dict[str, Any] = throughout(_whole(document, say), for_xml)
    return whole


def _whole(document: Document, say: Translator) -> dict[str, Any]:
    cited_by = document.cited_by()

    def notes(some: tuple[SourceNote, ...]) -> list[dict[str, Any]]:
        return [_note(each, cited_by, document.attribution, say) for each in some]

    return {
        **_head(document, say),
        "sections": _sections(document.sections),
        "points": [
            {**fields_of(each), "anchor": point_anchor(each.reference)} for each in document.points
        ],
        "tables": [fields_of(each) for each in document.grids],
        "notes": {
            "cited": notes(document.notes),
            "parking_lot": notes(document.parked),
            "unused": notes(document.unused),
        },
    }


def _head(document: Document, say: Translator) -> dict[str, Any]:
    plain = ("title", "subtitle", "dialogue", "session", "locale", "status", "version", "method")
    return {
        "format": FORMAT,
        **{field: getattr(document, field) for field in plain},
        "attribution": document.attribution,
        "made_at": document.made_at.isoformat(),
        "cut_off": document.cut_off and document.cut_off.isoformat(),
        "summary": list(document.summary),
        "words": document.words,
        "target": document.target,
        "counts": fields_of(document.counts),
        "balance": [fields_of(row) for row in document.balance],
        "contributors": list(document.contributors),
        "approved": list(document.approved),
        "criteria": list(document.criteria),
        "seal": document.seal,
        "status_line": labels.status(document, say),
    }


def _sections(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    return [
        {
            "label": label(section.level, position),
            "level": section.level,
            "title": section.title,
            "lead": section.lead,
            "paragraphs": [_paragraph(each) for each in section.paragraphs],
            "sections": _sections(section.sections),
        }
        for position, section in enumerate(sections, 1)
    ]


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {**fields_of(paragraph), "anchor": paragraph_anchor(paragraph.number)}


def _note(
    note: SourceNote,
    cited_by: dict[str, tuple[int, ...]],
    attribution: Attribution,
    say: Translator,
) -> dict[str, Any]:
    fields = fields_of(note)
    if attribution is not Attribution.ATTRIBUTED:
        del fields["id"]
    return {
        **fields,
        "kind_name": name(note.kind, say),
        "anchor": note_anchor(note.reference),
        "cited_in": cited_by.get(note.reference, ()),
    }
