"""What surrounds the report in a Word file: masthead, running lines, properties, the package."""

from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from facilitator.kit.text import for_xml
from facilitator.report.document import Document, Translator
from facilitator.report.exports import labels
from facilitator.report.exports.docx.styles import MAST, STATUS
from facilitator.report.exports.docx.words import LANGUAGES, Flow, write

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNWANTED = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects")


def masthead(word: WordDocument, document: Document, say: Translator, flow: Flow) -> None:
    """Dialogue over a rule, then title, subtitle, session and status."""
    top = word.add_paragraph(style=MAST)
    write(top, document.dialogue or document.title, flow)
    _rule(top)
    write(word.add_paragraph(style="Title"), document.title, flow)
    for line in (document.subtitle, document.session):
        if line:
            write(word.add_paragraph(style="Subtitle"), line, flow)
    write(word.add_paragraph(style=STATUS), labels.status(document, say), flow)


def running_lines(word: WordDocument, document: Document, say: Translator, flow: Flow) -> None:
    """The status on top of every page, its number at the foot."""
    page = word.sections[0]
    header = page.header.paragraphs[0]
    write(header, f"{labels.status(document, say)} · {document.title}", flow)
    footer = page.footer.paragraphs[0]
    before, _, after = say.gettext("Page %(page)s of %(pages)s").partition("%(page)s")
    between, _, end = after.partition("%(pages)s")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (end, "")):
        write(footer, words, flow)
        if field:
            _field(footer, field)


def describe(word: WordDocument, document: Document) -> None:
    """Title, language and date; nobody's name, and nothing of the machine."""
    core = word.core_properties
    core.title = for_xml(document.title)[:255]
    core.language = LANGUAGES.get(document.locale, document.locale)
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.revision = document.version
    core.created = core.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)
    for part in (word.part.package, word.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(_UNWANTED):
                del part.rels[key]


def packed(word: WordDocument) -> bytes:
    """The file; the same document gives the same bytes, without the hour of the machine."""
    saved, repacked = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as old, ZipFile(repacked, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _EPOCH), old.read(name), ZIP_DEFLATED)
    return repacked.getvalue()


def _rule(paragraph: Paragraph) -> None:
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    rule = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="18" w:space="4"/></w:pBdr>'
    properties.insert_element_before(parse_xml(rule), "w:shd", "w:bidi", "w:spacing", "w:jc")


def _field(paragraph: Paragraph, code: str) -> None:
    field: Any = OxmlElement("w:fldSimple", {qn("w:instr"): code})
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001
