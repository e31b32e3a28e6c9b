"""Which notes speak for the others: identical ones said once, and an order among them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from facilitator.report.citing import word_count
from facilitator.report.document import SourceNote
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
    """Notes of one question and kind in the same words, in order; never empty."""

    notes: tuple[SourceNote, ...]

    @property
    def kind(self) -> str:
        return known(self.notes[0].kind)

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(note.reference for note in self.notes)

    @property
    def contested(self) -> bool:
        return any(note.differs for note in self.notes)

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Lowest speaks first: most shared less differed, most tables, easiest to quote, first."""
        support = sum(note.shares - note.differs for note in self.notes)
        tables = {note.table_number for note in self.notes} - {None}
        return -support, -len(tables), _length(self.notes[0].words), self.notes[0].order


def says_something(note: SourceNote) -> bool:
    """Whether there is a letter or a digit in it; a lone 👍 cannot be reported."""
    return _LETTER.search(note.words) is not None


def ranked(notes: Iterable[SourceNote]) -> tuple[Saying, ...]:
    """Sayings of one question and kind, the one to quote first at the front."""
    same: dict[str, list[SourceNote]] = {}
    for note in sorted(notes, key=lambda note: note.order):
        same.setdefault(_folded(note.words), []).append(note)
    return tuple(sorted((Saying(tuple(each)) for each in same.values()), key=lambda one: one.rank))


def by_kind(notes: Iterable[SourceNote]) -> dict[str, tuple[Saying, ...]]:
    """Ranked sayings of one question for each kind there is, kinds in the report's order."""
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
