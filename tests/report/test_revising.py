"""A draft is stored by paragraph, edited, and put together again."""

from dataclasses import replace
from gettext import NullTranslations

from facilitator.report.document import Document
from facilitator.report.draft import draft
from facilitator.report.revising import Placed, nested, placed, revised
from tests.report.papers import every_note, facts


def drafted() -> Document:
    return draft(facts(), NullTranslations())


def test_sections_are_what_their_rows_say() -> None:
    document = drafted()
    rows = placed(document.sections)
    assert [row.paragraph for row in rows] == list(document.paragraphs())
    assert nested(rows) == document.sections


def test_nothing_revised_is_nothing_changed() -> None:
    document = drafted()
    assert revised(document, document.sections) == document


def without_first(rows: tuple[Placed, ...], number: int, reference: str) -> tuple[Placed, ...]:
    """The rows, with one citation taken out of one paragraph."""

    def edited(row: Placed) -> Placed:
        kept = tuple(each for each in row.paragraph.citations if each != reference)
        paragraph = replace(row.paragraph, words="Ben rewrote this.", citations=kept)
        return replace(row, paragraph=paragraph) if row.paragraph.number == number else row

    return tuple(map(edited, rows))


def test_a_note_cited_no_longer_is_listed_as_not_used() -> None:
    document = drafted()
    reference, numbers = next(
        (ref, numbers) for ref, numbers in document.cited_by().items() if len(numbers) == 1
    )
    sections = nested(without_first(placed(document.sections), numbers[0], reference))
    after = revised(document, sections)
    assert reference in {each.reference for each in after.unused}
    assert after.counts.cited == document.counts.cited - 1
    assert after.counts.unused == document.counts.unused + 1
    assert len(every_note(after)) == len(every_note(document))
    assert after.words < document.words
