"""One document, many files: the same numbers, and every citation leads there and back."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from facilitator.dialogues.rules import Attribution
from facilitator.kit.words import translations
from facilitator.report.document import Document, Paragraph, Section
from facilitator.report.draft import draft
from facilitator.report.exports import FORMATS
from facilitator.report.exports.xlsx import CELL_LIMIT, cells
from tests.report.files import squeezed, told
from tests.report.numbering import NUMBERS
from tests.report.papers import facts, pointed

ENGLISH = NullTranslations()
Links = set[tuple[int, str]]


@lru_cache
def document(mode: Attribution = Attribution.BY_CATEGORY) -> Document:
    return draft(facts(attribution=mode), ENGLISH)


def written(name: str, what: Document | None = None) -> bytes:
    return FORMATS[name].write(what or document(), ENGLISH)


def word_file(what: Document | None = None) -> Any:
    return docx.Document(BytesIO(written("docx", what)))


def sheets(what: Document | None = None) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(written("xlsx", what)))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


@pytest.mark.parametrize("name", [each for each in FORMATS if each != "bundle"])
def test_all_formats_print_the_same_paragraph_numbers(name: str) -> None:
    expected = [each.number for each in document().paragraphs()]
    assert len(expected) > 10
    assert NUMBERS[FORMATS[name].extension](written(name)) == expected


@pytest.mark.parametrize(("locale", "stop"), [("en", "Gaps."), ("zh", "差距。"), ("ar", "Gaps.")])
@pytest.mark.parametrize("name", ["docx", "pdf", "html", "markdown"])
def test_a_title_ends_as_its_language_has_it(name: str, locale: str, stop: str) -> None:
    lead, say = stop[:-1], translations(locale)
    section = Section("Chosen", paragraphs=(Paragraph(1, "words", lead=lead),))
    what = replace(_with(section), locale=locale)
    shown = squeezed(told(FORMATS[name].write(what, say)).replace("*", ""))
    found = re.findall(f"{lead}(?:<[^>]*>)*([.。])", shown)
    assert set(found) <= {stop[-1]}
    assert found or (name, locale) == ("pdf", "ar")  # there the stop stands before it


def test_numbers_with_gaps_are_printed_as_they_are() -> None:
    gaps = tuple(Paragraph(number, "words") for number in (3, 4, 9, 10, 2))
    what = _with(Section("Chosen", paragraphs=gaps))
    for name in ("docx", "markdown"):
        found = NUMBERS[FORMATS[name].extension](written(name, what))
        assert found == [3, 4, 9, 10, 2]


def links() -> Links:
    return {(each.number, ref) for each in document().paragraphs() for ref in each.citations}


def there_and_back_in_markdown() -> tuple[Links, Links]:
    there, back = set(), set()
    paragraph, note = 0, ""
    for token in MarkdownIt().parse(written("markdown").decode()):
        text = token.content
        if found := re.match(r'<a id="(?:paragraph_(\d+)|note_(N\d+))">', text):
            paragraph, note = int(found[1] or 0), found[2] or ""
            there |= {(paragraph, each) for each in re.findall(r"\(#note_(N\d+)\)", text)}
            back |= {(int(each), note) for each in re.findall(r"\(#paragraph_(\d+)\)", text)}
    return there, back


def there_and_back_in_json() -> tuple[Links, Links]:
    record = json.loads(written("json"))

    def inside(sections: list[Any]) -> Links:
        found = {(p["number"], ref) for s in sections for p in s["paragraphs"]
                 for ref in p["citations"]}  # fmt: skip
        return found.union(*(inside(s["sections"]) for s in sections))

    back = {(n, note["reference"]) for note in record["notes"]["cited"] for n in note["cited_in"]}
    return inside(record["sections"]), back


def there_and_back_in_xlsx() -> tuple[Links, Links]:
    book = sheets()
    there = {(row[0], row[1]) for row in book["Citations"]}
    back = {
        (int(number), row[0])
        for row in book["Notes"]
        for number in (row[4] or "").split(", ")
        if number
    }
    return there, back


def there_and_back_in_docx() -> tuple[Links, Links]:
    """Follows each link from the bookmark it stands behind to the bookmark it names."""
    there, back = set(), set()
    inside, marks = "", set()
    for element in word_file().element.body.iter(qn("w:bookmarkStart"), qn("w:hyperlink")):
        if element.tag == qn("w:bookmarkStart"):
            inside = element.get(qn("w:name"))
            marks.add(inside)
            continue
        target = element.get(qn("w:anchor"))
        note, number = (target, inside) if target.startswith("note_") else (inside, target)
        pair = (int(number.removeprefix("paragraph_")), note.removeprefix("note_"))
        (there if target.startswith("note_") else back).add((*pair, target))
    assert {target for *_, target in there | back} <= marks
    return {pair[:2] for pair in there}, {pair[:2] for pair in back}


@pytest.mark.parametrize(
    "follow",
    [
        there_and_back_in_markdown,
        there_and_back_in_json,
        there_and_back_in_xlsx,
        there_and_back_in_docx,
    ],
)
def test_every_citation_leads_to_its_note_and_back(
    follow: Callable[[], tuple[Links, Links]],
) -> None:
    there, back = follow()
    assert there == back == links()


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_same_document_gives_the_same_file(name: str) -> None:
    assert written(name) == written(name)


def test_every_file_says_that_it_is_a_draft() -> None:
    assert b"DRAFT" in written("markdown")
    assert json.loads(written("json"))["status"] == "draft"
    assert any("DRAFT" in str(cell) for row in sheets()["About this report"] for cell in row)
    assert "DRAFT" in word_file().sections[0].header.paragraphs[0].text


@pytest.mark.parametrize("mode", [Attribution.BY_CATEGORY, Attribution.NON_ATTRIBUTION])
def test_without_attribution_no_file_tells_names_or_note_ids(mode: Attribution) -> None:
    what = document(mode)
    for name in FORMATS:
        shown = squeezed(told(written(name, what)))
        assert "N12" in shown
        for secret in ("Adathe", "id-00", "Cleo"):
            assert secret not in shown, name


def test_with_attribution_they_do() -> None:
    what = document(Attribution.ATTRIBUTED)
    assert json.loads(written("json", what))["notes"]["cited"][0]["id"] == "id-0001"
    for name in FORMATS:
        shown = squeezed(told(written(name, what)))
        assert "Adathe1th" in shown, name
        assert "Cleo" in shown, name
    assert any(row[-1] == "id-0001" for row in sheets(what)["Notes"])


def test_the_record_names_its_format() -> None:
    record = json.loads(written("json"))
    assert record["format"] == "facilitator.report/1"
    assert record["made_at"] == "2026-11-23T10:00:00+00:00"
    assert [each["label"] for each in record["sections"]] == ["I", "II", "III", "IV", "V"]
    assert [each["label"] for each in record["sections"][2]["sections"]] == ["A", "B"]


def test_the_workbook_has_heads_that_stay_and_filters() -> None:
    book = openpyxl.load_workbook(BytesIO(written("xlsx")))
    assert book.sheetnames == [
        "Paragraphs", "Notes", "Citations", "Counts", "Notes by theme", "About this report",
    ]  # fmt: skip
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        assert not sheet.sheet_view.rightToLeft


def test_an_arabic_workbook_runs_from_right_to_left() -> None:
    what = draft(facts(locale="ar"), ENGLISH)
    book = openpyxl.load_workbook(BytesIO(written("xlsx", what)))
    assert all(sheet.sheet_view.rightToLeft for sheet in book)


@pytest.mark.parametrize("length", [0, 1, CELL_LIMIT, CELL_LIMIT + 1, 3 * CELL_LIMIT])
def test_words_are_cut_into_cells_and_lose_nothing(length: int) -> None:
    for words in ("x" * length, "🌳" * length, "x" + "🌳" * length):
        parts = list(cells(words))
        assert "".join(parts) == words
        assert all(len(part.encode("utf-16-le")) <= 2 * CELL_LIMIT for part in parts)


def _with(section: Section) -> Document:
    return replace(document(), sections=(section,))


def test_a_point_is_told_once_in_a_footnote_of_every_file() -> None:
    what = pointed(document())
    body = word_file(what).element.body
    calls = [each.get(qn("w:id")) for each in body.iter(qn("w:footnoteReference"))]
    assert calls == ["1", "2"]  # the second mention of P2 is a link to the first
    with ZipFile(BytesIO(written("docx", what))) as package:
        notes = package.read("word/footnotes.xml").decode()
        assert "94 of 198, all Parties: " in notes
        assert "footnotes.xml" in package.read("word/_rels/document.xml.rels").decode()
    for name in FORMATS:
        shown = squeezed(told(written(name, what)))
        assert "P1" in shown, name
        assert "Waterforall" in shown, name
        assert "Wellsforall" in shown, name
        assert "Whotookpart" in shown or name == "csv", name


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_number_of_a_footnote_stands_behind_the_bracket(locale: str) -> None:
    """`[P1, N12]¹`: inside it, P1 and its number 1 would be copied as P11."""
    body = word_file(replace(pointed(document()), locale=locale)).element.body
    told = ""
    for each in body.iter(qn("w:t"), qn("w:footnoteReference"), qn("w:endnoteReference")):
        told += each.text or f"<{each.get(qn('w:id'))}>"
    assert "[P1, N1, N2]<1>. Some would keep it free [P2, N4]<2>; others not [P2]." in told


def test_from_right_to_left_they_stand_together_at_the_end() -> None:
    """LibreOffice lays out pages with footnotes from right to left without an end."""
    what = replace(pointed(document()), locale="ar")
    body = word_file(what).element.body
    calls = [each.get(qn("w:id")) for each in body.iter(qn("w:endnoteReference"))]
    assert calls == ["1", "2"]
    assert not list(body.iter(qn("w:footnoteReference")))
    kept = [each.tag for each in body.sectPr]
    assert kept.index(qn("w:endnotePr")) < kept.index(qn("w:pgSz"))
    with ZipFile(BytesIO(written("docx", what))) as package:
        assert "94" in package.read("word/endnotes.xml").decode()
        assert "word/footnotes.xml" not in package.namelist()


def test_points_and_support_have_tables_of_their_own() -> None:
    book = sheets(pointed(document()))
    assert [row[0] for row in book["Points"]] == ["P1", "P2", "P2"]
    assert book["Support"][0][:6] == ("P1", 1, "many Parties", 94, 198, "all Parties")
    assert {row[1] for row in book["Citations"] if row[0] == 1} == {"P1", "N1", "N2", "P2", "N4"}
