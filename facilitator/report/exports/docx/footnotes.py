"""Footnotes of the Word file, which python-docx cannot write: one a point.

From right to left they stand together at the end: LibreOffice (7.4) lays out pages with such
footnotes again and again, and may never come to an end.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Pt
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from facilitator.report.citing import point_anchor
from facilitator.report.exports.docx.words import Flow, bookmark, dressed, link, write

TEXT: Final = "footnote text"
MARK: Final = "footnote reference"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def _empty(name: str) -> Any:
    rules = "".join(
        f'<w:{name} w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
        f' w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:{name}>'
        for kind, number in _SEPARATORS
    )
    return parse_xml(f"<w:{name}s {nsdecls('w')}>{rules}</w:{name}s>")


class Footnotes:
    """What is told of each point. The first citation of a point carries it, others lead there."""

    def __init__(self, word: WordDocument, told: Mapping[str, str], flow: Flow) -> None:
        self._word, self._told, self._flow = word, told, flow
        self._name = "endnote" if flow.rtl else "footnote"
        self._root = _empty(self._name)
        self._given: set[str] = set()
        self._uncalled: list[str] = []

    def cite(self, block: Paragraph, reference: str) -> None:
        """`P7`; the first time the number of its footnote follows behind the bracket."""
        if reference in self._given or reference not in self._told:
            link(block, reference, point_anchor(reference))
            return
        self._given.add(reference)
        number = str(len(self._given))
        bookmark(block, point_anchor(reference), reference, self._flow)
        self._uncalled.append(number)
        self._root.append(self._footnote(number, reference))

    def write(self, block: Paragraph, words: str) -> None:
        """Words, with the numbers that wait behind the first bracket that closes in them."""
        inside, closing, after = words.partition("]")
        if self._uncalled and closing:
            write(block, inside + closing, self._flow)
            self.call(block)
            words = after
        if words:
            write(block, words, self._flow)

    def call(self, block: Paragraph) -> None:
        """The numbers that wait: `P7, N12]¹`, so that no number runs into a reference."""
        for place, number in enumerate(self._uncalled):
            run = block.add_run(" " if place else "")
            run.style = MARK
            run._r.append(OxmlElement(f"w:{self._name}Reference", {qn("w:id"): number}))  # noqa: SLF001
        self._uncalled.clear()

    def finish(self) -> None:
        """Puts them into the package, if there are any."""
        if not self._given:
            return
        main = self._word.part
        content = serialize_for_reading(self._root).encode()
        at, kind = PackURI(f"/word/{self._name}s.xml"), f"{_KIND}.{self._name}s+xml"
        is_last = self._name == "endnote"
        relation = RELATIONSHIP_TYPE.ENDNOTES if is_last else RELATIONSHIP_TYPE.FOOTNOTES
        main.relate_to(Part(at, kind, content, main.package), relation)
        if is_last:
            self._count_in_figures()

    def _count_in_figures(self) -> None:
        """Endnotes are counted i, ii, iii unless the page says otherwise."""
        page = self._word.sections[-1]._sectPr  # noqa: SLF001
        figures = f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:endnotePr>'
        page.find(qn("w:pgSz")).addprevious(parse_xml(figures))

    def _footnote(self, number: str, reference: str) -> Any:
        note = OxmlElement(f"w:{self._name}", {qn("w:id"): number})
        element = OxmlElement("w:p")
        paragraph = Paragraph(cast("Any", element), self._word._body)  # noqa: SLF001
        dressed(paragraph, "FootnoteText")
        run = paragraph.add_run()
        run.style = MARK
        run._r.append(OxmlElement(f"w:{self._name}Ref"))  # noqa: SLF001
        write(paragraph, f" {reference}: {self._told[reference]}", self._flow)
        note.append(element)
        return note


def styles(word: WordDocument) -> None:
    """The two styles that Word itself uses for footnotes."""
    text = cast(
        "ParagraphStyle", word.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    )
    text.base_style = word.styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(0)
    mark = cast(
        "CharacterStyle", word.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    )
    mark.font.superscript = True
