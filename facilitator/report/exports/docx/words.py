"""Words in a Word file: runs in their own direction and language, bookmarks, internal links."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple
from unicodedata import bidirectional

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from facilitator.kit.text import for_xml
from facilitator.kit.words import direction

LINK_STYLE = "Citation"
LANGUAGES = {
    "en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh": "zh-CN",
}  # fmt: skip

_ISOLATED = re.compile("(\u2068[^\u2068\u2069]*\u2069)")
_STRONG = frozenset({"L", "R", "AL"})
_EAST = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Flow:
    """Where words are written: the direction of the page, and numbers for its bookmarks."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.rtl = direction(locale) == "rtl"
        self.numbers = count(1)


class Stretch(NamedTuple):
    words: str
    rtl: bool


def write(paragraph: Paragraph, words: str, flow: Flow) -> None:
    """Adds words as they are; isolated quotations get a run in their own direction."""
    for stretch in stretches(for_xml(words), rtl=flow.rtl):
        _speak(paragraph.add_run(stretch.words), stretch)


def dressed(paragraph: Paragraph, style: str) -> Paragraph:
    """The paragraph in a style, which python-docx is slow to find for thousands of them."""
    paragraph._p.style = style.replace(" ", "")  # noqa: SLF001 - the id of a style, by its name
    return paragraph


def write_own(paragraph: Paragraph, words: str, language: str, flow: Flow) -> None:
    """Fills a paragraph with what a person wrote: all of it in its own direction and language."""
    legal = for_xml(words)
    rtl = leans_right(legal, otherwise=flow.rtl)
    _face(paragraph, rtl=rtl, page_rtl=flow.rtl)
    _speak(paragraph.add_run(legal), Stretch(legal, rtl), language)


def embolden(paragraph: Paragraph) -> None:
    """Makes what is in the paragraph so far bold, in every script."""
    for run in paragraph.runs:
        run.bold = run.font.cs_bold = True


def link(paragraph: Paragraph, words: str, anchor: str) -> None:
    """Adds a link to a bookmark of this file."""
    hyperlink: Any = OxmlElement("w:hyperlink", {qn("w:anchor"): anchor, qn("w:history"): "1"})
    run = paragraph.add_run(for_xml(words))._r  # noqa: SLF001
    run.style = LINK_STYLE
    hyperlink.append(run)
    paragraph._p.append(hyperlink)  # noqa: SLF001


def bookmark(paragraph: Paragraph, name: str, words: str, flow: Flow) -> None:
    """Adds words that a link can lead to; they may be none."""
    number = str(next(flow.numbers))
    start = OxmlElement("w:bookmarkStart", {qn("w:id"): number, qn("w:name"): name})
    paragraph._p.append(start)  # noqa: SLF001
    if words:
        paragraph.add_run(for_xml(words))
    paragraph._p.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): number}))  # noqa: SLF001


def stretches(words: str, *, rtl: bool) -> Iterator[Stretch]:
    """Words cut at those isolates that hold a letter running against the page.

    Other isolates are left out: they change nothing, and Word processors break lines at them.
    """
    for part in _ISOLATED.split(words):
        if part.startswith("\u2068") and not _runs_against(part, rtl=rtl):
            yield Stretch(part[1:-1], rtl)
        elif part:
            isolated = part.startswith("\u2068")
            yield Stretch(part, leans_right(part, otherwise=rtl) if isolated else rtl)


def _runs_against(words: str, *, rtl: bool) -> bool:
    return any((kind != "L") != rtl for kind in map(bidirectional, words) if kind in _STRONG)


def leans_right(words: str, *, otherwise: bool) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    first = next((kind for kind in map(bidirectional, words) if kind in _STRONG), None)
    return otherwise if first is None else first != "L"


def _face(paragraph: Paragraph, *, rtl: bool, page_rtl: bool) -> None:
    """Turns a paragraph whose direction is not the page's."""
    if rtl != page_rtl:
        value = "1" if rtl else "0"
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
        before = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
        properties.insert_element_before(OxmlElement("w:bidi", {qn("w:val"): value}), *before)


def _speak(run: Run, stretch: Stretch, language: str = "") -> None:
    """Marks a run's direction, and its language where it is known."""
    if stretch.rtl:
        run.font.rtl = True
    if _EAST.search(stretch.words):
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001
        fonts.set(qn("w:hint"), "eastAsia")
    tag = LANGUAGES.get(language)
    if tag:
        which = "w:bidi" if stretch.rtl else "w:eastAsia" if tag == "zh-CN" else "w:val"
        properties: Any = run._r.get_or_add_rPr()  # noqa: SLF001
        properties.append(OxmlElement("w:lang", {qn(which): tag}))
