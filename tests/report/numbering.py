"""The paragraph numbers that a file of a report prints, read as its readers read them."""

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
from docx.oxml.ns import qn

from tests.report.files import drawn_in_pdf, squeezed

IN_MARKDOWN = re.compile(rb'^<a id="paragraph_(\d+)"></a>\*\*(\d+)\.\*\*', re.MULTILINE)
IN_HTML = re.compile(rb'<div class="paragraph" id="paragraph_(\d+)"><p>(\d+)\.</p>')


def counted_by_word(file: Any) -> list[int]:
    """The numbers Word will print, counted from its numbering alone."""
    starts = {
        number.numId: [int(each.get(qn("w:val"))) for each in number.iter(qn("w:startOverride"))]
        for number in file.part.numbering_part.element.num_lst
    }
    found: list[int] = []
    before = None
    for paragraph in file.paragraphs:
        if paragraph.style.name == "Report Paragraph":
            list_ = paragraph._p.pPr.numPr.numId.val
            begins = starts[list_] if list_ != before else []
            found.append(begins[0] if begins else (found[-1] if found else 0) + 1)
            before = list_
    return found


def _anchored(pattern: re.Pattern[bytes], file: bytes) -> list[int]:
    found = pattern.findall(file)
    assert all(anchor == shown for anchor, shown in found)
    return [int(shown) for _, shown in found]


def _in_json(file: bytes) -> list[int]:
    def inside(sections: list[Any]) -> list[int]:
        return [
            number
            for each in sections
            for number in ([p["number"] for p in each["paragraphs"]] + inside(each["sections"]))
        ]

    return inside(json.loads(file)["sections"])


def _in_xlsx(file: bytes) -> list[int]:
    sheet = openpyxl.load_workbook(BytesIO(file)).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


def _in_csv(file: bytes) -> list[int]:
    with ZipFile(BytesIO(file)) as packed:
        rows = csv.reader(packed.read("paragraphs.csv").decode("utf-8-sig").splitlines())
        return [int(row[0]) for row in rows if row[0].isdigit()]


def _in_pdf(file: bytes) -> list[int]:
    """Numbers drawn alone with their stop, each one more than the last: from 1, without gaps."""
    strokes = [squeezed(each) for each in drawn_in_pdf(file)]
    alone = (
        int(one.rstrip("."))
        for one, next_ in pairwise(strokes)
        if one.rstrip(".").isdecimal() and "." in (one[-1], next_)
    )
    found: list[int] = []
    for number in alone:
        found += [number] if number == len(found) + 1 else []
    return found


NUMBERS: dict[str, Callable[[bytes], list[int]]] = {
    "md": lambda file: _anchored(IN_MARKDOWN, file),
    "html": lambda file: _anchored(IN_HTML, file),
    "json": _in_json,
    "pdf": _in_pdf,
    "xlsx": _in_xlsx,
    "csv.zip": _in_csv,
    "docx": lambda file: counted_by_word(docx.Document(BytesIO(file))),
}
