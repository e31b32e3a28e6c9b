"""The chance that two notes on one narrow question say the same.

Probabilistic linear discriminant analysis (Ioffe 2006; scored in pairs as for speakers' voices,
Garcia-Romero & Espy-Wilson 2011): notes of one point scatter about it as notes of other debates do,
and points lie apart along the same directions. Together with the words that two notes share, a
logistic line makes chances of its scores. `chances.npz` was fitted by `bench/harvest/fit.py` on the
ArgKP training topics (IBM Debater, CDLA-Sharing-1.0) and holds nothing else of them.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from facilitator.harvest.merging import readings
from facilitator.harvest.merging.belonging import Belonging

FITTED = Path(__file__).with_name("chances.npz")
Matrix = NDArray[np.float32]

PAIRED = 64  # directions along which two notes are compared; more say more only of many notes
FARTHER = 3.0  # do points lie apart than their means, of few notes and drawn together, show


@dataclass(frozen=True)
class Weights:
    """`onto`: (three readings' width, directions). `apart`: how far points lie apart along each,
    for how widely their notes scatter. `line`: of scores, of shared words, and its height."""

    onto: NDArray[np.float16]
    apart: Matrix
    line: Matrix

    def along(self, read: Matrix) -> Matrix:
        return read @ self.onto.astype(np.float32)

    def scores(self, along: Matrix) -> Matrix:
        """Log-likelihood ratios of saying the same, to a constant."""
        apart = FARTHER * self.apart[-PAIRED:]
        ratio = (apart + 1) ** 2 - apart**2
        along = along[:, -PAIRED:]
        own = (along * along) @ (0.5 * (1 / (apart + 1) - (apart + 1) / ratio))
        both = along * np.sqrt(apart / ratio)
        return np.asarray(both @ both.T + (own[:, None] + own), np.float32)

    def chances(self, along: Matrix, shared: Matrix) -> Matrix:
        """0 to 1 for each pair, to four digits, so that they are the same on every machine."""
        odds = self.line[0] * self.scores(along) + self.line[1] * shared + self.line[2]
        chances: Matrix = np.round(1 / (1 + np.exp(-odds)), 4).astype(np.float32)
        np.fill_diagonal(chances, 1)
        return chances

    def told(self, texts: Sequence[str], languages: Sequence[str]) -> tuple[Matrix, Belonging]:
        """Of notes on one question: chances for each pair, and where each belongs."""
        along = self.along(np.hstack(readings.readings(texts, languages)))
        shared = readings.written(texts, languages)
        belonging = Belonging(along.astype(np.float64), self.apart.astype(np.float64), shared)
        return self.chances(along, shared), belonging

    def keep(self) -> None:
        np.savez_compressed(FITTED, **asdict(self))


@cache
def fitted() -> Weights:
    with np.load(FITTED) as kept:
        return Weights(**kept)
