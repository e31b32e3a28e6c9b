"""A report as it is read: numbered paragraphs, and the notes they cite. Words are plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from facilitator.dialogues.rules import Attribution
from facilitator.report.document.counts import Counts, Grid, ThemeCount
from facilitator.report.document.parts import Heading, Paragraph, Role, Section, label, walk
from facilitator.report.document.sources import Backed, Side, SourceNote, SourcePoint

__all__ = [
    "Backed",
    "Counts",
    "Document",
    "Grid",
    "Heading",
    "Paragraph",
    "Role",
    "Section",
    "Side",
    "SourceNote",
    "SourcePoint",
    "Status",
    "ThemeCount",
    "Translator",
    "label",
    "walk",
]


class Translator(Protocol):
    """What gettext calls a catalogue; `gettext.NullTranslations()` is one."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, one: str, many: str, count: int, /) -> str: ...


class Status(StrEnum):
    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `summary` holds the lines of the box; `notes` are cited; `words` counts its words.

    Times carry their zone. `unused` notes had nothing to quote or are cited no longer. A final
    report names who `approved` it and has the `seal` of its text (report/sealing.py). `criteria`
    are those of the solutions bank, if it has any.
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
    approved: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    seal: str = ""

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
