"""What a reader's tools find in a file of the report: all words, packed or not, PDF too."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, is_zipfile

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_SHOWN = re.compile(
    rb"/(\w+) ?(?:<<((?:[^<>]|<[^<>]*>|<<.*?>>)*)>>)? ?B[DM]C|(EMC)|/(f\d+) "
    rb"|\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|<([0-9A-F]+)>",
    re.DOTALL,
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def told(content: bytes) -> str:
    """All words in a file: those of every file in a ZIP, those drawn on every page of a PDF."""
    if content.startswith(b"%PDF"):
        return words_of_pdf(content)
    if not is_zipfile(BytesIO(content)):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as packed:
        return "\n".join(f"{name}\n{told(packed.read(name))}" for name in packed.namelist())


def words_of_pdf(content: bytes) -> str:
    """The words on the pages as a screen reader takes them, and the file's own description."""
    objects = _objects(content)
    streams = b"".join(body for body in objects.values() if b"/Type/Metadata" in body)
    titles = re.findall(rb"/Title<FEFF([0-9A-F]+)>", content)
    described = "\n".join(bytes.fromhex(each.decode()).decode("utf-16-be") for each in titles)
    drawn = "\n".join("".join(_page(objects, number)) for number in _pages(objects))
    return f"{streams.decode('utf-8', 'replace')}\n{described}\n{drawn}"


def drawn_in_pdf(content: bytes) -> list[str]:
    """What the pages draw at a stroke: letters of one typeface and direction."""
    objects = _objects(content)
    return [each for number in _pages(objects) for each in _page(objects, number)]


def squeezed(words: str) -> str:
    """Without white space and marks of direction: pages break lines where they like."""
    return re.sub(r"[\s\u2066-\u2069\u200e\u200f\u00ad]+", "", words)


def _objects(content: bytes) -> dict[int, bytes]:
    return {int(number): body for number, body in _OBJECT.findall(content)}


def _pages(objects: dict[int, bytes]) -> list[int]:
    return sorted(number for number, body in objects.items() if b"/Type/Page/" in body)


def _page(objects: dict[int, bytes], number: int) -> Iterator[str]:
    page = objects[number]
    fonts = dict(re.findall(rb"/(f\d+) (\d+) 0 R", objects[_reference(page, b"Resources")]))
    contents = objects[_reference(page, b"Contents")]
    maps = {name: _characters(objects, int(font)) for name, font in fonts.items()}
    marked: list[bytes] = []  # the stretches we are in: of text said otherwise, or not part of it
    font = b""
    for tag, told_, end, name, drawn, hexed in _SHOWN.findall(_unpacked(contents)):
        if tag:
            actual = re.search(rb"/ActualText<([0-9A-F]*)>", told_)
            if actual and b"Artifact" not in marked:
                yield bytes.fromhex(actual[1].decode()).decode("utf-16-be").lstrip("\ufeff")
            marked.append(b"Artifact" if actual or tag == b"Artifact" else tag)
        elif end:
            marked.pop()
        elif name:
            font = name
        elif b"Artifact" not in marked:
            glyphs = re.sub(rb"\\(\d{3}|.)", _unescaped, drawn, flags=re.DOTALL)
            glyphs = glyphs or bytes.fromhex(hexed.decode())
            pairs = (glyphs[at : at + 2] for at in range(0, len(glyphs), 2))
            yield "".join(maps[font].get(pair, "") for pair in pairs)


def _characters(objects: dict[int, bytes], font: int) -> dict[bytes, str]:
    """{glyph: what it stands for}."""
    table = _unpacked(objects[_reference(objects[font], b"ToUnicode")])
    rows = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in rows
    }


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if sign.isdigit() and len(sign) == 3 else _ESCAPES.get(sign, sign)


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found, (name, body[:200])
    return int(found[1])


def _unpacked(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]
