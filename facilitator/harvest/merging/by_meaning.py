"""Likeness by meaning: loaded only where the encoder is installed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facilitator.harvest.merging import dense, meaning
from facilitator.harvest.merging.linking import Pair
from facilitator.harvest.merging.methods import CUTS, Told


class ByMeaning:
    name = "encoder"

    def small_talk(self, notes: Sequence[Told]) -> list[bool]:
        vectors = meaning.encoded([note.text for note in notes])
        return [bool(each) for each in meaning.chatter(vectors, CUTS["encoder"]["small_talk"])]

    def likeness(self, notes: Sequence[Told]) -> "MeaningShared":
        vectors = meaning.encoded([note.text for note in notes])
        own = meaning.centred(vectors, [note.language for note in notes])
        return MeaningShared(meaning.likeness(own))


@dataclass(frozen=True)
class MeaningShared:
    matrix: NDArray[np.float32]
    cut: float = CUTS["encoder"]["cut"]

    def between(self, one: int, two: int) -> float:
        return float(self.matrix[one, two])

    def groups(self) -> list[tuple[int, ...]]:
        return dense.linked(self.matrix.copy(), self.cut)

    def closest(self, most: int) -> list[Pair]:
        """The first of equally close pairs are those of the earliest notes."""
        found: list[tuple[float, Pair]] = []
        for row in range(len(self.matrix)):
            later: NDArray[Any] = self.matrix[row, row + 1 :]
            closest = np.argsort(-later, kind="stable")[:most]
            found += [(-float(later[at]), (row, row + 1 + int(at))) for at in closest]
            found = sorted(found)[:most]
        return [pair for _, pair in found]
