"""Sentences on points: who says what, side by side, each side with its notes."""

from collections.abc import Iterable

from facilitator.report.bidi import isolated
from facilitator.report.citing import mark
from facilitator.report.document import Side, SourcePoint, Translator
from facilitator.report.draft.ranking import excerpt

FULL_WIDTH = "。！？"  # stops that hold the space behind them


def in_a_row(sentences: Iterable[str]) -> str:
    """One after the other, a space between them where the stop before has none of its own."""
    words = ""
    for each in sentences:
        words += f" {each}" if words and words[-1] not in FULL_WIDTH else each
    return words


def sentence(point: SourcePoint, say: Translator) -> str:
    """`Many Parties said: “…” [P7, N1]; conversely, a few Parties said: “…” [P7, N2]`, no stop."""
    first, *others = (_clause(side, point.reference, say) for side in point.sides)
    words = first
    for other in others:
        gaps = {"one": words, "other": other}
        words = say.gettext("%(one)s; conversely, %(other)s") % gaps
    return words[:1].upper() + words[1:]


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
