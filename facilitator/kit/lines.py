"""One line that somebody typed."""

from facilitator.kit.errors import TooLarge
from facilitator.kit.text import TooLong, clean
from facilitator.kit.words import N_


def one_line(typed: str, limit: int) -> str:
    """As it is kept. Raises TooLarge over so many characters, in a sentence."""
    try:
        return clean(typed, limit=limit, lines=False).words
    except TooLong as long:
        raise TooLarge(
            N_("It has at most %(limit)s characters; this one has %(length)s."),
            limit=long.limit,
            length=long.length,
        ) from None
