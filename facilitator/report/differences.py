"""What is different between two texts, word by word, and between two versions of a report.

Words are compared as Myers' family of differences does (`difflib`); a blank that stands between two
changed words is shown as changed with them, so that a phrase is struck out in one line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final

from facilitator.report.document import Document
from facilitator.report.marks import bare

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+|\s+|[^\w\s]")
ALIKE: Final = 0.35  # share of their words that two paragraphs have in common to be told as one


class Change(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    words: str
    change: Change


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph by its numbers before and after; None where it was not there."""

    before: int | None
    after: int | None
    pieces: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        return all(piece.change is Change.SAME for piece in self.pieces)


def between_words(before: str, after: str) -> tuple[Piece, ...]:
    """All words of both texts, in order."""
    old, new = WORD.findall(before), WORD.findall(after)
    raw: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            raw.append(Piece("".join(old[a:b]), Change.SAME))
            continue
        raw += [Piece("".join(old[a:b]), Change.OUT), Piece("".join(new[c:d]), Change.IN)]
    return _joined([piece for piece in raw if piece.words])


def between(before: Document, after: Document) -> tuple[Row, ...]:
    """The paragraphs of both versions; those that say much the same are told as one."""
    old, new = _texts(before), _texts(after)
    rows: list[Row] = []
    for a, b in _paired([_bag(each) for each in old], [_bag(each) for each in new]):
        was, is_ = "" if a is None else old[a], "" if b is None else new[b]
        before_number, after_number = (None if at is None else at + 1 for at in (a, b))
        rows.append(Row(before_number, after_number, between_words(was, is_)))
    return tuple(rows)


def _texts(document: Document) -> list[str]:
    return [
        bare(f"{each.lead}. {each.words}" if each.lead else each.words)
        for each in document.paragraphs()
    ]


def _bag(words: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in WORD.findall(words) if word.isalnum())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _paired(
    old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]
) -> Iterator[tuple[int | None, int | None]]:
    """Both sequences in order, like beside like: the alignment with the most likeness in all."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            best[a][b] = max(_together(old, new, best, (a, b)), best[a + 1][b], best[a][b + 1])
    a = b = 0
    while a < len(old) or b < len(new):
        if a < len(old) and b < len(new) and best[a][b] == _together(old, new, best, (a, b)):
            yield a, b
            a, b = a + 1, b + 1
        elif b == len(new) or (a < len(old) and best[a + 1][b] == best[a][b]):
            yield a, None
            a += 1
        else:
            yield None, b
            b += 1


def _together(
    old: Sequence[frozenset[str]],
    new: Sequence[frozenset[str]],
    best: Sequence[Sequence[float]],
    at: tuple[int, int],
) -> float:
    a, b = at
    alike = _likeness(old[a], new[b])
    return alike + best[a + 1][b + 1] if alike >= ALIKE else -1.0


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Runs of changes, each as all that went and then all that came."""
    runs: list[Piece] = []
    for _, some in groupby(_with_blanks(pieces), lambda each: each[0]):
        run = [piece for _, piece in some]
        if {Change.OUT, Change.IN} <= {piece.change for piece in run}:
            runs += [_only(run, Change.OUT), _only(run, Change.IN)]
        else:
            runs += run
    return tuple(runs)


def _only(run: Sequence[Piece], change: Change) -> Piece:
    """One side of a run, with the blanks that both have."""
    kept = (each.words for each in run if each.change in (change, Change.SAME))
    return Piece("".join(kept), change)


def _with_blanks(pieces: Sequence[Piece]) -> Iterator[tuple[bool, Piece]]:
    """Each piece, and whether it belongs to a run of changes."""
    for at, piece in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1 and piece.words.isspace()
        yield piece.change is not Change.SAME or inside, piece
