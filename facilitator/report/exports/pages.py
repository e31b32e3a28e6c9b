"""A report laid out for pages: plain words and lists, all in its language, nothing left to decide.

PDF and HTML are set from this, so that they cannot tell different things.
"""

from collections.abc import Iterator
from typing import Any

from facilitator.kit.words import direction
from facilitator.report.bidi import isolated
from facilitator.report.citing import anchor, is_point, note_anchor, paragraph_anchor, pieces
from facilitator.report.document import (
    Document,
    Grid,
    Heading,
    Paragraph,
    SourceNote,
    Translator,
)
from facilitator.report.exports import labels
from facilitator.report.exports.registers import annexed
from facilitator.report.exports.widths import widths
from facilitator.report.stops import run_in

Facts = dict[str, Any]


def laid_out(document: Document, say: Translator) -> Facts:
    """Everything a page shows, in reading order. References in pieces name their target in `to`."""
    seen: set[str] = set()
    return {
        "title": document.title or document.dialogue,
        "over": document.dialogue,
        "under": [each for each in (document.subtitle, document.session) if each],
        "status": labels.status(document, say),
        "comma": say.gettext(", "),
        "page": say.gettext("Page %(page)s of %(pages)s"),
        "box": {
            "title": say.gettext("Summary"),
            "lines": list(labels.box(document, say)),
        },
        "sections": [_section(each, seen, say) for each in document.headings()],
        "footnotes": {each.reference: labels.footnote(each, say) for each in document.footnotes()},
        "annexes": list(_annexes(document, say)),
        "grids": [_grid(each) for each in annexed(document, say)],
        "contributors": {
            "title": say.gettext("Contributors"),
            "names": list(document.contributors),
        },
    }


def _section(heading: Heading, seen: set[str], say: Translator) -> Facts:
    section = heading.section
    return {
        "label": heading.label,
        "level": section.level,
        "title": section.title,
        "lead": section.lead,
        "paragraphs": [_paragraph(each, seen, say) for each in section.paragraphs],
    }


def _paragraph(paragraph: Paragraph, seen: set[str], say: Translator) -> Facts:
    return {
        "number": paragraph.number,
        "anchor": paragraph_anchor(paragraph.number),
        "lead": run_in(paragraph.lead and isolated(paragraph.lead), say),
        "pieces": [_piece(words, reference, seen) for words, reference in pieces(paragraph)],
    }


def _piece(words: str, reference: str | None, seen: set[str]) -> Facts:
    """`first`: the first time that the report cites this."""
    if reference is None:
        return {"words": words}
    first = reference not in seen
    seen.add(reference)
    kind = "point" if is_point(reference) else "note"
    return {"words": words, "to": anchor(reference), "kind": kind, "first": first}


def _annexes(document: Document, say: Translator) -> Iterator[Facts]:
    cited_by = document.cited_by()
    for position, (title, opening, notes) in enumerate(labels.annexes(document, say), 1):
        yield {
            "title": labels.annex_title(position, title, say),
            "opening": opening,
            "head": [say.gettext("Note"), say.gettext("Words and origin"), say.gettext("Cited in")],
            "notes": [
                _note(each, cited_by.get(each.reference, ()), document.locale, say)
                for each in notes
            ],
        }


def _note(note: SourceNote, cited_in: tuple[int, ...], locale: str, say: Translator) -> Facts:
    return {
        "reference": note.reference,
        "anchor": note_anchor(note.reference),
        "words": note.words,
        "language": note.language,
        "direction": direction(note.language) if note.language in labels.SPOKEN else "",
        "places": list(labels.origin(note, locale, say)),
        "cited_in": [{"words": str(each), "to": paragraph_anchor(each)} for each in cited_in],
    }


def _grid(grid: Grid) -> Facts:
    plain = {"title": grid.title, "columns": grid.columns, "rows": grid.rows, "bars": grid.bars}
    return plain | {"widths": widths(grid)}
