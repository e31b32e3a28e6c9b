"""Words of one direction inside a sentence of another (Unicode UAX 9)."""

from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP: Final = "\u2069"


def isolated(words: str) -> str:
    """Words that keep their own direction and cannot disturb what stands around them."""
    return f"{FIRST_STRONG_ISOLATE}{words}{POP}"
