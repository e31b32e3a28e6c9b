"""Tables of the Word file: the summary box, the counts, the annexes of notes."""

from typing import Any, cast

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.table import Table, _Cell, _Row

from facilitator.report.citing import note_anchor, paragraph_anchor
from facilitator.report.document import Document, Grid, SourceNote, Translator
from facilitator.report.exports import labels
from facilitator.report.exports.docx.styles import BOX, CELL, SMALL
from facilitator.report.exports.docx.words import (
    Flow,
    bookmark,
    dressed,
    embolden,
    link,
    write,
    write_own,
)
from facilitator.report.exports.widths import in_figures, widths

WIDTH_CM = 16.0
SPLIT_FROM = 1_200
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"'
_EDGE = 'w:val="single" w:sz="8" w:space="0" w:color="404040"'


def box(word: WordDocument, document: Document, say: Translator, flow: Flow) -> None:
    """The summary, framed; its lines carry no numbers."""
    table = _table(word, (WIDTH_CM,), f"<w:top {_EDGE}/><w:left {_EDGE}/><w:bottom {_EDGE}/>"
                   f"<w:right {_EDGE}/>", flow)  # fmt: skip
    cell = _row(table).cells[0]
    _shade(cell, "F2F4F7")
    head = dressed(cell.paragraphs[0], BOX)
    write(head, say.gettext("Summary"), flow)
    embolden(head)
    for line in labels.box(document, say):
        write(dressed(cell.add_paragraph(), BOX), line, flow)


def grid(word: WordDocument, told: Grid, flow: Flow) -> None:
    """A table of an annex: words at the start of their cells, figures in the middle."""
    letters = widths(told)
    shares = tuple(WIDTH_CM * each / sum(letters) for each in letters)
    table = _headed(word, shares, told.columns, flow)
    for values in told.rows:
        row = _row(table)
        _keep_whole(row)
        for cell, value in zip(row.cells, values, strict=True):
            write(cell.paragraphs[0], value, flow)
    for row in table.rows:
        for cell, figures in zip(row.cells, in_figures(told), strict=True):
            if figures:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row in list(table.rows)[:-1]:
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True


def notes(
    word: WordDocument,
    document: Document,
    some: tuple[SourceNote, ...],
    say: Translator,
    flow: Flow,
) -> None:
    """A row for each note: its reference to link to, its words, the paragraphs that cite it."""
    head = (say.gettext("Note"), say.gettext("Words and origin"), say.gettext("Cited in"))
    table = _headed(word, (2.2, 11.3, 2.5), head, flow)
    cited_by = document.cited_by()
    for note in some:
        row = _row(table)
        if len(note.words) < SPLIT_FROM:
            _keep_whole(row)
        first, second, third = (cell.paragraphs[0] for cell in row.cells)
        bookmark(first, note_anchor(note.reference), note.reference, flow)
        write_own(second, note.words, note.language, flow)
        origin = dressed(row.cells[1].add_paragraph(), SMALL)
        write(origin, " · ".join(labels.origin(note, document.locale, say)), flow)
        for at, number in enumerate(cited_by.get(note.reference, ())):
            write(third, say.gettext(", ") if at else "", flow)
            link(third, str(number), paragraph_anchor(number))


def _headed(
    word: WordDocument, widths: tuple[float, ...], head: tuple[str, ...], flow: Flow
) -> Table:
    """A table whose first row is repeated on each page, and is announced as its head."""
    lines = f"<w:top {_EDGE}/><w:bottom {_EDGE}/><w:insideH {_LINE}/>"
    table = _table(word, widths, lines, flow)
    row = _row(table)
    _row_property(row, "w:tblHeader")
    for cell, words in zip(row.cells, head, strict=True):
        _shade(cell, "E6EAF0")
        write(cell.paragraphs[0], words, flow)
        embolden(cell.paragraphs[0])
    return table


def _table(word: WordDocument, widths: tuple[float, ...], lines: str, flow: Flow) -> Table:
    table: Table = word.add_table(rows=0, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    properties: Any = table._tbl.tblPr  # noqa: SLF001
    if flow.rtl:
        properties.insert_element_before(
            OxmlElement("w:bidiVisual"), "w:tblW", "w:jc", "w:tblLayout", "w:tblLook"
        )
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:top w:w="40" w:type="dxa"/>'
        '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    )
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    indent = OxmlElement("w:tblInd", {qn("w:w"): "100", qn("w:type"): "dxa"})
    properties.insert_element_before(indent, "w:tblBorders")
    properties.insert_element_before(margins, "w:tblLook")
    return table


def _row(table: Table) -> _Row:
    row = cast("_Row", table.add_row())  # type: ignore[no-untyped-call]
    for cell in row.cells:
        dressed(cell.paragraphs[0], CELL)
    return row


def _shade(cell: _Cell, colour: str) -> None:
    properties: Any = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    properties.append(
        OxmlElement("w:shd", {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): colour})
    )


def _keep_whole(row: _Row) -> None:
    _row_property(row, "w:cantSplit")


def _row_property(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001
