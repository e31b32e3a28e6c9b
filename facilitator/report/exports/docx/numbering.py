"""Numbers that Word counts itself: I, A, 1 for headings, 1, 2, 3 … through all paragraphs."""

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from facilitator.report.exports.docx.styles import NUMBERED

_HEADINGS, _PARAGRAPHS, _SILENT = 90, 91, 92
_LEVELS = (
    (0, "upperRoman", "Heading 1"),
    (1, "upperLetter", "Heading 2"),
    (2, "decimal", "Heading 3"),
)


class Numbering:
    """The definitions, and how far Word has counted."""

    def __init__(self, word: WordDocument) -> None:
        self._element: Any = word.part.numbering_part.element
        self._element.insert(0, _silent_definition())
        self._element.insert(0, _paragraph_definition())
        self._element.insert(0, _heading_definition())
        self._last = 0
        headings = self._element.add_num(_HEADINGS).numId
        self._current = self._element.add_num(_PARAGRAPHS).numId
        self._silent = self._element.add_num(_SILENT).numId
        for level, _, style in _LEVELS:
            _attach(word, style, headings, level)
        _attach(word, NUMBERED, self._current, 0)

    def give(self, paragraph: Paragraph, number: int) -> None:
        """Makes Word count this paragraph as `number`, whatever it counted before."""
        if number != self._last + 1:
            again = self._element.add_num(_PARAGRAPHS)
            again.add_lvlOverride(0).add_startOverride(number)
            self._current = again.numId
        self._last = number
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self._current

    def silence(self, heading: Paragraph) -> None:
        """Takes a heading out of the counting, into a list that prints no numbers.

        The standard's own way, list 0 (ISO/IEC 29500-1, 17.9.18), is an error to validators that
        look for the list.
        """
        properties = heading._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self._silent


def _attach(word: WordDocument, style: str, number: int, level: int) -> None:
    properties: Any = word.styles[style].element.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = number


def _heading_definition() -> Any:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{style.replace(" ", "")}"/><w:lvlText w:val="%{level + 1}."/>'
        '<w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl>'
        for level, kind, style in _LEVELS
    )
    return _definition(_HEADINGS, "multilevel", levels)


def _paragraph_definition() -> Any:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="{NUMBERED.replace(" ", "")}"/><w:lvlText w:val="%1."/>'
        '<w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="680"/></w:tabs>'
        '<w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )
    return _definition(_PARAGRAPHS, "singleLevel", level)


def _silent_definition() -> Any:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val=""/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )
    return _definition(_SILENT, "singleLevel", level)


def _definition(number: int, kind: str, levels: str) -> Any:
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
    )
