"""The report as files. Each writer is a function of a document and a translator to bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from facilitator.report.document import Document, Translator
from facilitator.report.exports import docx, markdown, record, xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its extension without dot, its media type, and what writes it."""

    extension: str
    media_type: str
    write: Callable[[Document, Translator], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Final = {
    "markdown": Format("md", "text/markdown; charset=utf-8", markdown.markdown),
    "docx": Format("docx", f"{_OFFICE}.wordprocessingml.document", docx.docx),
    "xlsx": Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", xlsx.xlsx),
    "json": Format("json", "application/json", record.record),
}
