"""What a person meant who edited a paragraph: the notes it cites, and what it quotes."""

import re
from collections.abc import Callable, Iterable

from facilitator.report.bidi import FIRST_STRONG_ISOLATE, POP, isolated

_ISOLATED = re.compile(f"{FIRST_STRONG_ISOLATE}([^{FIRST_STRONG_ISOLATE}{POP}]*){POP}")
_MARK = re.compile(r"\[\s*[NPnp]\s*\d{1,9}(?:\s*[,;،、]\s*[NPnp]\s*\d{1,9})*\s*\]")
_REFERENCE = re.compile(r"([NPnp])\s*(\d+)")


def bare(words: str) -> str:
    """Words as a person edits them: without the invisible signs round quotations."""
    return words.replace(FIRST_STRONG_ISOLATE, "").replace(POP, "")


def quotations(words: str) -> tuple[str, ...]:
    """What the words quote, as far as it was isolated."""
    return tuple(_ISOLATED.findall(words))


def requoted(words: str, phrases: Iterable[str]) -> str:
    """Bare words in which every one of these phrases keeps its own direction again."""
    known = sorted({each for each in phrases if each}, key=len, reverse=True)
    if not known:
        return words
    pattern = re.compile("|".join(map(re.escape, known)))
    return pattern.sub(lambda found: isolated(found[0]), words)


def tidied(words: str) -> str:
    """The same with every mark outside quotations written the house's way: `[N12, N40]`."""
    return _outside(words, lambda part: _MARK.sub(lambda found: _mark(found[0]), part))


def cited(words: str) -> tuple[int, ...]:
    """The numbers of the notes that marks outside quotations name, each once, in order."""
    return _numbers(words, "N")


def pointed(words: str) -> tuple[int, ...]:
    """The numbers of the points that marks outside quotations name, each once, in order."""
    return _numbers(words, "P")


def references(words: str) -> tuple[str, ...]:
    """All that marks outside quotations name: `P7`, then `N12`, each once, in order."""
    points, notes = pointed(words), cited(words)
    return (*(f"P{number}" for number in points), *(f"N{number}" for number in notes))


def _numbers(words: str, letter: str) -> tuple[int, ...]:
    marks = _MARK.findall(_ISOLATED.sub(" ", words))
    named = (each for mark in marks for each in _REFERENCE.findall(mark))
    return tuple(sorted({int(number) for sign, number in named if sign.upper() == letter}))


def _mark(found: str) -> str:
    named = (f"{sign.upper()}{int(number)}" for sign, number in _REFERENCE.findall(found))
    return f"[{', '.join(named)}]"


def _outside(words: str, change: Callable[[str], str]) -> str:
    end, changed = 0, ""
    for quotation in _ISOLATED.finditer(words):
        changed += change(words[end : quotation.start()]) + quotation[0]
        end = quotation.end()
    return changed + change(words[end:])
