"""Groups in which most pairs say the same and across which most do not.

Where the chance that two notes say the same is known for every pair, groups can be judged without
a gold: `expected` is how well they would score on average. Correlation clustering (Bansal, Blum &
Chawla 2004) by joins and moves makes groups for several levels, and the best expected is kept
(Fritsch & Ickstadt 2009, who take the adjusted Rand index alone).
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from facilitator.harvest.merging import dense

Chances = NDArray[np.float32]
Homes = NDArray[np.intp]

LEVELS = (0.6, 0.52, 0.48, 0.44, 0.4, 0.36, 0.32)
ROUNDS = 5
RAND = 0.75  # the weight of the Rand index; the rest is B-cubed F1's
LEAST = 1e-6  # what is gained by less is noise


def agreed(
    same: Chances, settled: Callable[[Homes], Homes] = np.asarray
) -> tuple[list[tuple[int, ...]], float]:
    """Groups of rows, and the chance above which pairs count for a group. `same`: 0 to 1 for each
    pair, 1 on the diagonal. The groups of each level are `settled` before they are judged."""
    home = _homes(dense.linked(same.copy(), LEVELS[0]), len(same))
    found = []
    for level in LEVELS:
        home = _improved(same - np.float32(level), home)
        better = settled(home)
        found.append((expected(same, better), level, better))
    _, level, home = max(found, key=lambda each: each[:2])
    return _groups(home), level


def expected(same: Chances, home: Homes) -> float:
    """The adjusted Rand index and B-cubed F1 that the groups have on average, weighed."""
    count, sizes = len(home), np.bincount(home)
    inside = (same @ _members(home))[np.arange(count), home].astype(np.float64)
    near = same.sum(axis=1, dtype=np.float64)
    precision, recall = (inside / sizes[home]).mean(), (inside / near).mean()
    both, theirs = (inside.sum() - count) / 2, (near.sum() - count) / 2
    ours = float(sizes @ (sizes - 1)) / 2
    chance, most = 2 * ours * theirs / max(1, count * (count - 1)), (ours + theirs) / 2
    rand = (both - chance) / (most - chance) if most > chance else 1.0
    return round(float(RAND * rand + (1 - RAND) * 2 * precision * recall / (precision + recall)), 6)


def _improved(pull: Chances, home: Homes) -> Homes:
    np.fill_diagonal(pull, 0)
    for _ in range(ROUNDS):
        home = _joined(pull, home)
        moved = _moved(pull, home)
        if (moved == home).all():
            break
        home = moved
    return np.unique(home, return_inverse=True)[1]


def _joined(pull: Chances, home: Homes) -> Homes:
    """The two groups that gain most by it become one, until none do."""
    home = np.unique(home, return_inverse=True)[1]
    members = _members(home)
    between = members.T @ (pull @ members).astype(np.float64)
    np.fill_diagonal(between, -np.inf)
    while between.max() > LEAST:
        one, two = sorted(divmod(int(between.argmax()), len(between)))
        between[one] += between[two]
        between[:, one] += between[:, two]
        between[two], between[:, two] = -np.inf, -np.inf
        home[home == two] = one
    return home


def _moved(pull: Chances, home: Homes) -> Homes:
    """Each row in turn to where it gains most, or to a group of its own."""
    home = np.unique(home, return_inverse=True)[1]
    gains = np.pad((pull @ _members(home)).astype(np.float64), ((0, 0), (0, 1)))
    for row, of in enumerate(pull):
        best = int(gains[row].argmax())
        if gains[row, best] > gains[row, home[row]] + LEAST:
            gains[:, home[row]] -= of
            gains[:, best] += of
            home[row] = best
    return home


def _members(home: Homes) -> Chances:
    found: Chances = (home[:, None] == np.arange(home.max(initial=-1) + 1)).astype(np.float32)
    return found


def _homes(groups: Sequence[tuple[int, ...]], count: int) -> Homes:
    home = np.empty(count, np.intp)
    for number, members in enumerate(groups):
        home[list(members)] = number
    return home


def _groups(home: Homes) -> list[tuple[int, ...]]:
    found = (np.flatnonzero(home == each) for each in np.unique(home))
    return sorted(tuple(int(row) for row in each) for each in found)
