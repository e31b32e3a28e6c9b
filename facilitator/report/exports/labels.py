"""What all exports say alike: the status line, tables of counts, where a note comes from."""

from babel import Locale

from facilitator.kit.words import LOCALES, N_
from facilitator.report.bidi import isolated
from facilitator.report.document import (
    Backed,
    Document,
    Grid,
    Side,
    SourceNote,
    SourcePoint,
    Status,
    Translator,
)
from facilitator.report.kinds import name
from facilitator.report.moments import moment
from facilitator.report.stops import stopped

THEME_COLUMNS = (
    N_("Theme"), N_("Notes"), N_("Looking back"), N_("Looking forward"), N_("Differing views"),
    N_("Neither"), N_("Late"),
)  # fmt: skip


def status(document: Document, say: Translator) -> str:
    """`DRAFT · version 2 · 23 November 2026, 10:00 UTC`, the way every page says it."""
    words = say.gettext("DRAFT") if document.status is Status.DRAFT else say.gettext("Final")
    version = say.gettext("version %(number)d") % {"number": document.version}
    return f"{words} · {version} · {moment(document.made_at, document.locale)}"


def box(document: Document, say: Translator) -> tuple[str, ...]:
    """The lines of the box: its summary, its length, and what makes a final report final."""
    return (*document.summary, length(document, say), *sealing(document, say))


def length(document: Document, say: Translator) -> str:
    """`1,194 words of 1,200`."""
    gaps = {"count": document.words, "target": document.target}
    return say.gettext("%(count)d words; target %(target)d") % gaps


def sealing(document: Document, say: Translator) -> tuple[str, ...]:
    """Who approved it, and the digest that its record has; nothing for a draft."""
    if not document.seal:
        return ()
    names = say.gettext(", ").join(map(isolated, document.approved))
    return (
        say.gettext("Approved by %(names)s") % {"names": names},
        say.gettext("Seal of the text (SHA-256): %(seal)s") % {"seal": isolated(document.seal)},
    )


def counts(document: Document, say: Translator) -> tuple[tuple[str, int], ...]:
    """Names and numbers of the document's counts, and of its words."""
    are = document.counts
    return (
        (say.gettext("Notes"), are.notes),
        (say.gettext("Notes cited"), are.cited),
        (say.gettext("Notes in the parking lot"), are.parked),
        (say.gettext("Notes not used"), are.unused),
        (say.gettext("Late notes"), are.late),
        (say.gettext("People who wrote them"), are.people),
        (say.gettext("Tables"), are.tables),
        (say.gettext("Rounds"), are.rounds),
        (say.gettext("Number of words"), document.words),
        (say.gettext("Target of words"), document.target),
    )


def balance(document: Document) -> tuple[tuple[str, int, int, int, int, int, int], ...]:
    """A row for each theme, in the order of `THEME_COLUMNS`."""
    return tuple(
        (row.title, row.notes, row.back, row.forward, row.differing, row.other, row.late)
        for row in document.balance
    )


def grids(document: Document, say: Translator) -> tuple[Grid, ...]:
    """All tables of the annexes: the counts first, then notes by theme, then the report's own."""
    head = (say.gettext("Count"), say.gettext("Number"))
    pairs = tuple((name, str(number)) for name, number in counts(document, say))
    found = [Grid(say.gettext("Counts"), head, pairs)]
    if document.balance:
        columns = tuple(say.gettext(each) for each in THEME_COLUMNS)
        rows = tuple(tuple(map(str, row)) for row in balance(document))
        found.append(Grid(say.gettext("Notes by theme"), columns, rows))
    return (*found, *document.grids)


def footnote(point: SourcePoint, say: Translator) -> str:
    """Who stands behind a point, side by side: words, numbers, and names where they may be told."""
    sides = stopped(say.gettext("; ").join(_side(side, say) for side in point.sides), say)
    if not point.title:
        return sides
    return say.gettext("%(title)s: %(sides)s") % {"title": isolated(point.title), "sides": sides}


def _side(side: Side, say: Translator) -> str:
    notes = say.ngettext("%(count)d note", "%(count)d notes", len(side.notes)) % {
        "count": len(side.notes)
    }
    told = [notes, *(backed(each, say) for each in side.support)]
    if side.helped:
        told.append(say.gettext("put in words by machine, taken by a person"))
    gaps = {"statement": isolated(side.statement), "support": say.gettext(", ").join(told)}
    return say.gettext("“%(statement)s”: %(support)s") % gaps


def backed(support: Backed, say: Translator) -> str:
    """`many Parties (94 of 198, all Parties: AOSIS, LDC)`."""
    gaps = {
        "who": support.words,
        "numerator": support.numerator,
        "denominator": support.denominator,
        "whole": support.whole,
    }
    if not support.names:
        return say.gettext("%(who)s (%(numerator)d of %(denominator)d, %(whole)s)") % gaps
    gaps["names"] = say.gettext(", ").join(map(isolated, support.names))
    return say.gettext("%(who)s (%(numerator)d of %(denominator)d, %(whole)s: %(names)s)") % gaps


def annexes(
    document: Document, say: Translator
) -> tuple[tuple[str, str, tuple[SourceNote, ...]], ...]:
    """Title, opening line and notes of each annex that has any."""
    every = (
        (
            say.gettext("Notes cited"),
            say.gettext("Each note in its own words, with the paragraphs that cite it."),
            document.notes,
        ),
        (
            say.gettext("Parking lot"),
            say.gettext(
                "Notes set aside as off topic or as small talk. They are kept, and not cited."
            ),
            document.parked,
        ),
        (
            say.gettext("Notes not used"),
            say.gettext("Notes that no paragraph cites."),
            document.unused,
        ),
    )
    return tuple(annex for annex in every if annex[2])


def annex_title(position: int, title: str, say: Translator) -> str:
    """`Annex 2: Parking lot`."""
    return say.gettext("Annex %(number)d: %(title)s") % {"number": position, "title": title}


def origin(note: SourceNote, locale: str, say: Translator) -> tuple[str, ...]:
    """Kind, theme, table, round, writer, language, support: what there is of it."""
    found = (
        name(note.kind, say),
        note.theme_title,
        note.table_number and say.gettext("Table %(number)d") % {"number": note.table_number},
        note.round_number and say.gettext("Round %(number)d") % {"number": note.round_number},
        note.author,
        note.constituency,
        language(note.language, locale),
        note.late and say.gettext("late"),
        note.imported and say.gettext("imported"),
        note.shares and say.gettext("shared: %(number)d") % {"number": note.shares},
        note.differs and say.gettext("differ: %(number)d") % {"number": note.differs},
    )
    return tuple(each for each in found if each)


SPOKEN = frozenset(LOCALES)


def language(tag: str, locale: str) -> str:
    """`French` for fr, in the reader's language; the tag itself where it has no name."""
    return str(Locale.parse(locale).languages.get(tag, tag))
