"""The sides of a point. Agreeing and differing are never merged.

A table that marks a note a divergent view says that it stands against something. Where notes that
say the same are marked so by some and not by others, the point has two positions. Where nobody
marked a difference, words of refusal on some notes and not on others only raise a flag.
"""

import re
from collections.abc import Sequence

from facilitator.harvest.points import Source
from facilitator.notes.rules import NoteKind

_REFUSAL = {
    "en": r"\b(not|no|never|don'?t|doesn'?t|shouldn'?t|cannot|can'?t|won'?t|against|oppose\w*|"
    r"disagree\w*|instead|without)\b",
    "fr": r"\b(ne|n'|pas|non|jamais|contre|opposé\w*|plutôt|sans)\b",
    "es": r"\b(no|nunca|jamás|contra|opone\w*|en vez|sin)\b",
    "ru": r"\b(не|нет|нельзя|никогда|против|вместо|без)\b",
    "zh": "不|别|勿|没有|反对|不要",
    "ar": r"\b(لا|ليس|ليست|لن|لم|ضد|نعارض|بدلا|دون)\b",
}
REFUSALS = {language: re.compile(words, re.IGNORECASE) for language, words in _REFUSAL.items()}


def sided(notes: Sequence[Source]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Those that agree, and those marked as differing from them; the larger side first."""
    differing = tuple(each for each in notes if each.kind == NoteKind.DIVERGENT_VIEW)
    agreeing = tuple(each for each in notes if each.kind != NoteKind.DIVERGENT_VIEW)
    sides = (agreeing, differing) if len(agreeing) >= len(differing) else (differing, agreeing)
    return sides if sides[0] else (sides[1], sides[0])


def is_mixed(notes: Sequence[Source], languages: Sequence[str]) -> bool:
    """Do, in some language, a fifth to four fifths of them refuse what the others do not?"""
    refusing: dict[str, list[bool]] = {}
    for note, language in zip(notes, languages, strict=True):
        if language in REFUSALS:
            refusal = REFUSALS[language].search(note.words)
            refusing.setdefault(language, []).append(refusal is not None)
    return any(0.2 <= sum(each) / len(each) <= 0.8 for each in refusing.values())
