"""What a report says twice (R58): sentences that share most of their telling words.

By words alone, so that it can be told while people write: what is said again in other words, or in
another language, is not seen. In the café of 350 notes in six languages no two notes that are of
different points, and say something, are as like as this.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from facilitator.harvest.merging.languages import language
from facilitator.harvest.merging.reasons import words_of
from facilitator.harvest.merging.sides import REFUSALS
from facilitator.report.citing import sentences, unmarked
from facilitator.report.document import Paragraph, Role
from facilitator.report.marks import bare, quotations

ALIKE: Final = 0.6  # of the telling words of two sentences (Dice's coefficient)
LEAST: Final = 4  # telling words; less says too little to be said twice


@dataclass(frozen=True, slots=True)
class Repeat:
    """`words` of paragraph `number` say nearly what paragraph `earlier` has said."""

    number: int
    earlier: int
    words: str


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as it is compared. What it quotes tells more than who is said to have said it."""

    paragraph: Paragraph
    words: str
    telling: frozenset[str]
    refuses: bool


@lru_cache(maxsize=16)
def repeats(paragraphs: tuple[Paragraph, ...]) -> tuple[Repeat, ...]:
    """Sentences that an earlier paragraph has nearly so, in reading order, each with the most like.

    Key messages are elaborated further down, which is no repetition.
    """
    said = [each for one in paragraphs for each in _said(one) if len(each.telling) >= LEAST]
    holders: dict[str, list[int]] = {}
    found: list[Repeat] = []
    for place, each in enumerate(said):
        shared = Counter(one for word in each.telling for one in holders.get(word, ()))
        earlier = _most_like(each, said, shared)
        if earlier:
            found.append(Repeat(each.paragraph.number, earlier.paragraph.number, each.words))
        for word in each.telling:
            holders.setdefault(word, []).append(place)
    return tuple(found)


def _said(paragraph: Paragraph) -> list[_Said]:
    if paragraph.role is Role.INTRODUCTION:
        return []
    return [_read(paragraph, each) for each in sentences(paragraph)]


def _read(paragraph: Paragraph, sentence: str) -> _Said:
    words = bare(unmarked(sentence))
    telling = " ".join(quotations(sentence)) or words
    tongue = language(telling)
    refuses = REFUSALS[tongue].search(telling) is not None
    return _Said(paragraph, words, words_of(telling, tongue), refuses)


def _most_like(each: _Said, said: Sequence[_Said], shared: Counter[int]) -> _Said | None:
    """Of those that share so many words with it; the first of several."""
    alike = {
        place: 2 * count / (len(each.telling) + len(said[place].telling))
        for place, count in shared.items()
        if _may_repeat(each, said[place])
    }
    best = max(sorted(alike), key=lambda place: alike[place], default=None)
    return said[best] if best is not None and alike[best] >= ALIKE else None


def _may_repeat(one: _Said, other: _Said) -> bool:
    """Neither the same paragraph, nor a key message and what elaborates it, nor yes and no."""
    keys = one.paragraph.role is Role.KEY, other.paragraph.role is Role.KEY
    apart = one.paragraph.number != other.paragraph.number
    return apart and keys[0] == keys[1] and one.refuses == other.refuses
