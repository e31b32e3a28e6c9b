"""Likeness by meaning: loaded only where the encoder is installed.

Where all notes of a question are much alike, people speak about one narrow thing, mostly in a few
broad points that many notes make in as many ways (`ChancesShared`). Elsewhere points are many and
small, and what is alike is plain to see (`MeaningShared`). `broad` of `cuts.json` parts the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from facilitator.harvest.merging import (
    agreeing,
    chances,
    cutting,
    dense,
    meaning,
    readings,
    settling,
)
from facilitator.harvest.merging.belonging import Belonging
from facilitator.harvest.merging.linking import Pair
from facilitator.harvest.merging.methods import CUTS, Likeness, Told


class ByMeaning:
    name = "encoder"

    def small_talk(self, notes: Sequence[Told]) -> list[bool]:
        vectors = meaning.encoded([note.text for note in notes])
        return [bool(each) for each in meaning.chatter(vectors, CUTS["encoder"]["small_talk"])]

    def likeness(self, notes: Sequence[Told]) -> Likeness:
        return shared([note.text for note in notes], [note.language for note in notes])


def shared(texts: Sequence[str], languages: Sequence[str]) -> Likeness:
    """Between notes on one question, spelled out."""
    vectors = meaning.encoded(texts)
    if cutting.common(vectors) >= CUTS["encoder"]["broad"]:
        return ChancesShared(*chances.fitted().told(texts, languages))
    likeness = meaning.likeness(*readings.readings(texts, languages))
    return MeaningShared(likeness, cutting.cut(*cutting.signs(vectors, likeness)))


@dataclass(frozen=True)
class Shared:
    """A likeness for each pair."""

    matrix: NDArray[np.float32]

    def between(self, ones: Sequence[int], others: Sequence[int]) -> float:
        return float(self.matrix[np.ix_(ones, others)].mean())

    def closest(self, most: int) -> list[Pair]:
        """The first of equally close pairs are those of the earliest notes."""
        found: list[tuple[float, Pair]] = []
        for row in range(len(self.matrix)):
            later: NDArray[np.float32] = self.matrix[row, row + 1 :]
            closest = np.argsort(-later, kind="stable")[:most]
            found += [(-float(later[at]), (row, row + 1 + int(at))) for at in closest]
            found = sorted(found)[:most]
        return [pair for _, pair in found]


@dataclass(frozen=True)
class MeaningShared(Shared):
    cut: float

    def groups(self) -> list[tuple[int, ...]]:
        if not self.matrix.size:
            return []
        groups = dense.linked(self.matrix.copy(), self.cut)
        return settling.settled(self.matrix, groups, self.cut)


@dataclass(frozen=True)
class ChancesShared(Shared):
    belonging: Belonging

    @cached_property
    def _agreed(self) -> tuple[list[tuple[int, ...]], float]:
        return agreeing.agreed(self.matrix, self.belonging.settled)

    @property
    def cut(self) -> float:
        return self._agreed[1]

    def groups(self) -> list[tuple[int, ...]]:
        return self._agreed[0]
