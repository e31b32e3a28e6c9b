"""Looking once more where each note fits: average linkage never takes a joining back.

All notes move at once to the group they are most like on average, as in k-means; a note alone joins
one where half of what joins groups is reached. Few members count for less: their mean is drawn
towards nothing as if one stranger were among them.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROUNDS = 5
ALONE = 0.5  # of the cut


def settled(
    likeness: NDArray[np.float32], groups: Sequence[tuple[int, ...]], cut: float
) -> list[tuple[int, ...]]:
    """Groups of rows as `linking.linked` gives them."""
    rows = np.arange(len(likeness))
    home = np.empty(len(likeness), np.intp)
    for number, members in enumerate(sorted(groups)):
        home[list(members)] = number
    for _ in range(ROUNDS):
        home = np.unique(home, return_inverse=True)[1]
        means, alone = _means(likeness, home)
        own = means[rows, home].copy()
        own[alone], means[rows[alone], home[alone]] = ALONE * max(cut, 0.0), -np.inf
        best = means.argmax(axis=1)
        moving = means[rows, best] > own + 1e-6
        if not moving.any():
            break
        home = np.where(moving, best, home)
    found = (np.flatnonzero(home == each) for each in np.unique(home))
    return sorted(tuple(int(row) for row in each) for each in found)


def _means(
    likeness: NDArray[np.float32], home: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """How like each row is to each group without it; and which rows are alone in theirs."""
    order = np.argsort(home, kind="stable")
    starts = np.searchsorted(home[order], np.arange(home.max() + 1))
    sums = np.add.reduceat(likeness[:, order], starts, axis=1).astype(np.float64)
    rows = np.arange(len(home))
    sums[rows, home] -= np.diagonal(likeness)
    sizes = np.bincount(home)
    others = np.broadcast_to(sizes, sums.shape).copy()
    others[rows, home] -= 1
    return sums / (others + 1), sizes[home] == 1
