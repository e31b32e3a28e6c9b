"""A small café on paper: notes by Ada, Ben, Cleo and others, and the facts of its report."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from facilitator.dialogues.rules import Attribution, Denominator
from facilitator.harvest.quantifiers import Whole
from facilitator.report.citing import renumbered
from facilitator.report.document import (
    Backed,
    Document,
    Grid,
    Paragraph,
    Side,
    SourceNote,
    SourcePoint,
)
from facilitator.report.draft.facts import Facts, Question, Theme

THEMES = (
    Theme(
        "water",
        "Water",
        (Question("w1", "Who has enough water?"), Question("w2", "Who pays for it?")),
    ),
    Theme("heat", "Heat", (Question("h1", "What helps in a hot summer?"),)),
    Theme("wind", "Wind", (Question("d1", "Where may it blow?"),)),
)


def note(number: int, words: str = "", kind: str = "gap", **told: Any) -> SourceNote:
    question = told.pop("question", "w1")
    theme = {"w": "water", "h": "heat", "d": "wind"}.get(question[:1] if question else "")
    made = SourceNote(
        id=f"id-{number:04}",
        words=words or f"The well number {number} has run dry in the summer",
        language=told.pop("language", "en"),
        kind=kind,
        theme_key=theme,
        question_key=question or None,
        table_number=told.pop("table", 1 + number % 4),
        round_number=1 + number % 3,
        author=f"Ada the {number}th",
        constituency="Party" if number % 2 else "Business",
    )
    return replace(made, **told)


NOTES = (
    note(1, "Half of the villages have no well at all"),
    note(2, "half of the villages  have no well at all.", table=7),
    note(3, "Rain is kept in cisterns on every roof", "good_practice", shares=4, differs=1),
    note(4, "Water must stay free for everyone", "measure", question="w2", shares=2),
    note(5, "A small price keeps people from wasting it", "divergent_view", question="w2"),
    note(6, "يجب أن تبقى المياه متاحة للجميع!", "measure", question="w2", language="ar"),
    note(7, "多种树，城市就凉快了", "solution", question="h1", language="zh", late=True),
    note(8, "Where is the coffee?", "off_topic", question="h1"),
    note(9, "👍", "progress", question="h1"),
    note(10, "Is anybody counting?", "question", question="h1"),
    note(11, "hello from table 4", "", question="h1"),
    note(12, "Nobody asked about the sea", "gap", question=""),
)


def facts(notes: tuple[SourceNote, ...] = NOTES, **changed: Any) -> Facts:
    told = Facts(
        title="Summary of the water café",
        subtitle="By the co-facilitators",
        dialogue="Water for all",
        session="First café",
        purpose="Opens the roundtable",
        locale="en",
        made_at=datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
        cut_off=datetime(2026, 11, 22, 18, 30, tzinfo=UTC),
        attribution=Attribution.BY_CATEGORY,
        themes=THEMES,
        notes=notes,
        whole=Whole(87, 44, Denominator.CONTRIBUTED),
        people=9,
        tables=4,
        rounds=3,
        contributors=("Cleo", "Ada", "Ben"),
    )
    return replace(told, **changed)


POINTS = (
    SourcePoint(
        "P1",
        (
            Side(
                "Half of the villages have no well at all",
                ("N1", "N2"),
                (
                    Backed("many Parties", 94, 198, "all Parties", ("AOSIS", "Kenya")),
                    Backed("some non-Party stakeholders", 3, 16, "all others", ("Wells for all",)),
                ),
            ),
        ),
        kind="gap",
        theme_title="Water",
        finding=True,
    ),
    SourcePoint(
        "P2",
        (Side("Water must stay free for everyone", ("N4",)), Side("A small price helps", ("N5",))),
        kind="measure",
    ),
)


def pointed(document: Document) -> Document:
    """The same report over points: each cited twice, which a footnote tells once."""
    words = "Many Parties: wells [P1, N1, N2]. Some would keep it free [P2, N4]; others not [P2]."
    cites = ("P1", "N1", "N2", "P2", "N4")
    first, *others = document.sections
    first = replace(first, paragraphs=(Paragraph(1, words, cites), *first.paragraphs))
    sections = renumbered((first, *others))
    return replace(document, sections=sections, points=POINTS, grids=(GRID,))


GRID = Grid("Who took part", ("Region", "People"), (("African", "40"), ("Asia-Pacific", "53")))


def every_note(document: Document) -> tuple[SourceNote, ...]:
    return (*document.notes, *document.parked, *document.unused)
