"""What somebody typed, as it is kept."""

from facilitator.kit.errors import TooLarge
from facilitator.kit.text import TooLong, clean
from facilitator.kit.words import N_


def one_line(typed: str, limit: int) -> str:
    """Raises TooLarge over so many characters, in a sentence."""
    return _kept(typed, limit, lines=False)


def text(typed: str, limit: int) -> str:
    """Of any number of lines. Raises TooLarge as `one_line` does."""
    return _kept(typed, limit, lines=True)


def _kept(typed: str, limit: int, *, lines: bool) -> str:
    try:
        return clean(typed, limit=limit, lines=lines).words
    except TooLong as long:
        raise TooLarge(
            N_("It has at most %(limit)s characters; this one has %(length)s."),
            limit=long.limit,
            length=long.length,
        ) from None
