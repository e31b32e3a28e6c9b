"""A stored report put together again: its own words, over the notes and counts of the moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from facilitator.kit.words import N_
from facilitator.report.citing import divided, is_point, renumbered, report_words, set_aside
from facilitator.report.document import (
    Document,
    Paragraph,
    Role,
    Section,
    SourceNote,
    Translator,
    walk,
)
from facilitator.report.draft import counted, draft
from facilitator.report.draft.facts import Facts
from facilitator.report.draft.outline import silent
from facilitator.report.draft.preface import introduction, summary
from facilitator.report.draft.ranking import says_something
from facilitator.report.revising import Headings, Placed, nested

WITHDRAWN = N_("This note was withdrawn by its author.")


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as it is stored. `line`: which line of the introduction it still is."""

    under: Headings
    role: str
    lead: str
    words: str
    citations: tuple[str, ...]
    line: int | None = None


class Sectioned(Protocol):
    @property
    def section(self) -> list[dict[str, Any]]: ...


Stored = TypeVar("Stored", bound=Sectioned)


def in_order(paragraphs: Sequence[Stored]) -> tuple[Stored, ...]:
    """Stored paragraphs as they are read: those of a heading before those of its parts."""
    placed = [
        Placed(
            tuple((each["title"], each["lead"]) for each in paragraph.section), Paragraph(at, "")
        )
        for at, paragraph in enumerate(paragraphs)
    ]
    read = walk(nested(placed))
    return tuple(paragraphs[each.number] for _, part in read for each in part.paragraphs)


def rebuilt(facts: Facts, rows: Sequence[Row], say: Translator) -> Document:
    """The report of these rows. Notes no row cites are parked or unused, each of them once.

    A cited note that was withdrawn stays in the list of notes, without its words, and is not
    counted. The introduction states the counts of the moment.
    """
    fresh = draft(facts, say)
    notes = (*fresh.notes, *fresh.parked, *fresh.unused)
    division = divided(nested([_placed(row, ()) for row in rows]), notes)
    counts = counted(facts, notes, division)
    spoken = [note for note in notes if not set_aside(note) and says_something(note)]
    opening = introduction(facts, counts, silent(facts, spoken), say)
    lines = tuple(each.words for each in opening.paragraphs)
    sections = renumbered(nested([_placed(row, lines) for row in rows]))
    box = summary(facts, counts, say)
    return replace(
        fresh,
        sections=sections,
        summary=box,
        notes=(*division.cited, *_withdrawn(sections, notes, say, facts.locale)),
        parked=division.parked,
        unused=division.unused,
        counts=counts,
        words=report_words(box, sections),
    )


def _placed(row: Row, lines: Sequence[str]) -> Placed:
    words = row.words
    if row.line is not None and row.line < len(lines):
        words = lines[row.line]
    return Placed(row.under, Paragraph(0, words, row.citations, Role(row.role), row.lead))


def _withdrawn(
    sections: tuple[Section, ...], notes: Iterable[SourceNote], say: Translator, locale: str
) -> tuple[SourceNote, ...]:
    """What stands for each cited note that is not there any more, so that its links lead on."""
    there = {note.reference for note in notes}
    missing = {
        reference
        for _, section in walk(sections)
        for paragraph in section.paragraphs
        for reference in paragraph.citations
        if reference not in there and not is_point(reference)
    }
    words = say.gettext(WITHDRAWN)
    gone = (SourceNote(each, words, locale, "", reference=each) for each in missing)
    return tuple(sorted(gone, key=lambda note: note.order))
