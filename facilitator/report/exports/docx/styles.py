"""How the Word file looks: typefaces for all scripts, headings, margins. No theme colours."""

from typing import Any, cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from facilitator.report.exports.docx.words import LANGUAGES, LINK_STYLE

BODY, EAST_BODY, EAST_HEAD = "Times New Roman", "SimSun", "SimHei"
NUMBERED, LEAD, BOX, CELL = "Report Paragraph", "Section Lead", "Box", "Table Text"
SMALL, MAST, STATUS = "Small", "Masthead", "Report Status"
INK = RGBColor(0x00, 0x00, 0x00)
QUIET = RGBColor(0x50, 0x50, 0x50)
LINK = RGBColor(0x1F, 0x4E, 0x79)

_PARAGRAPH_STYLES = {
    # name: (points, bold, italic, colour, points before, points after)
    "Normal": (10.5, False, False, INK, 0, 6),
    "Title": (20, True, False, INK, 18, 4),
    "Subtitle": (13, False, False, QUIET, 0, 2),
    "Heading 1": (14, True, False, INK, 18, 6),
    "Heading 2": (12, True, False, INK, 12, 6),
    "Heading 3": (10.5, True, True, INK, 12, 6),
    NUMBERED: (10.5, False, False, INK, 0, 7),
    LEAD: (10.5, False, True, QUIET, 0, 7),
    BOX: (10.5, False, False, INK, 2, 2),
    CELL: (9.5, False, False, INK, 1, 1),
    SMALL: (8, False, False, QUIET, 0, 1),
    STATUS: (9.5, False, False, QUIET, 4, 12),
    MAST: (11, True, False, INK, 0, 0),
    "Header": (8.5, False, False, QUIET, 0, 0),
    "Footer": (8.5, False, False, QUIET, 0, 0),
}


def dress(word: WordDocument, locale: str, *, rtl: bool) -> None:
    """Sets page, languages and styles."""
    _page(word, rtl=rtl)
    _languages(word, locale)
    for name, look in _PARAGRAPH_STYLES.items():
        style = _style(word, name)
        _look(style, *look)
        _typefaces(style, heading=name.startswith(("Heading", "Title")))
    _base(word, rtl=rtl)
    _citations(word)


def _page(word: WordDocument, *, rtl: bool) -> None:
    """A4; what is first on a line begins at the right where the script does."""
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.4), Cm(2.2)
    page.header_distance = page.footer_distance = Cm(1.1)
    if rtl:
        properties: Any = page._sectPr  # noqa: SLF001 - python-docx knows no such pages
        properties.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")


def _languages(word: WordDocument, locale: str) -> None:
    """The file's language, and those of its Arabic and Chinese stretches."""
    tag = LANGUAGES.get(locale, locale)
    western = tag if locale not in {"ar", "zh"} else "en-GB"
    defaults = cast("Any", word.styles.element).find(qn("w:docDefaults"))
    language = next(iter(defaults.iter(qn("w:lang"))))
    language.set(qn("w:val"), western)
    language.set(qn("w:eastAsia"), "zh-CN")
    language.set(qn("w:bidi"), "ar-SA")


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    if name in word.styles:
        return cast("ParagraphStyle", word.styles[name])
    style = cast("ParagraphStyle", word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    return style


def _look(
    style: ParagraphStyle,
    points: float,
    bold: bool,
    italic: bool,
    colour: RGBColor,
    *space: int,
) -> None:
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(points), bold, italic
    font.cs_bold, font.cs_italic = bold, italic
    font.color.rgb = colour
    shape.space_before, shape.space_after = Pt(space[0]), Pt(space[1])
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape.keep_with_next = style.name.startswith("Heading") if style.name else False
    _complex_size(style, points)


def _complex_size(style: ParagraphStyle, points: float) -> None:
    """Arabic takes its size from another field."""
    properties: Any = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = OxmlElement("w:szCs", {qn("w:val"): str(int(points * 2))})
    properties.find(qn("w:sz")).addnext(size)


def _typefaces(style: ParagraphStyle, *, heading: bool) -> None:
    """Names one typeface for each script, and drops those of the theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    east = EAST_HEAD if heading else EAST_BODY
    for script, name in (("ascii", BODY), ("hAnsi", BODY), ("cs", BODY), ("eastAsia", east)):
        fonts.set(qn(f"w:{script}"), name)


def _base(word: WordDocument, *, rtl: bool) -> None:
    """What the house's styles change beyond their look."""
    normal = _style(word, "Normal")
    if rtl:
        properties: Any = normal.element.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc")
    normal.paragraph_format.widow_control = True
    for name in ("Title", "Subtitle"):
        _plain(_style(word, name))


def _plain(style: ParagraphStyle) -> None:
    """Takes the template's rules and letter spacing away."""
    for tag in ("w:pBdr", "w:contextualSpacing", "w:spacing", "w:kern"):
        inside = style.element.rPr if tag in {"w:spacing", "w:kern"} else style.element.pPr
        for found in inside.findall(qn(tag)) if inside is not None else ():
            inside.remove(found)


def _citations(word: WordDocument) -> None:
    style = cast("CharacterStyle", word.styles.add_style(LINK_STYLE, WD_STYLE_TYPE.CHARACTER))
    style.font.color.rgb = LINK
