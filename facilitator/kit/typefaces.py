"""The typefaces that pages are set in, and what they can show. They come with the house."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from facilitator.kit.text import for_xml

FOLDER: Final = Path(__file__).parent / "fonts"
_SEGMENTS, _GROUPS = 4, 12


@lru_cache
def covered() -> frozenset[int]:
    """The code points that at least one of the typefaces has a sign for."""
    files = (path for path in FOLDER.iterdir() if path.suffix in {".ttf", ".otf"})
    return frozenset(code for path in files for code in _codes(path.read_bytes()))


def legible(words: str) -> str:
    """Words as they can be printed: a character without a sign is named, `[U+1F9EC]`.

    What never shows (joiners, selectors, unassigned tags) is left out where it has no sign.
    """
    legal = for_xml(words)
    if legal.isascii() and "\x7f" not in legal:
        return legal
    known = covered()
    return "".join(each if ord(each) in known or each in "\n\t" else _named(each) for each in legal)


def _named(character: str) -> str:
    silent = unicodedata.category(character) in {"Cf", "Cc", "Mn"}
    return "" if silent else f"[U+{ord(character):04X}]"


def _codes(font: bytes) -> Iterator[int]:
    """The characters of a font's `cmap` table (OpenType 1.9, subtable formats 4 and 12)."""
    start = _table(font, b"cmap")
    for at in range(struct.unpack_from(">H", font, start + 2)[0]):
        *_, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * at)
        form = struct.unpack_from(">H", font, start + offset)[0]
        if form == _GROUPS:
            yield from _groups(font, start + offset)
        elif form == _SEGMENTS:
            yield from _segments(font, start + offset)


def _table(font: bytes, name: bytes) -> int:
    count = struct.unpack_from(">H", font, 4)[0]
    rows = (struct.unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(count))
    return next(int(offset) for tag, _, offset, _ in rows if tag == name)


def _groups(font: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">L", font, at + 12)[0]
    for group in range(count):
        first, last, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * group)
        yield from range(first, last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
