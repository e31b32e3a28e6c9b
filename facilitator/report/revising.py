"""From a draft to rows that can be stored and edited one by one, and back to a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from facilitator.report.citing import divided, report_words
from facilitator.report.document import Document, Paragraph, Section

Headings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph, and the (title, lead) of each heading over it, outermost first."""

    under: Headings
    paragraph: Paragraph


def placed(sections: Iterable[Section], under: Headings = ()) -> tuple[Placed, ...]:
    """All paragraphs in reading order, each with its headings. Empty sections are lost."""
    rows: list[Placed] = []
    for section in sections:
        here = (*under, (section.title, section.lead))
        rows += [Placed(here, paragraph) for paragraph in section.paragraphs]
        rows += placed(section.sections, here)
    return tuple(rows)


def nested(rows: Sequence[Placed], level: int = 1) -> tuple[Section, ...]:
    """The sections that `placed` came from."""
    return tuple(
        _section(heading, tuple(some), level)
        for heading, some in groupby(rows, lambda row: row.under[level - 1])
    )


def revised(document: Document, sections: tuple[Section, ...]) -> Document:
    """The report with other sections: notes divided, counted and words counted anew.

    A note that is cited no longer is listed as not used, or goes back to the parking lot.
    """
    notes = (*document.notes, *document.parked, *document.unused)
    cited, parked, unused = divided(sections, notes)
    counts = replace(document.counts, cited=len(cited), parked=len(parked), unused=len(unused))
    return replace(
        document,
        sections=sections,
        notes=cited,
        parked=parked,
        unused=unused,
        counts=counts,
        words=report_words(document.summary, sections),
    )


def _section(heading: tuple[str, str], rows: tuple[Placed, ...], level: int) -> Section:
    title, lead = heading
    own = tuple(row.paragraph for row in rows if len(row.under) == level)
    deeper = tuple(row for row in rows if len(row.under) > level)
    return Section(title, level, lead, own, nested(deeper, level + 1))
