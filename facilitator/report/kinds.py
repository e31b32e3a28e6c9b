"""The kinds of notes as a report orders and names them."""

from typing import Final

from facilitator.kit.words import N_
from facilitator.notes.kinds import CALLED
from facilitator.notes.rules import NoteKind as Kind
from facilitator.report.document import Translator

HEADINGS: Final[dict[str, str]] = {
    Kind.PROGRESS: N_("Progress"),
    Kind.GAP: N_("Gaps"),
    Kind.CHALLENGE: N_("Challenges"),
    Kind.GOOD_PRACTICE: N_("Good practices"),
    Kind.LESSON_LEARNED: N_("Lessons learned"),
    Kind.OPPORTUNITY: N_("Opportunities"),
    Kind.SOLUTION: N_("Solutions"),
    Kind.MEASURE: N_("Measures"),
    Kind.QUESTION: N_("Questions raised"),
    Kind.PLAIN: N_("Notes without a kind"),
    Kind.OFF_TOPIC: N_("Off topic"),
    Kind.DIVERGENT_VIEW: N_("Differing views"),
}
ORDER: Final = {kind: place for place, kind in enumerate(HEADINGS)}


def known(kind: str) -> str:
    """The kind, or none for one this report has no word for."""
    return kind if kind in HEADINGS else Kind.PLAIN


def name(kind: str, say: Translator) -> str:
    """`Gap`, before one note."""
    return say.gettext(CALLED[Kind(known(kind))])


def heading(kind: str, say: Translator) -> str:
    """`Gaps`, before a paragraph of them."""
    return say.gettext(HEADINGS[known(kind)])
