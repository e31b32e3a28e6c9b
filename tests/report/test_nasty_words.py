"""Whatever a person may have typed comes out of every file as the words they typed, and no more."""

import csv
import json
import re
from collections import Counter
from functools import lru_cache
from gettext import NullTranslations
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any
from unicodedata import bidirectional, category
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from facilitator.kit.text import for_xml, uncell
from facilitator.kit.typefaces import legible
from facilitator.report.document import Document
from facilitator.report.draft import draft
from facilitator.report.draft.ranking import says_something
from facilitator.report.exports import FORMATS
from facilitator.report.exports.bundle import opened, remade
from facilitator.report.exports.markdown import escaped
from tests.report.files import squeezed, told
from tests.report.nasty import NASTY
from tests.report.papers import every_note, facts, note

ENGLISH = NullTranslations()


@lru_cache
def document() -> Document:
    notes = tuple(
        note(number, words, "gap" if number % 2 else "measure", author=words[:80])
        for number, words in enumerate(NASTY)
    )
    return draft(
        facts(
            notes,
            title=NASTY[16],
            dialogue=NASTY[4],
            session=NASTY[0],
            purpose=NASTY[14],
            contributors=NASTY[:3],
        ),
        ENGLISH,
    )


def written(name: str) -> bytes:
    return FORMATS[name].write(document(), ENGLISH)


def words_of() -> dict[str, str]:
    """Of each reference, the words a file can hold."""
    return {each.reference: for_xml(each.words) for each in every_note(document())}


class _Reader(HTMLParser):
    """What a browser would show of a page, and the elements that would not be inert."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.addresses: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src"}}
        if tag == "br":
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


def lines(words: str) -> list[str]:
    return [line.strip("\u200b") for line in re.split("\r\n|[\n\r\v\f\x85\u2028\u2029]", words)]


def test_there_are_two_hundred_and_all_differ() -> None:
    assert len(set(NASTY)) == len(NASTY) >= 200


def test_every_note_is_accounted_for() -> None:
    assert len(words_of()) == len(NASTY)
    silent = [each.words for each in document().unused]
    assert silent == [words for words in NASTY if not says_something(note(1, words))]


def test_the_record_holds_the_words() -> None:
    notes = json.loads(written("json"))["notes"]
    held = {each["reference"]: each["words"] for some in notes.values() for each in some}
    assert held == words_of()


def test_the_workbook_holds_the_words_as_text_and_marks_where_they_go_on() -> None:
    book = openpyxl.load_workbook(BytesIO(written("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    held: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    for row in book["Notes"].iter_rows(min_row=2, values_only=True):
        held[str(row[0])] = held.get(str(row[0]), "") + str(row[3])
        parts.setdefault(str(row[0]), []).append(str(row[1]))
    assert {key: _sheet(words) for key, words in held.items()} == {
        key: _sheet(words) for key, words in words_of().items()
    }
    long = {key for key, words in words_of().items() if len(words) > 32_767}
    assert {key for key, marks in parts.items() if marks == ["1/2", "2/2"]} == long


def _sheet(words: str) -> str:
    """XML readers turn every line end into one; the workbook has no say in it."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def test_tables_in_text_hold_the_words_and_start_no_formula() -> None:
    with ZipFile(BytesIO(written("csv"))) as packed:
        names = packed.namelist()
        files = {name: packed.read(name).decode("utf-8-sig") for name in names}
    rows = {name: list(csv.reader(StringIO(text, newline=""))) for name, text in files.items()}
    held = {row[0]: uncell(row[2]) for row in rows["notes.csv"][1:]}
    assert held == words_of()
    cells = [each for some in rows.values() for row in some for each in row]
    assert not [each for each in cells if re.match(r"[ \u3000]*[=+@\t\r＝＋－＠-](?!\d*$)", each)]


def test_the_page_holds_the_words_and_nothing_that_acts() -> None:
    page = read(written("html").decode())
    assert page.tags.isdisjoint({"script", "img", "iframe", "object", "form", "base", "link"})
    assert all(re.fullmatch(r"#(note_N|paragraph_)\d+", each) for each in page.addresses)
    text = "".join(page.text)
    for words in words_of().values():
        assert re.sub("\r\n?", "\n", words) in re.sub("\r\n?", "\n", text)


def test_printed_pages_hold_what_has_a_sign_and_name_the_rest() -> None:
    """Words from right to left are drawn so: their letters are compared."""
    drawn = squeezed(told(written("pdf")))
    assert "/URI" not in written("pdf").decode("latin-1")
    for words in words_of().values():
        expected = squeezed(legible(words))[:A_PAGE]
        rtl = any(bidirectional(each) in {"R", "AL"} or each == "\u202e" for each in expected)
        letters = Counter(_printed(expected)) if rtl else None
        assert letters is None or letters <= Counter(drawn), words
        assert rtl or _printed(expected) in _printed(drawn), words[:80]


A_PAGE = 1_000  # characters


def _printed(words: str) -> str:
    """What shows: joiners and selectors are taken up into the signs they join."""
    return "".join(each for each in words if category(each) not in {"Cf", "Mn", "Me"})


def test_the_sealed_record_is_whole_and_can_be_made_again() -> None:
    packed = written("bundle")
    assert remade(packed) == packed
    assert opened(packed).notes[0].words == for_xml(document().notes[0].words)


def test_the_word_file_holds_the_words() -> None:
    file = docx.Document(BytesIO(written("docx")))
    held = {}
    for table in file.tables:
        for row in table.rows:
            cells = row.cells
            if len(cells) == 3 and re.fullmatch(r"N\d+", cells[0].text):
                held[cells[0].text] = cells[1].paragraphs[0].text
    assert held == {key: words.replace("\r", "\n") for key, words in words_of().items()}


def test_the_word_file_has_no_fields_but_its_own_and_nothing_from_outside() -> None:
    with ZipFile(BytesIO(written("docx"))) as package:
        for name in package.namelist():
            content = package.read(name)
            assert b'TargetMode="External"' not in content
            assert b"instrText" not in content
            fields = set(re.findall(rb'w:instr="([^"]*)"', content))
            assert fields <= {b"PAGE", b"NUMPAGES"}


@pytest.mark.parametrize("parser", [MarkdownIt("commonmark"), MarkdownIt("gfm-like", {
    "linkify": False})], ids=["commonmark", "tables"])  # fmt: skip
def test_markdown_shows_the_words_and_nothing_that_acts(parser: Any) -> None:
    page = read(parser.render(written("markdown").decode()))
    assert page.tags <= {
        "a", "blockquote", "br", "em", "h1", "h2", "h3", "h4", "li", "p", "strong", "table",
        "tbody", "td", "th", "thead", "tr", "ul",
    }  # fmt: skip
    assert all(re.fullmatch(r"#(note_N|paragraph_)\d+", each) for each in page.addresses)


def test_markdown_quotes_each_note_as_it_is() -> None:
    quotes = _quotes(written("markdown").decode())
    for reference, words in words_of().items():
        assert lines(quotes[reference]) == lines(words), reference


def _quotes(text: str) -> dict[str, str]:
    """Of each reference in the annexes, the text of the quotation under it."""
    found: dict[str, str] = {}
    _, *annexes = re.split(r'\n(?=<a id="note_)', text)
    for each in annexes:
        reference = re.match(r'<a id="note_(N\d+)', each)
        assert reference
        html = MarkdownIt("commonmark").render(each)
        quote = re.search("<blockquote>\n<p>(.*?)</p>\n</blockquote>", html, re.DOTALL)
        assert quote
        inner = quote[1].replace("<br />\n", "<br />")
        found[reference[1]] = "".join(read(inner).text)
    return found


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40))
def test_any_line_survives_markdown(words: str) -> None:
    html = MarkdownIt("commonmark").render(f"> {escaped(words)}x")
    shown = "".join(read(html).text).strip("\n")
    assert shown == f"{for_xml(words)}x"


@settings(max_examples=300, deadline=None)
@given(st.text("\\`*_{}[]<>()#+-.!|~&:@/$^= \t0123nN", max_size=20))
def test_any_line_of_markup_survives_markdown(words: str) -> None:
    html = MarkdownIt("commonmark").render(f"> {escaped(words)}")
    reader = read(html)
    assert "".join(reader.text).strip("\n") == words
    assert reader.tags <= {"blockquote", "p"}


def test_word_does_not_let_a_quotation_turn_its_paragraph_round() -> None:
    for paragraph in document().paragraphs():
        inside = 0
        for char in paragraph.words:
            assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
            inside += (char == "\u2068") - (char == "\u2069")
            assert inside in {0, 1}
        assert inside == 0


def test_hidden_directions_stay_in_the_annex() -> None:
    body = docx.Document(BytesIO(written("docx"))).element.body
    text = "".join(each.text or "" for each in body.iter(qn("w:t")))
    assert "\u202egnissrever\u202c" in text
