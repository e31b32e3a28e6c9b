"""Average linkage where every pair has a likeness: what `linking.linked` does, on a matrix."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


def linked(likeness: Matrix, cut: float) -> list[tuple[int, ...]]:
    """Groups of rows, as `linking.linked` gives them. The matrix is used up."""
    count = len(likeness)
    np.fill_diagonal(likeness, -np.inf)
    members = [[each] for each in range(count)]
    nearest = likeness.argmax(axis=1)
    best = likeness[np.arange(count), nearest]
    for _ in range(count - 1):
        one = int(best.argmax())
        two = int(nearest[one])
        if best[one] < cut:
            break
        one, two = min(one, two), max(one, two)
        _join(likeness, members, one, two)
        stale = (nearest == one) | (nearest == two)
        stale[one], stale[two] = True, True
        for row in np.flatnonzero(stale):
            nearest[row] = likeness[row].argmax()
            best[row] = likeness[row, nearest[row]]
        nearer = likeness[:, one] > best
        nearest[nearer], best[nearer] = one, likeness[nearer, one]
    return [tuple(sorted(each)) for each in members if each]


def _join(likeness: Matrix, members: list[list[int]], one: int, two: int) -> None:
    sizes = np.float32(len(members[one])), np.float32(len(members[two]))
    mean = (likeness[one] * sizes[0] + likeness[two] * sizes[1]) / (sizes[0] + sizes[1])
    likeness[one], likeness[:, one], likeness[one, one] = mean, mean, -np.inf
    likeness[two], likeness[:, two] = -np.inf, -np.inf
    members[one] += members[two]
    members[two] = []
