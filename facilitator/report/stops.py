"""Full stops, and the blanks behind them, as each language writes them."""

from collections.abc import Iterable

from facilitator.report.document import Translator

FULL_WIDTH = "。！？"  # stops that hold the blank behind them


def stopped(words: str, say: Translator) -> str:
    """A sentence."""
    return say.gettext("%(quotation)s.") % {"quotation": words}


def in_a_row(sentences: Iterable[str]) -> str:
    """One after the other, a blank between them where the stop before has none of its own."""
    words = ""
    for each in sentences:
        words += f" {each}" if words and words[-1] not in FULL_WIDTH else each
    return words


def run_in(title: str, say: Translator) -> str:
    """A title that stands in front of a paragraph's words, blank and all; nothing of nothing."""
    return in_a_row((stopped(title, say), "")) if title else ""
