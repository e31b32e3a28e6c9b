"""The kinds of notes as a report orders and names them."""

from typing import Final

from facilitator.kit.words import N_
from facilitator.notes.rules import NoteKind as Kind
from facilitator.report.document import Translator

_NAMES: Final[dict[str, tuple[str, str]]] = {
    Kind.PROGRESS: (N_("Progress"), N_("Progress")),
    Kind.GAP: (N_("Gap"), N_("Gaps")),
    Kind.CHALLENGE: (N_("Challenge"), N_("Challenges")),
    Kind.GOOD_PRACTICE: (N_("Good practice"), N_("Good practices")),
    Kind.LESSON_LEARNED: (N_("Lesson learned"), N_("Lessons learned")),
    Kind.OPPORTUNITY: (N_("Opportunity"), N_("Opportunities")),
    Kind.SOLUTION: (N_("Solution"), N_("Solutions")),
    Kind.MEASURE: (N_("Measure"), N_("Measures")),
    Kind.QUESTION: (N_("Question"), N_("Questions raised")),
    Kind.PLAIN: (N_("No kind given"), N_("Notes without a kind")),
    Kind.OFF_TOPIC: (N_("Off topic"), N_("Off topic")),
    Kind.DIVERGENT_VIEW: (N_("Differing view"), N_("Differing views")),
}
ORDER: Final = {kind: place for place, kind in enumerate(_NAMES)}


def known(kind: str) -> str:
    """The kind, or none for one this report has no word for."""
    return kind if kind in _NAMES else Kind.PLAIN


def name(kind: str, say: Translator) -> str:
    """`Gap`, before one note."""
    return say.gettext(_NAMES[known(kind)][0])


def heading(kind: str, say: Translator) -> str:
    """`Gaps`, before a paragraph of them."""
    return say.gettext(_NAMES[known(kind)][1])
