"""Sentences on points: who says what, side by side, each side with its notes."""

from collections.abc import Iterable

from facilitator.harvest.merging.sides import REFUSALS
from facilitator.notes.rules import NoteKind
from facilitator.report.bidi import isolated
from facilitator.report.citing import mark
from facilitator.report.document import Side, SourceNote, SourcePoint, Translator
from facilitator.report.draft.ranking import excerpt


def sentence(point: SourcePoint, notes: Iterable[SourceNote], say: Translator) -> str:
    """`Many Parties said: “…” [P7, N1]; conversely, a few Parties said: “…” [P7, N2]`, no stop.

    `notes` are the point's.
    """
    told = tuple(notes)
    first, *others = (_both(side, told, point.reference, say) for side in point.sides)
    words = first
    for other in others:
        gaps = {"one": words, "other": other}
        words = say.gettext("%(one)s; conversely, %(other)s") % gaps
    return words[:1].upper() + words[1:]


def _both(side: Side, notes: Iterable[SourceNote], reference: str, say: Translator) -> str:
    """The side, and what of it may stand against its own statement."""
    clause = _clause(side, reference, say)
    unlike = _unlike(side, notes)
    if unlike is None:
        return clause
    words = say.gettext("“%(words)s”") % {"words": isolated(excerpt(unlike.words))}
    gaps = {"one": clause, "other": f"{words} {mark((reference, unlike.reference))}"}
    return say.gettext("%(one)s; it was also said: %(other)s") % gaps


def _unlike(side: Side, notes: Iterable[SourceNote]) -> SourceNote | None:
    """Views that differ from others may differ among themselves: of those marked so, the first that
    says no where the quoted one does not, or the other way round."""
    marked = [
        note
        for note in notes
        if note.reference in side.notes and note.kind == NoteKind.DIVERGENT_VIEW
    ]
    quoted = next((note for note in marked if note.words == side.statement), None)
    if quoted is None:
        return None
    return next((note for note in marked if _refuses(note) is not _refuses(quoted)), None)


def _refuses(note: SourceNote) -> bool:
    refusal = REFUSALS.get(note.language)
    return bool(refusal and refusal.search(note.words))


def _clause(side: Side, reference: str, say: Translator) -> str:
    statement = isolated(excerpt(side.statement))
    if not side.worded:
        statement = say.gettext("“%(words)s”") % {"words": statement}
    both = f"{statement} {mark((reference, *side.notes))}"
    if not side.support:
        return say.gettext("it was said: %(statement)s") % {"statement": both}
    gaps = {"who": who(side, say), "statement": both}
    return say.gettext("%(who)s said: %(statement)s") % gaps


def who(side: Side, say: Translator) -> str:
    """`many Parties and some non-Party stakeholders`: beside one another, never added."""
    words = [each.words for each in side.support]
    if len(words) == 1:
        return words[0]
    return say.gettext("%(parties)s and %(others)s") % dict(
        zip(("parties", "others"), words, strict=True)
    )
