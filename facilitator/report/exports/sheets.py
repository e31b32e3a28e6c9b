"""The report as tables: which there are, their columns, their rows. XLSX and CSV are made of it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from facilitator.dialogues.rules import Attribution
from facilitator.harvest.tags import EVIDENCE
from facilitator.kit.words import N_
from facilitator.report.document import Document, SourceNote, SourcePoint, Translator
from facilitator.report.exports import labels
from facilitator.report.exports.registers import Columns, Row, named, registers, tags
from facilitator.report.kinds import name

PARAGRAPHS: Final = (
    (N_("Paragraph"), 11), (N_("Section"), 34), (N_("Lead"), 22),
    (N_("Role"), 14), (N_("Words"), 90), (N_("Cites"), 30),
)  # fmt: skip
NOTES: Final = (
    (N_("Note"), 9), (N_("Use"), 16), (N_("Words"), 80), (N_("Cited in"), 14),
    (N_("Kind"), 18), (N_("Theme"), 30), (N_("Guiding question"), 46), (N_("Table"), 8),
    (N_("Round"), 8), (N_("Language"), 10), (N_("Constituency"), 22), (N_("Author"), 26),
    (N_("Late"), 8), (N_("Shared"), 9), (N_("Differ"), 9), (N_("Rests on"), 30), (N_("Id"), 38),
)  # fmt: skip
CITATIONS: Final = ((N_("Paragraph"), 11), (N_("Note"), 9), (N_("Kind"), 18), (N_("Theme"), 40))
POINTS: Final = (
    (N_("Point"), 9), (N_("Position"), 9), (N_("Words"), 80), (N_("Notes"), 30), (N_("Kind"), 18),
    (N_("Theme"), 30), (N_("Guiding question"), 46), (N_("Key message"), 12),
    (N_("Title"), 30), (N_("Touches on"), 30), (N_("Rests on"), 30),
)  # fmt: skip
SUPPORT: Final = (
    (N_("Point"), 9), (N_("Position"), 9), (N_("Who"), 30), (N_("Number"), 9), (N_("Of"), 9),
    (N_("Counted against"), 30), (N_("Names"), 60),
)  # fmt: skip


class Sheet(NamedTuple):
    """`key` names it for machines, `title` in the report's language; columns have a width."""

    key: str
    title: str
    columns: Columns
    rows: list[Row]


def sheets(document: Document, say: Translator) -> Iterator[Sheet]:
    """All of them, in the same order each time; those of points only where there are points."""
    yield _sheet("paragraphs", N_("Paragraphs"), PARAGRAPHS, _paragraphs(document), say)
    yield _sheet("notes", N_("Notes"), NOTES, _notes(document, say), say)
    yield _sheet("citations", N_("Citations"), CITATIONS, _citations(document, say), say)
    if document.points:
        yield _sheet("points", N_("Points"), POINTS, _points(document, say), say)
        yield _sheet("support", N_("Support"), SUPPORT, _support(document), say)
    for key, title, columns, rows in registers(document, say):
        yield _sheet(key, title, columns, rows, say)
    for at, grid in enumerate(labels.grids(document, say), 1):
        columns = tuple(
            (words, 40 if place == 0 else 16) for place, words in enumerate(grid.columns)
        )
        yield Sheet(f"annex-{at}", grid.title, columns, [tuple(row) for row in grid.rows])
    yield Sheet(
        "about", say.gettext("About this report"), ((document.title, 90),), _about(document, say)
    )


def _sheet(key: str, title: str, columns: Columns, rows: Iterator[Row], say: Translator) -> Sheet:
    named = tuple((say.gettext(words), width) for words, width in columns)
    return Sheet(key, say.gettext(title), named, list(rows))


def _paragraphs(document: Document) -> Iterator[Row]:
    for label, section in document.headings():
        for each in section.paragraphs:
            path = f"{label}. {section.title}"
            yield each.number, path, each.lead, each.role, each.words, ", ".join(each.citations)


def _notes(document: Document, say: Translator) -> Iterator[Row]:
    cited_by = document.cited_by()
    named = document.attribution is Attribution.ATTRIBUTED
    for title, _, notes in labels.annexes(document, say):
        for note in notes:
            numbers = ", ".join(map(str, cited_by.get(note.reference, ())))
            facts = _facts(note, document.locale, say)
            yield note.reference, title, note.words, numbers, *facts, note.id if named else None


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
        named(EVIDENCE, note.evidence, say),
    )


def _citations(document: Document, say: Translator) -> Iterator[Row]:
    told: dict[str, SourceNote | SourcePoint] = {each.reference: each for each in document.notes}
    told |= {each.reference: each for each in document.points}
    for paragraph in document.paragraphs():
        for reference in paragraph.citations:
            source = told.get(reference)
            facts = (name(source.kind, say), source.theme_title) if source else ()
            yield paragraph.number, reference, *facts


def _points(document: Document, say: Translator) -> Iterator[Row]:
    for point in document.points:
        about = name(point.kind, say), point.theme_title, point.question_text
        finding = say.gettext("Yes") if point.finding else None
        for at, side in enumerate(point.sides, 1):
            notes = ", ".join(side.notes)
            yield (
                point.reference, at, side.statement, notes, *about, finding, point.title,
                *tags(point, say),
            )  # fmt: skip


def _support(document: Document) -> Iterator[Row]:
    for point in document.points:
        for at, side in enumerate(point.sides, 1):
            for each in side.support:
                numbers = each.numerator, each.denominator
                yield point.reference, at, each.words, *numbers, each.whole, ", ".join(each.names)


def _about(document: Document, say: Translator) -> list[Row]:
    head = (document.dialogue, document.session, labels.status(document, say))
    lines = (*head, *labels.box(document, say), *document.contributors)
    return [(line,) for line in lines if line]
