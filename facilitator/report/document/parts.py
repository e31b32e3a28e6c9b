"""What a report is read by: headings with their labels, and numbered paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a paragraph does in the report."""

    KEY = "key"
    INTRODUCTION = "introduction"
    ELABORATION = "elaboration"
    DIFFERING = "differing"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`words` hold citations as `[N12]` or `[P7, N12, N40]`; `lead` is a title run into them."""

    number: int
    words: str
    citations: tuple[str, ...] = ()
    role: Role = Role.ELABORATION
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`level` 1 to 3 is printed I, A, 1; `lead` is a line without number under the heading."""

    title: str
    level: int = 1
    lead: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    sections: tuple["Section", ...] = ()


class Heading(NamedTuple):
    label: str
    section: Section


def walk(sections: tuple[Section, ...]) -> Iterator[Heading]:
    """Sections and those inside them, in reading order, with the label of their level."""
    for position, section in enumerate(sections, 1):
        yield Heading(label(section.level, position), section)
        yield from walk(section.sections)


def label(level: int, position: int) -> str:
    """I, II … for level 1, A, B … Z, AA … for level 2, 1, 2 … for level 3."""
    if level == 1:
        return _roman(position)
    return _letter(position) if level == 2 else str(position)


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        words += sign * (number // value)
        number %= value
    return words


def _letter(number: int) -> str:
    """As Word counts: A … Z, AA, BB …"""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip
