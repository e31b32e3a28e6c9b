"""What a person meant who edited a paragraph: the notes it cites, and what it quotes."""

import re
from collections.abc import Callable, Iterable

from facilitator.report.bidi import FIRST_STRONG_ISOLATE, POP, isolated

_ISOLATED = re.compile(f"{FIRST_STRONG_ISOLATE}([^{FIRST_STRONG_ISOLATE}{POP}]*){POP}")
_MARK = re.compile(r"\[\s*[Nn]\s*\d{1,9}(?:\s*[,;،、]\s*[Nn]\s*\d{1,9})*\s*\]")
_NUMBER = re.compile(r"\d+")


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
    found: set[int] = set()
    for mark in _MARK.findall(_ISOLATED.sub(" ", words)):
        found.update(map(int, _NUMBER.findall(mark)))
    return tuple(sorted(found))


def _mark(found: str) -> str:
    return f"[{', '.join(f'N{int(number)}' for number in _NUMBER.findall(found))}]"


def _outside(words: str, change: Callable[[str], str]) -> str:
    end, changed = 0, ""
    for quotation in _ISOLATED.finditer(words):
        changed += change(words[end : quotation.start()]) + quotation[0]
        end = quotation.end()
    return changed + change(words[end:])
