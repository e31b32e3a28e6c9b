"""A report as it is read: numbered paragraphs, and the notes they cite. Words are plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from facilitator.dialogues.rules import Attribution


class Translator(Protocol):
    """What gettext calls a catalogue; `gettext.NullTranslations()` is one."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, one: str, many: str, count: int, /) -> str: ...


class Status(StrEnum):
    DRAFT = "draft"
    FINAL = "final"


class Role(StrEnum):
    """What a paragraph does in the report."""

    KEY = "key"
    INTRODUCTION = "introduction"
    ELABORATION = "elaboration"
    DIFFERING = "differing"


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note as the report may show it.

    `reference` is `N12`; `shares` and `differs` count the participants who said so. `parked`: set
    aside as no matter for the report. Without theme, question, table or round it has None there.
    """

    id: str
    words: str
    language: str
    kind: str
    theme_key: str | None = None
    theme_title: str = ""
    question_key: str | None = None
    question_text: str = ""
    table_number: int | None = None
    round_number: int | None = None
    reference: str = ""
    author: str | None = None
    constituency: str | None = None
    late: bool = False
    shares: int = 0
    differs: int = 0
    parked: bool = False

    @property
    def order(self) -> int:
        """12 for `N12`."""
        return int(self.reference.removeprefix("N") or 0)


@dataclass(frozen=True, slots=True)
class Backed:
    """How many of one constituency stand behind a position: `many Parties`, 94 of 198.

    `whole` says what the 198 are. `names` are missing where the dialogue does not attribute.
    """

    words: str
    numerator: int
    denominator: int
    whole: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A position: the words of a note (unless `worded` by a person) and its notes' references."""

    statement: str
    notes: tuple[str, ...]
    support: tuple[Backed, ...] = ()
    worded: bool = False


@dataclass(frozen=True, slots=True)
class SourcePoint:
    """What several notes say alike; more than one side where views differ. `reference` is `P7`."""

    reference: str
    sides: tuple[Side, ...]
    kind: str = ""
    theme_title: str = ""
    question_text: str = ""
    finding: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of an annex, in the report's language; every row is as long as `columns`.

    `bars`: of each row, how long its bar in a chart is, in percent; none where nothing is drawn.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[int, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Counts:
    """Notes = cited + parked + unused; `people` wrote at least one of them."""

    notes: int
    cited: int
    parked: int
    unused: int
    late: int
    people: int
    tables: int
    rounds: int


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """Notes of a theme that look back, look forward, differ, or do none of these; late ones too."""

    title: str
    notes: int
    back: int
    forward: int
    differing: int
    other: int
    late: int


class Heading(NamedTuple):
    label: str
    section: Section


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `summary` holds the lines of the box; `notes` are cited; `words` counts its words.

    Times carry their zone. `unused` notes had nothing to quote or are cited no longer.
    """

    title: str
    subtitle: str
    dialogue: str
    session: str
    locale: str
    made_at: datetime
    status: Status
    version: int
    attribution: Attribution
    method: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[SourceNote, ...]
    parked: tuple[SourceNote, ...]
    unused: tuple[SourceNote, ...]
    counts: Counts
    balance: tuple[ThemeCount, ...]
    words: int
    target: int
    cut_off: datetime | None = None
    contributors: tuple[str, ...] = ()
    points: tuple[SourcePoint, ...] = ()
    grids: tuple[Grid, ...] = ()

    def headings(self) -> Iterator[Heading]:
        """All headings with their printed label, in reading order."""
        return walk(self.sections)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs, in reading order."""
        return tuple(each for _, section in self.headings() for each in section.paragraphs)

    def footnotes(self) -> tuple[SourcePoint, ...]:
        """The points that are cited, in the order in which they first are."""
        told = {point.reference: point for point in self.points}
        cited = (each for paragraph in self.paragraphs() for each in paragraph.citations)
        return tuple(told[each] for each in dict.fromkeys(cited) if each in told)

    def cited_by(self) -> dict[str, tuple[int, ...]]:
        """Of each reference, the numbers of the paragraphs that cite it."""
        found: dict[str, list[int]] = {}
        for paragraph in self.paragraphs():
            for reference in dict.fromkeys(paragraph.citations):
                found.setdefault(reference, []).append(paragraph.number)
        return {reference: tuple(numbers) for reference, numbers in found.items()}


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
