"""Likeness by meaning: loaded only where the encoder is installed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facilitator.harvest.merging import cutting, dense, meaning, settling
from facilitator.harvest.merging.linking import Pair
from facilitator.harvest.merging.methods import CUTS, Told


class ByMeaning:
    name = "encoder"

    def small_talk(self, notes: Sequence[Told]) -> list[bool]:
        vectors = meaning.encoded([note.text for note in notes])
        return [bool(each) for each in meaning.chatter(vectors, CUTS["encoder"]["small_talk"])]

    def likeness(self, notes: Sequence[Told]) -> "MeaningShared":
        return shared([note.text for note in notes], [note.language for note in notes])


def shared(texts: Sequence[str], languages: Sequence[str]) -> "MeaningShared":
    """Between notes on one question, spelled out."""
    vectors = meaning.encoded(texts)
    own = meaning.encoded(meaning.own_words(texts))
    likeness = meaning.likeness(*(meaning.centred(each, languages) for each in (vectors, own)))
    return MeaningShared(likeness, cutting.cut(*cutting.signs(vectors, likeness)))


@dataclass(frozen=True)
class MeaningShared:
    matrix: NDArray[np.float32]
    cut: float

    def between(self, ones: Sequence[int], others: Sequence[int]) -> float:
        return float(self.matrix[np.ix_(ones, others)].mean())

    def groups(self) -> list[tuple[int, ...]]:
        groups = dense.linked(self.matrix.copy(), self.cut)
        return settling.settled(self.matrix, groups, self.cut)

    def closest(self, most: int) -> list[Pair]:
        """The first of equally close pairs are those of the earliest notes."""
        found: list[tuple[float, Pair]] = []
        for row in range(len(self.matrix)):
            later: NDArray[np.float32] = self.matrix[row, row + 1 :]
            closest = np.argsort(-later, kind="stable")[:most]
            found += [(-float(later[at]), (row, row + 1 + int(at))) for at in closest]
            found = sorted(found)[:most]
        return [pair for _, pair in found]
