"""How notes and report are laid out on the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from facilitator.dialogues.model import Dialogue
from facilitator.harvest.rules import Gathered, grouped
from facilitator.kit.words import in_words, translations
from facilitator.notes.rules import NoteKind
from facilitator.report.bearing import without_equity, without_evidence
from facilitator.report.citing import Piece, pieces, uncited
from facilitator.report.document import Paragraph as Written
from facilitator.report.document import Role, Section
from facilitator.report.exports.labels import footnote
from facilitator.report.model import Paragraph
from facilitator.report.moments import moment
from facilitator.report.queries import Opened
from facilitator.report.repeating import Repeat, repeats
from facilitator.screens.desk.lens import NO_KIND, Lens
from facilitator.screens.desk.scene import AtDesk, Desk

PAGE = 50  # notes


@dataclass(frozen=True)
class Card:
    """A note on the desk. `use` is cited, unused, parked or new (not taken into the report)."""

    note: Gathered
    reference: str | None
    use: str
    cited_in: tuple[int, ...]


@dataclass(frozen=True)
class Pile:
    """Cards laid together under a title in people's own words, or a `key` the template names."""

    key: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Laid:
    """A paragraph with the row it is stored in."""

    written: Written
    row: Paragraph
    pieces: tuple[Piece, ...]
    lost: tuple[str, ...]
    bare: bool
    uncited: tuple[str, ...]

    @property
    def unsupported(self) -> tuple[str, ...]:
        """What rests on no note: sentences, or all of it."""
        return (self.written.words,) if self.bare else self.uncited


@dataclass(frozen=True)
class Part:
    """A heading with its printed label, and the paragraphs under it."""

    label: str
    section: Section
    laid: tuple[Laid, ...]


def cards(desk: Desk) -> tuple[Card, ...]:
    """Every note that stands."""
    if desk.opened is None:
        return tuple(Card(note, None, "new", ()) for note in desk.standing)
    document, numbers = desk.opened.document, desk.opened.references
    cited_by = document.cited_by()
    parked = {note.reference for note in document.parked}

    def card(note: Gathered) -> Card:
        if note.id not in numbers:
            return Card(note, None, "new", ())
        reference = f"N{numbers[note.id]}"
        cited_in = cited_by.get(reference, ())
        use = "cited" if cited_in else "parked" if reference in parked else "unused"
        return Card(note, reference, use, cited_in)

    return tuple(map(card, desk.standing))


def notes(desk: Desk, at: AtDesk) -> dict[str, Any]:
    """The chosen notes of this page in piles, and what there is before and after."""
    lens = at.lens
    number = _number(desk, lens)
    found = [card for card in cards(desk) if _chosen(card, lens, number)]
    by_note = {card.note.id: card for card in found}
    piles = grouped([card.note for card in found], lens.by, _order(desk, lens.by))
    in_order = [(pile.key, note) for pile in piles for note in pile.notes]
    last = max(1, -(-len(in_order) // PAGE))
    page = min(lens.page, last)
    shown = {note.id for _, note in in_order[(page - 1) * PAGE : page * PAGE]}
    titles = _titles(desk, lens.by, at.locale)
    return {
        "piles": [
            Pile(
                pile.key,
                titles.get(pile.key, ""),
                tuple(by_note[note.id] for note in pile.notes if note.id in shown),
            )
            for pile in piles
            if any(note.id in shown for note in pile.notes)
        ],
        "found": len(found),
        "every": len(desk.standing),
        "page": page,
        "last": last,
        "number": number,
    }


def coverage(desk: Desk) -> dict[str, Any]:
    opened = desk.opened
    return {
        "document": opened.document if opened else None,
        "without_evidence": without_evidence(opened.document) if opened else (),
        "without_equity": without_equity(opened.document) if opened else (),
        "repeated": repeated(desk),
        "fresh": len(opened.fresh) if opened else len(desk.standing),
        "withdrawn": sorted(opened.withdrawn, key=_reference_order) if opened else [],
    }


def repeated(desk: Desk) -> tuple[Repeat, ...]:
    """What the report says twice; nobody can do anything about a final one."""
    if desk.opened is None or desk.opened.report.final:
        return ()
    return repeats(desk.opened.document.paragraphs())


def parts(desk: Desk) -> list[Part]:
    """The report by its headings."""
    return parts_of(desk.opened) if desk.opened else []


def parts_of(opened: Opened) -> list[Part]:
    rows = opened.rows
    lost = opened.withdrawn
    return [
        Part(
            heading.label,
            heading.section,
            tuple(_laid(each, rows[each.number - 1], lost) for each in heading.section.paragraphs),
        )
        for heading in opened.document.headings()
    ]


def footnotes(desk: Desk) -> list[tuple[str, str]]:
    """What is told of each point that is cited."""
    if desk.opened is None or desk.report is None:
        return []
    say = translations(desk.report.locale)
    points = desk.opened.document.footnotes()
    return [(each.reference, footnote(each, say)) for each in points]


def in_time(dialogue: Dialogue, locale: str) -> Callable[[datetime], str]:
    """How moments are written here: in the dialogue's zone, in the reader's language."""
    zone = ZoneInfo(dialogue.timezone)
    return lambda at: moment(at.astimezone(zone), locale)


def _laid(written: Written, row: Paragraph, withdrawn: frozenset[str]) -> Laid:
    lost = tuple(each for each in written.citations if each in withdrawn)
    bare = not written.citations and written.role is not Role.INTRODUCTION
    return Laid(written, row, pieces(written), lost, bare, () if bare else uncited(written))


def _number(desk: Desk, lens: Lens) -> int | None:
    """The number of the paragraph whose notes are looked for."""
    rows: Sequence[Paragraph] = desk.opened.rows if desk.opened else ()
    places = (at for at, row in enumerate(rows, 1) if row.id == lens.paragraph)
    return next(places, None) if lens.paragraph else None


def _chosen(card: Card, lens: Lens, number: int | None) -> bool:
    kind = card.note.kind or NO_KIND
    wanted: tuple[tuple[object, object], ...] = (
        (lens.theme, card.note.theme),
        (lens.question, card.note.question),
        (lens.kind, kind),
        (lens.table, card.note.table),
        (lens.use, card.use),
    )
    if lens.paragraph and number not in card.cited_in:
        return False
    return all(asked is None or asked == is_ for asked, is_ in wanted)


def _order(desk: Desk, by: str) -> list[str]:
    orders: dict[str, Callable[[], list[str]]] = {
        "theme": lambda: [each.key for each in desk.themes],
        "question": lambda: [each.key for each in desk.questions],
        "kind": lambda: [kind.value for kind in NoteKind if kind],
        "table": lambda: [str(n) for n in sorted({c.table for c in desk.notes if c.table})],
    }
    return orders[by]()


def _titles(desk: Desk, by: str, locale: str) -> dict[str, str]:
    if by == "theme":
        return {each.key: in_words(each.title, locale) for each in desk.themes}
    if by == "question":
        return {each.key: in_words(each.text, locale) for each in desk.questions}
    return {}


def _reference_order(reference: str) -> int:
    return int(reference.removeprefix("N"))
