"""Notes as they are compared: one spelling for what is written in many."""

import re
import unicodedata

from facilitator.harvest.merging.shorthand import SHORTHAND

_TOKENS = re.compile(r"[\w&/'’.-]*\w[/]?")
_SEAMS = re.compile("(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])")
_SPACES = re.compile(r"\s+")
_CASED = frozenset(("ac", "ai", "ia", "pa", "q", "qs", "ta", "td", "tds", "tt", "во", "ии", "кс"))
"""Plain words too, unless they are written in capitals."""


def spelled_out(words: str) -> str:
    """With the negotiators' abbreviations and quick writers' shorthand put in full.

    An encoder that never met "HLC" cannot know that it is the high-level committee.
    """
    parted = _SEAMS.sub(" ", unicodedata.normalize("NFKC", words))
    return _SPACES.sub(" ", _TOKENS.sub(_full, parted)).strip()


def _full(match: re.Match[str]) -> str:
    word = match[0]
    key = word.lower().replace("’", "'").rstrip(".")
    if (key in _CASED and word.islower()) or key not in SHORTHAND:
        return word
    return SHORTHAND[key]


def bare(words: str) -> str:
    """Letters and digits only, in one case, for telling whether two notes are the same."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(re.findall(r"\w+", plain))
