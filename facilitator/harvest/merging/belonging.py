"""Looking once more where each note fits, by what its whole group says.

Pairs say little: a note belongs with those whose common point explains it, and the more notes say
it the better the point is known. Each goes where it is most likely, the group taken without it: by
the predictive likelihood of probabilistic linear discriminant analysis (`chances.py`), by how much
of its words the group shares, and by how many are there (a Chinese restaurant, Aldous 1985). All
move at once, as in k-means.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Homes = NDArray[np.intp]
Matrix = NDArray[np.float64]

ROUNDS = 10
SAID = 0.5  # the weight of likelihoods: directions tell partly the same
WORDS = 40.0  # the weight of words shared
ALONE = 0.1  # of a note; what a point that nobody made yet weighs
LEAST = 1e-6  # what is gained by less is noise


@dataclass(frozen=True)
class Belonging:
    """`along`: (notes, directions), points' notes scattering by 1. `apart`: how far points do.
    `shared`: words, 0 to 1 for each pair."""

    along: Matrix
    apart: Matrix
    shared: NDArray[np.float32]

    def settled(self, home: Homes) -> Homes:
        """The group of each note, 0 … , given such groups."""
        rows = np.arange(len(home))
        for _ in range(ROUNDS):
            home = np.unique(home, return_inverse=True)[1]
            fits = self._fits(home)
            own, best = fits[rows, home], fits.argmax(axis=1)
            moved = np.where(fits[rows, best] > own + LEAST, best, home)
            alone = fits[rows, best] < np.log(ALONE) - LEAST
            moved[alone] = fits.shape[1] + rows[alone]
            if (moved == home).all():
                break
            home = moved
        return np.unique(home, return_inverse=True)[1]

    def _fits(self, home: Homes) -> Matrix:
        """How well each note fits each group without it: log-odds against saying something new."""
        rows, sizes = np.arange(len(home)), np.bincount(home)
        members = (home[:, None] == np.arange(len(sizes))).astype(np.float32)
        sums, others = members.T @ self.along, sizes[home] - 1
        said = self._likelier(sizes, sums)
        said[rows, home] = self._likelier(others, sums[home] - self.along, each=True)
        counts = sizes - members.astype(np.float64)
        near = self.shared @ members - members * np.diagonal(self.shared)[:, None]
        words = (near - self._usual * counts) / (counts + 1)
        fits = SAID * said + WORDS * words + np.log(np.maximum(counts, 1))
        lone = others == 0
        fits[rows[lone], home[lone]] = np.log(ALONE)
        return np.asarray(fits, np.float64)

    def _likelier(self, sizes: Homes, sums: Matrix, *, each: bool = False) -> Matrix:
        """Log-likelihood ratios of notes under groups to under none: of all notes under all
        groups, or of `each` under its own."""
        left = self.apart / (1 + sizes[:, None] * self.apart)  # what is not known of the point
        means, squares = left * sums, self.along**2
        exact, free = 0.5 / (1 + left), 0.5 / (1 + self.apart)
        height = (0.5 * np.log((1 + self.apart) / (1 + left)) - exact * means**2).sum(axis=1)
        if each:
            told = squares * (free - exact) + 2 * self.along * exact * means
            return np.asarray(told.sum(axis=1) + height)
        return np.asarray(squares @ (free - exact).T + 2 * self.along @ (exact * means).T + height)

    @property
    def _usual(self) -> float:
        """Words that two notes share on average."""
        count = len(self.shared)
        every = self.shared.sum(dtype=np.float64) - np.diagonal(self.shared).sum()
        return float(every / max(1, count * (count - 1)))
