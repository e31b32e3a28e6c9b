"""Marks in words become citations, numbers follow the reading, words are counted."""

import pytest

from facilitator.dialogues.rules import Attribution
from facilitator.report.citing import (
    Piece,
    divided,
    numbered,
    pieces,
    renumbered,
    word_count,
)
from facilitator.report.document import Paragraph, Section, label
from tests.report.papers import note


def test_marks_of_cited_notes_become_links() -> None:
    paragraph = Paragraph(1, "Dry wells [N1, N12]. More.", ("N1", "N12"))
    assert pieces(paragraph) == (
        Piece("Dry wells ["),
        Piece("N1", "N1"),
        Piece(", "),
        Piece("N12", "N12"),
        Piece("]. More."),
    )


def test_a_mark_inside_a_quotation_stays_words() -> None:
    paragraph = Paragraph(1, "“see [N7]” [N1]", ("N1",))
    assert pieces(paragraph) == (Piece("“see [N7]” ["), Piece("N1", "N1"), Piece("]"))


def test_a_citation_that_lost_its_mark_is_named_at_the_end() -> None:
    found = pieces(Paragraph(1, "Rewritten by Ben.", ("N4", "N9")))
    assert "".join(piece.words for piece in found) == "Rewritten by Ben. [N4, N9]"
    assert [piece.reference for piece in found if piece.reference] == ["N4", "N9"]


def test_words_without_citations_are_one_piece() -> None:
    assert pieces(Paragraph(1, "There were 3 rounds.")) == (Piece("There were 3 rounds."),)


def test_named_notes_are_numbered_in_the_order_of_time() -> None:
    given = numbered([note(3), note(1), note(2)], Attribution.ATTRIBUTED)
    assert [(each.reference, each.id) for each in given] == [
        ("N1", "id-0001"),
        ("N2", "id-0002"),
        ("N3", "id-0003"),
    ]


@pytest.mark.parametrize("mode", [Attribution.BY_CATEGORY, Attribution.NON_ATTRIBUTION])
def test_other_notes_are_numbered_so_that_the_order_tells_no_time(mode: Attribution) -> None:
    given = numbered(map(note, range(50)), mode)
    order = [each.id for each in given]
    assert order != sorted(order)
    assert given == numbered(map(note, reversed(range(50))), mode)


def test_a_reference_once_given_is_kept() -> None:
    kept = {"id-0002": "N1", "id-0003": "N4"}
    given = numbered([note(1), note(2), note(3)], Attribution.ATTRIBUTED, kept)
    assert [(each.reference, each.id) for each in given] == [
        ("N1", "id-0002"),
        ("N4", "id-0003"),
        ("N5", "id-0001"),
    ]


def test_paragraphs_are_renumbered_in_reading_order() -> None:
    inner = Section("A", 2, paragraphs=(Paragraph(7, "third"),))
    outer = Section("I", paragraphs=(Paragraph(9, "first"), Paragraph(2, "second")))
    first, second = renumbered((outer, Section("II", sections=(inner,))))
    assert [each.number for each in first.paragraphs] == [1, 2]
    assert second.sections[0].paragraphs[0].number == 3


def test_a_note_is_cited_or_parked_or_unused() -> None:
    notes = numbered(
        [note(1), note(2, kind="off_topic"), note(3), note(4, kind="off_topic")],
        Attribution.ATTRIBUTED,
    )
    sections = (Section("I", paragraphs=(Paragraph(1, "[N1, N4]", ("N1", "N4")),)),)
    found = divided(sections, notes)
    assert [each.reference for each in found.cited] == ["N1", "N4"]
    assert [each.reference for each in found.parked] == ["N2"]
    assert [each.reference for each in found.unused] == ["N3"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("Dry wells [N1, N12].", 2),
        ("l'eau, aujourd’hui – 1,200 litres", 5),
        ("多种树城市", 3),
        ("AR6 帮了大忙 yes", 5),
        ("👍 — !", 0),
        ("вода нужна всем", 3),
    ],
)
def test_words_are_counted_as_people_count_them(words: str, count: int) -> None:
    assert word_count(words) == count


def test_headings_are_labelled_as_word_labels_them() -> None:
    assert [label(1, each) for each in (1, 4, 9, 14, 40, 99)] == [
        "I", "IV", "IX", "XIV", "XL", "XCIX",
    ]  # fmt: skip
    assert [label(2, each) for each in (1, 26, 27, 53)] == ["A", "Z", "AA", "AAA"]
    assert label(3, 12) == "12"
