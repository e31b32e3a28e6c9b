"""The report as a Word file that numbers its own paragraphs and links its citations both ways."""

import docx as word_files
from docx.document import Document as WordDocument

from facilitator.report.citing import is_point, note_anchor, paragraph_anchor, pieces
from facilitator.report.document import Document, Paragraph, Section, Translator
from facilitator.report.exports import labels
from facilitator.report.exports.docx import frame, tables
from facilitator.report.exports.docx.footnotes import Footnotes, styles
from facilitator.report.exports.docx.numbering import Numbering
from facilitator.report.exports.docx.styles import LEAD, NUMBERED, dress
from facilitator.report.exports.docx.words import Flow, bookmark, embolden, link, write
from facilitator.report.exports.registers import annexed
from facilitator.report.stops import run_in


def docx(document: Document, say: Translator) -> bytes:
    """Office Open XML, without links to outside; right to left where the language is."""
    word = word_files.Document()
    flow = Flow(document.locale)
    dress(word, document.locale, rtl=flow.rtl)
    styles(word)
    numbering = Numbering(word)
    told = {each.reference: labels.footnote(each, say) for each in document.footnotes()}
    notes = Footnotes(word, told, flow)
    frame.running_lines(word, document, say, flow)
    frame.masthead(word, document, say, flow)
    tables.box(word, document, say, flow)
    for _, section in document.headings():
        _section(word, section, numbering, notes, flow, say)
    notes.finish()
    _back_matter(word, document, numbering, say, flow)
    frame.describe(word, document)
    return frame.packed(word)


def _section(
    word: WordDocument,
    section: Section,
    numbering: Numbering,
    notes: Footnotes,
    flow: Flow,
    say: Translator,
) -> None:
    write(word.add_paragraph(style=f"Heading {section.level}"), section.title, flow)
    if section.lead:
        lead = word.add_paragraph(style=LEAD)
        lead.paragraph_format.keep_with_next = True
        write(lead, section.lead, flow)
    for paragraph in section.paragraphs:
        _paragraph(word, paragraph, numbering, notes, flow, say)


def _paragraph(
    word: WordDocument,
    paragraph: Paragraph,
    numbering: Numbering,
    notes: Footnotes,
    flow: Flow,
    say: Translator,
) -> None:
    block = word.add_paragraph(style=NUMBERED)
    numbering.give(block, paragraph.number)
    bookmark(block, paragraph_anchor(paragraph.number), "", flow)
    if paragraph.lead:
        write(block, run_in(paragraph.lead, say), flow)
        embolden(block)
    for piece in pieces(paragraph):
        if piece.reference and is_point(piece.reference):
            notes.cite(block, piece.reference)
        elif piece.reference:
            link(block, piece.words, note_anchor(piece.reference))
        else:
            notes.write(block, piece.words)
    notes.call(block)


def _back_matter(
    word: WordDocument, document: Document, numbering: Numbering, say: Translator, flow: Flow
) -> None:
    """Counts, annexes and contributors, under headings without numbers."""
    for grid in annexed(document, say):
        _heading(word, numbering, grid.title, flow)
        tables.grid(word, grid, flow)
    for position, (title, opening, notes) in enumerate(labels.annexes(document, say), 1):
        _heading(
            word, numbering, labels.annex_title(position, title, say), flow, page=position == 1
        )
        write(word.add_paragraph(style=LEAD), opening, flow)
        tables.notes(word, document, notes, say, flow)
    if document.contributors:
        _heading(word, numbering, say.gettext("Contributors"), flow)
        for name in document.contributors:
            write(word.add_paragraph(), name, flow)


def _heading(
    word: WordDocument, numbering: Numbering, title: str, flow: Flow, *, page: bool = False
) -> None:
    heading = word.add_paragraph(style="Heading 1")
    numbering.silence(heading)
    heading.paragraph_format.page_break_before = page
    write(heading, title, flow)
