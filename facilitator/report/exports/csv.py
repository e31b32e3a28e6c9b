"""The report's tables as CSV files in one ZIP: what a spreadsheet or a script can take in."""

import csv as commas
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from facilitator.kit.text import cell, for_xml
from facilitator.report.document import Document, Translator
from facilitator.report.exports.registers import Row
from facilitator.report.exports.sheets import Sheet, sheets

_EPOCH = (1980, 1, 1, 0, 0, 0)


def csv(document: Document, say: Translator) -> bytes:
    """RFC 4180 in UTF-8 with a mark of it, which Excel needs; formulas start with `'`."""
    return zipped({f"{each.key}.csv": _file(each) for each in sheets(document, say)})


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP of files by name that is the same for the same files."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _EPOCH), content, ZIP_DEFLATED)
    return packed.getvalue()


def _file(sheet: Sheet) -> bytes:
    written = StringIO(newline="")
    rows = commas.writer(written)
    rows.writerow([cell(for_xml(words)) for words, _ in sheet.columns])
    rows.writerows(map(_row, sheet.rows))
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _row(row: Row) -> list[str | int]:
    return [
        cell(for_xml(each)) if isinstance(each, str) else "" if each is None else each
        for each in row
    ]
