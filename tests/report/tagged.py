"""What a machine can check of PDF/UA-1, by the conditions of the Matterhorn Protocol 1.1 named.

It reads PDFs whose objects stand in the clear, as typst writes them. It is no validator: contrast,
reading order and whether tags mean what they say are for people.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
MARK = re.compile(rb"(?<!\S)(BDC|BMC|EMC|Tj|TJ|'|f|S|B|Do|sh)(?!\S)")
REFERENCE = re.compile(rb"(\d+) 0 R")


class Tagged:
    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.objects = {int(number): body for number, body in OBJECT.findall(pdf)}

    def faults(self) -> list[str]:
        """Each condition that fails, with how often."""
        found = {name: sum(1 for _ in check(self)) for name, check in CHECKS.items()}
        return [f"{name}: {count}" for name, count in found.items() if count]

    def of_type(self, kind: bytes) -> Iterator[bytes]:
        named = re.compile(rb"/(?:Type|Subtype) ?/" + kind + rb"\b")
        return (body for body in self.objects.values() if named.search(body))

    def elements(self, number: int | None = None) -> Iterator[tuple[bytes, bytes]]:
        """(tag, body) of the structure tree in its order."""
        if number is None:
            (root,) = self.of_type(b"StructTreeRoot")
            for each in _kids(root):
                yield from self.elements(each)
            return
        body = self.objects[number]
        tag = re.search(rb"/S ?/(\w+)", body)
        if tag and b"/StructElem" in body:
            yield tag[1], body
            for each in _kids(body):
                yield from self.elements(each)

    def contents(self) -> Iterator[bytes]:
        for page in self.of_type(b"Page"):
            (number,) = re.findall(rb"/Contents (\d+) 0 R", page)
            stream = STREAM.search(self.objects[int(number)])
            assert stream
            yield zlib.decompress(stream[1])


def _kids(body: bytes) -> list[int]:
    """The elements under one, without what it marks on the pages."""
    _, _, kids = re.sub(rb"/K ?(?=[\[\d])", b"\0", STRING.sub(b"", body), count=1).partition(b"\0")
    if kids[:1] == b"[":
        kids = re.sub(rb"<<.*?>>", b" ", kids[1:], flags=re.DOTALL).split(b"]")[0]
        return [int(each) for each in REFERENCE.findall(kids)]
    alone = REFERENCE.match(kids)
    return [int(alone[1])] if alone else []


def _unmarked(file: Tagged) -> Iterator[bytes]:
    """01-003, 01-005: what is shown is tagged or an artifact."""
    for content in file.contents():
        depth = 0
        for act in MARK.findall(STRING.sub(b"()", content)):
            if act in (b"BDC", b"BMC"):
                depth += 1
            elif act == b"EMC":
                depth -= 1
            elif not depth:
                yield act


def _nameless(file: Tagged) -> Iterator[bytes]:
    """06-001 … 07-002, 11-006: identifier, title, that it is shown, and the language."""
    for wanted in (rb"<pdfuaid:part>1<", rb"<dc:title>", rb"/DisplayDocTitle true", rb"/Lang ?\(",
                   rb"/Marked true"):  # fmt: skip
        if not re.search(wanted, file.pdf):
            yield wanted


def _skipping(file: Tagged) -> Iterator[int]:
    """14-002, 14-003: headings begin at 1 and skip no level."""
    levels = [0, *(int(tag[1:]) for tag, _ in file.elements() if re.fullmatch(rb"H\d", tag))]
    return (after for before, after in pairwise(levels) if after > before + 1)


def _headless(file: Tagged) -> Iterator[bytes]:
    """15-003: heads of tables say whose heads they are; 13-004: figures say what they show."""
    for tag, body in file.elements():
        if (tag == b"TH" and b"/Scope" not in body) or (tag == b"Figure" and b"/Alt" not in body):
            yield body


def _adrift(file: Tagged) -> Iterator[bytes]:
    """28-004, 28-008 … 28-012: links are described and tagged, pages are walked as tagged."""
    for link in file.of_type(b"Link"):
        if b"/Rect" in link and not (b"/Contents" in link and b"/StructParent" in link):
            yield link
    yield from (each for each in file.of_type(b"Page") if not re.search(rb"/Tabs ?/S", each))


def _borrowed(file: Tagged) -> Iterator[bytes]:
    """31-009, 31-027: typefaces are in the file, and their signs can be read as letters."""
    yield from (each for each in file.of_type(b"FontDescriptor") if b"/FontFile" not in each)
    yield from (each for each in file.of_type(b"Type0") if b"/ToUnicode" not in each)


CHECKS = {
    "content neither tagged nor an artifact": _unmarked,
    "not said what it is": _nameless,
    "headings that skip a level": _skipping,
    "heads and figures without words": _headless,
    "links and pages that lead astray": _adrift,
    "typefaces not in the file": _borrowed,
}
