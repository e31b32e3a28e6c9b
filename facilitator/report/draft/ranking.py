"""Which notes speak for the others: identical ones said once, and an order among them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from facilitator.notes.rules import NoteKind
from facilitator.report.citing import word_count
from facilitator.report.document import SourceNote, SourcePoint
from facilitator.report.kinds import ORDER, known

SENTENCE_WORDS = 6
NOT_A_SENTENCE = 1_000_000
QUOTED_CHARACTERS = 240
CUT = " […]"

_SPACES = re.compile(r"\s+")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Saying:
    """Notes of one question that say the same, in order; never empty.

    They are of one kind and in the same words, or those of a `point`.
    """

    notes: tuple[SourceNote, ...]
    point: SourcePoint | None = None

    @property
    def kind(self) -> str:
        """What most of its notes are; a point with two sides is a differing view."""
        if self.two_sided:
            return NoteKind.DIVERGENT_VIEW
        kinds = Counter(known(note.kind) for note in self.notes)
        return min(kinds, key=lambda kind: (-kinds[kind], ORDER[kind]))

    @property
    def references(self) -> tuple[str, ...]:
        notes = tuple(note.reference for note in self.notes)
        return (self.point.reference, *notes) if self.point else notes

    @property
    def contested(self) -> bool:
        """Whether it is to be told that others see it differently."""
        return not self.point and any(note.differs for note in self.notes)

    @property
    def two_sided(self) -> bool:
        return self.point is not None and len(self.point.sides) > 1

    @property
    def finding(self) -> bool:
        return self.point is not None and self.point.finding

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Lowest speaks first: points by who stands behind them, then what most shared less
        differed, at most tables, easiest to quote, first written."""
        sides = self.point.sides if self.point else ()
        behind = sum(each.numerator for side in sides for each in side.support)
        support = sum(note.shares - note.differs for note in self.notes)
        tables = {note.table_number for note in self.notes} - {None}
        length = _length(self.notes[0].words)
        return -behind, -support, -len(tables), length, self.notes[0].order


def says_something(note: SourceNote) -> bool:
    """Whether there is a letter or a digit in it; a lone 👍 cannot be reported."""
    return _LETTER.search(note.words) is not None


def said(notes: Iterable[SourceNote], points: Iterable[SourcePoint]) -> tuple[Saying, ...]:
    """Sayings of one question: its points, and the notes that are in none."""
    left = {note.reference: note for note in notes}
    found = []
    for point in points:
        held = [left.pop(each) for side in point.sides for each in side.notes if each in left]
        found += [Saying(tuple(sorted(held, key=lambda note: note.order)), point)] if held else []
    kinds = _by_kind(left.values())
    return (*found, *(saying for some in kinds.values() for saying in some))


def ranked(notes: Iterable[SourceNote]) -> tuple[Saying, ...]:
    """Sayings of one question and kind, the one to quote first at the front."""
    same: dict[str, list[SourceNote]] = {}
    for note in sorted(notes, key=lambda note: note.order):
        same.setdefault(_folded(note.words), []).append(note)
    return tuple(sorted((Saying(tuple(each)) for each in same.values()), key=lambda one: one.rank))


def by_kind(
    notes: Iterable[SourceNote], points: Iterable[SourcePoint] = ()
) -> dict[str, tuple[Saying, ...]]:
    """Ranked sayings of one question for each kind there is, kinds in the report's order."""
    in_order = sorted(said(notes, points), key=lambda one: (ORDER[one.kind], one.rank))
    return {kind: tuple(some) for kind, some in groupby(in_order, lambda one: one.kind)}


def _by_kind(notes: Iterable[SourceNote]) -> dict[str, tuple[Saying, ...]]:
    in_order = sorted(notes, key=lambda note: ORDER[known(note.kind)])
    return {kind: ranked(some) for kind, some in groupby(in_order, lambda note: known(note.kind))}


def excerpt(words: str) -> str:
    """Words short enough to quote, on one line; `[…]` says that they go on.

    Directional controls are left out, so that a quotation cannot reorder its paragraph; they stay
    in the annex, as does the whole note.
    """
    line = _SPACES.sub(" ", _DIRECTION.sub("", words)).strip()
    if len(line) <= QUOTED_CHARACTERS:
        return line
    cut = line[:QUOTED_CHARACTERS]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + CUT


def _length(words: str) -> int:
    """Words, where a short sentence is best; what is shorter than one comes last."""
    count = word_count(words)
    return count if count >= SENTENCE_WORDS else NOT_A_SENTENCE


def _folded(words: str) -> str:
    return _SPACES.sub(" ", words).strip(" .!").casefold()
