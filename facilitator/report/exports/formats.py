"""The kinds of file a report can be had as. Each writer makes bytes of a document in a language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from facilitator.report.document import Document, Translator
from facilitator.report.exports import csv, html, markdown, pdf, record, xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its extension without dot, its media type, and what writes it."""

    extension: str
    media_type: str
    write: Callable[[Document, Translator], bytes]


def _docx(document: Document, words: Translator) -> bytes:
    """Loads what writes it when the first one is made: serving starts without."""
    from facilitator.report.exports.docx import docx

    return docx(document, words)


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Final = {
    "docx": Format("docx", f"{_OFFICE}.wordprocessingml.document", _docx),
    "pdf": Format("pdf", "application/pdf", pdf.pdf),
    "html": Format("html", "text/html; charset=utf-8", html.html),
    "markdown": Format("md", "text/markdown; charset=utf-8", markdown.markdown),
    "xlsx": Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", xlsx.xlsx),
    "csv": Format("csv.zip", "application/zip", csv.csv),
    "json": Format("json", "application/json", record.record),
}
