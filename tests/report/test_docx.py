"""The Word file as a reader's tools see it: structure, languages, directions, no traces."""

import shutil
import subprocess
from dataclasses import replace
from gettext import NullTranslations
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from facilitator.report.document import Document, Paragraph, Section
from facilitator.report.draft import draft
from facilitator.report.exports.docx import docx as write
from facilitator.report.exports.docx.words import Stretch, leans_right, stretches
from tests.report.papers import NOTES, facts, note

ENGLISH = NullTranslations()


def document(locale: str = "en", **changed: Any) -> Document:
    return replace(draft(facts(locale=locale), ENGLISH), **changed)


def file_of(what: Document) -> Any:
    return docx.Document(BytesIO(write(what, ENGLISH)))


def test_it_has_one_title_and_headings_that_skip_no_level() -> None:
    names = [each.style.name for each in file_of(document()).paragraphs]
    assert names.count("Title") == 1
    levels = [int(name[-1]) for name in names if name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_list_that_is_named_is_there_and_annexes_print_no_number() -> None:
    file = file_of(document())
    numbering = file.part.numbering_part.element
    lists = {each.numId: each.abstractNumId.val for each in numbering.num_lst}
    named = [*file.element.iter(qn("w:numId")), *file.styles.element.iter(qn("w:numId"))]
    assert {int(each.get(qn("w:val"))) for each in named} <= set(lists)
    kinds = {
        int(each.get(qn("w:abstractNumId"))): each.find(f".//{qn('w:numFmt')}").get(qn("w:val"))
        for each in numbering.iter(qn("w:abstractNum"))
    }
    annexes = [each for each in file.paragraphs if each.text.startswith("Annex ")]
    assert annexes
    assert {kinds[lists[each._p.pPr.numPr.numId.val]] for each in annexes} == {"none"}


def test_it_says_its_title_language_and_date_and_nobody() -> None:
    core = file_of(document()).core_properties
    assert core.title == "Summary of the water café"
    assert core.language == "en-GB"
    assert core.created.isoformat() == "2026-11-23T10:00:00+00:00"
    assert {core.author, core.last_modified_by, core.comments, core.keywords} == {""}


def test_it_tells_nothing_of_the_machine() -> None:
    with ZipFile(BytesIO(write(document(), ENGLISH))) as package:
        names = package.namelist()
        assert {each.date_time[0] for each in package.infolist()} == {1980}
        assert not any("thumbnail" in name or "app.xml" in name for name in names)
        assert not any("customXml" in name for name in names)
        for name in names:
            for trace in (b"python-docx", b"Macintosh", b"Steve"):
                assert trace not in package.read(name)


def test_its_annexes_have_heads_that_are_repeated() -> None:
    tables = file_of(document()).tables
    headed = [table for table in tables if table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}")]
    assert len(headed) == len(tables) - 1  # all but the summary box


def test_its_page_number_is_a_field() -> None:
    footer = file_of(document()).sections[0].footer._element
    codes = [each.get(qn("w:instr")) for each in footer.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(("locale", "rtl"), [("en", False), ("ar", True), ("zh", False)])
def test_its_pages_and_tables_run_with_the_script(locale: str, rtl: bool) -> None:
    file = file_of(document(locale))
    normal = file.styles["Normal"].element.pPr
    assert (normal.find(qn("w:bidi")) is not None) is rtl
    assert (file.sections[0]._sectPr.find(qn("w:bidi")) is not None) is rtl
    turned = [table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in file.tables]
    assert set(turned) == {rtl}


@pytest.mark.parametrize(
    ("locale", "tag"), [("en", "en-GB"), ("fr", "fr-FR"), ("ar", "ar-SA"), ("zh", "zh-CN")]
)
def test_it_names_its_language_and_a_typeface_for_each_script(locale: str, tag: str) -> None:
    file = file_of(document(locale))
    assert file.core_properties.language == tag
    language = next(file.styles.element.iter(qn("w:lang")))
    assert tag in language.attrib.values()
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Report Paragraph"):
        fonts = file.styles[name].element.rPr.rFonts
        assert {key.split("}")[1] for key in fonts.attrib} == {"ascii", "hAnsi", "cs", "eastAsia"}
    assert file.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "SimHei"


def rows(what: Document) -> dict[str, Any]:
    """Of each note's words, the paragraph that holds them in the annex."""
    return {
        row.cells[1].paragraphs[0].text: row.cells[1].paragraphs[0]
        for table in file_of(what).tables
        for row in table.rows
        if len(row.cells) == 3
    }


def test_a_note_keeps_its_own_direction_and_language() -> None:
    found = rows(document())
    arabic, chinese = found[NOTES[5].words], found[NOTES[6].words]
    assert arabic._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "1"
    assert arabic.runs[0].font.rtl
    assert arabic.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
    assert chinese._p.pPr is None or chinese._p.pPr.find(qn("w:bidi")) is None
    assert chinese.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    assert chinese.runs[0]._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


def test_on_an_arabic_page_a_western_note_is_turned() -> None:
    western = rows(document("ar"))[NOTES[3].words]
    assert western._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "0"
    assert not western.runs[0].font.rtl


def test_only_quotations_that_run_against_the_page_are_isolated() -> None:
    assert list(stretches("a “\u2068b\u2069” c “\u2068مياه!\u2069”.", rtl=False)) == [
        Stretch("a “", False),
        Stretch("b", False),
        Stretch("” c “", False),
        Stretch("\u2068مياه!\u2069", True),
        Stretch("”.", False),
    ]


@pytest.mark.parametrize(
    ("words", "right"), [("50% مياه SB", True), ("SB60 مياه", False), ("123", True), ("", True)]
)
def test_words_run_as_their_first_letter_does(words: str, right: bool) -> None:
    assert leans_right(words, otherwise=True) is right


def test_a_subheading_and_a_lone_paragraph_do_no_harm() -> None:
    inner = Section("Deep", 3, paragraphs=(Paragraph(1, "words"),))
    what = document(sections=(Section("Top", 1, sections=(Section("Mid", 2, sections=(inner,)),)),))
    styles = [each.style.name for each in file_of(what).paragraphs]
    assert "Heading 3" in styles


def test_many_notes_take_little_time() -> None:
    """Not a benchmark: it was 4 times slower before styles were set by their id."""
    many = tuple(note(number) for number in range(300))
    assert file_of(draft(facts(many), ENGLISH)).tables


@pytest.mark.timeout(180)
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_another_word_processor_opens_it(locale: str, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("no soffice on PATH: apt-get install libreoffice-writer")
    (tmp_path / "report.docx").write_bytes(write(document(locale), ENGLISH))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "report.docx"], check=True, capture_output=True)  # noqa: S603
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
