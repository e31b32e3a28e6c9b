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

FITTED = Path(__file__).with_name("chances.npz")
Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """`onto`: (three readings' width, directions). `both`, `each`: one a direction, for what two
    notes have together and each by itself. `line`: of scores, of shared words, and its height."""

    onto: NDArray[np.float16]
    both: Matrix
    each: Matrix
    line: Matrix

    def scores(self, read: Matrix) -> Matrix:
        """Log-likelihood ratios of saying the same, to a constant."""
        along = read @ self.onto.astype(np.float32)
        own = (along * along) @ self.each
        along *= np.sqrt(self.both)
        return np.asarray(along @ along.T + (own[:, None] + own), np.float32)

    def chances(self, read: Matrix, shared: Matrix) -> Matrix:
        """0 to 1 for each pair, to four digits, so that they are the same on every machine."""
        odds = self.line[0] * self.scores(read) + self.line[1] * shared + self.line[2]
        chances: Matrix = np.round(1 / (1 + np.exp(-odds)), 4).astype(np.float32)
        np.fill_diagonal(chances, 1)
        return chances

    def keep(self) -> None:
        np.savez_compressed(FITTED, **asdict(self))


@cache
def fitted() -> Weights:
    with np.load(FITTED) as kept:
        return Weights(**kept)


def chances(texts: Sequence[str], languages: Sequence[str]) -> Matrix:
    read = np.hstack(readings.readings(texts, languages))
    return fitted().chances(read, readings.written(texts, languages))
