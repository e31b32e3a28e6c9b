"""Lists for who follows up: gaps (R45), what is taken up (R61), the bank of solutions (R46)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from facilitator.harvest.following import FIELDS, STATUSES
from facilitator.harvest.tags import CROSS_CUTTING, EVIDENCE, WORKSTREAMS
from facilitator.kit.words import N_
from facilitator.notes.rules import NoteKind
from facilitator.report.bidi import isolated
from facilitator.report.document import Document, Grid, SourcePoint, Translator
from facilitator.report.exports import labels
from facilitator.report.kinds import name

Cell = str | int | None
Row = tuple[Cell, ...]
Rows = Iterator[Row]
Columns = tuple[tuple[str, int], ...]

REGISTER: Final = (
    (N_("Point"), 9), (N_("Words"), 80), (N_("Kind"), 18), (N_("Theme"), 30),
    (N_("Guiding question"), 46), (N_("Shared by"), 40), (N_("Touches on"), 30),
    (N_("Rests on"), 30),
)  # fmt: skip
TAKEN_UP: Final = ((FIELDS["taken_up"], 30), (FIELDS["by_when"], 16))
FOLLOWED: Final = (*TAKEN_UP, (FIELDS["indicator"], 40), (N_("Status"), 14))
PASSED: Final = (N_("Criteria it passes"), 60)
GAPS: Final = ("gaps", N_("Gap register"), (*REGISTER, *TAKEN_UP))
FOLLOW_UPS: Final = ("follow-up", N_("Follow-up list"), (*REGISTER, *FOLLOWED))
LINKS: Final = (
    "links",
    N_("Links to other workstreams"),
    ((N_("Related to"), 34), *REGISTER, (N_("Conversely"), 60)),
)
LISTED: Final = ("solutions", N_("Solutions and good practices"), REGISTER)
BANK: Final = ("solutions", N_("Solutions bank"), (*REGISTER, PASSED))
OFFERED: Final = frozenset({NoteKind.SOLUTION, NoteKind.GOOD_PRACTICE})


def registers(document: Document, say: Translator) -> Iterator[tuple[str, str, Columns, Rows]]:
    """Key, title, columns and rows of each that has any.

    Where the dialogue has criteria, nothing is in the bank but what people found to pass them;
    else solutions and good practices are listed by the kind of their notes.
    """
    for key, title, columns, rows in _every(document, say):
        found = list(rows)
        if found:
            yield key, title, columns, iter(found)


def _every(document: Document, say: Translator) -> Iterator[tuple[str, str, Columns, Rows]]:
    points = document.points
    gaps = (each for each in points if each.kind == NoteKind.GAP)
    yield *GAPS, ((*_entry(each, say), *_followed(each, say)[:2]) for each in gaps)
    followed = (each for each in points if each.follow_up)
    yield *FOLLOW_UPS, ((*_entry(each, say), *_followed(each, say)) for each in followed)
    yield *LINKS, _linked(points, say)
    if document.criteria:
        banked = (each for each in points if each.admitted)
        yield *BANK, ((*_entry(each, say), _joined(each.admitted, say)) for each in banked)
    else:
        yield *LISTED, (_entry(each, say) for each in points if each.kind in OFFERED)


def _linked(points: tuple[SourcePoint, ...], say: Translator) -> Rows:
    """Workstream by workstream, so that what overlaps or is contradicted lies together (R60)."""
    for tag, called in WORKSTREAMS.items():
        for each in points:
            if tag in each.tags:
                against = _joined((side.statement for side in each.sides[1:]), say)
                yield say.gettext(called), *_entry(each, say), against


def annexed(document: Document, say: Translator) -> tuple[Grid, ...]:
    """All tables of the annexes where there are no sheets: last, who takes up what, by when."""
    rows = tuple(
        (each.sides[0].statement, *_followed(each, say), each.reference)
        for each in document.points
        if each.follow_up
    )
    columns = (N_("Words"), *(words for words, _ in FOLLOWED), N_("Point"))
    isolating = tuple(tuple(isolated(cell) if cell else "" for cell in row) for row in rows)
    title = say.gettext(FOLLOW_UPS[1])
    taken_up = Grid(title, tuple(map(say.gettext, columns)), isolating)
    return (*labels.grids(document, say), *((taken_up,) if rows else ()))


def _followed(point: SourcePoint, say: Translator) -> tuple[str, str, str, str]:
    """As many cells as `FOLLOWED` has columns."""
    said = point.follow_up
    if said is None:
        return "", "", "", ""
    return said.taken_up, said.by_when, said.indicator, say.gettext(STATUSES[said.status])


def _entry(point: SourcePoint, say: Translator) -> Row:
    first = point.sides[0]
    shared = _joined((labels.backed(each, say) for each in first.support), say)
    about = name(point.kind, say), point.theme_title, point.question_text, shared
    return point.reference, first.statement, *about, *tags(point, say)


def tags(point: SourcePoint, say: Translator) -> Iterator[str]:
    """What it touches on, and what it rests on."""
    for some in (CROSS_CUTTING, EVIDENCE):
        yield named(some, point.tags, say)


def named(some: Mapping[str, str], found: Iterable[str], say: Translator) -> str:
    """Those tags that are some of these, by their names."""
    return _joined((say.gettext(some[tag]) for tag in found if tag in some), say)


def _joined(words: Iterable[str], say: Translator) -> str:
    return say.gettext("; ").join(words)
