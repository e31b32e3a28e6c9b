"""How like two groups must be to say the same: told from the question's notes themselves.

No one cut fits all questions. Where people talk about one narrow thing, all notes are much alike
(`in_common`), what tells them apart is little, and the cut lies low; where likenesses spread
widely, some pairs clearly say the same and the cut lies high. The three numbers of `cuts.json` were
fitted by `bench/harvest/fit.py` on the ArgKP training topics alone (debates, and debates laid
together and thinned): no notes of a café were used for them. Which readings of a note are compared,
and that notes settle once more, was chosen by how both kinds of data fared.
"""

import numpy as np
from numpy.typing import NDArray

from facilitator.harvest.merging.meaning import Vectors, in_common
from facilitator.harvest.merging.methods import CUTS

USUAL = (0.3, 0.15)  # what is taken of both signs while few notes show them
PRIOR = 8  # notes


def common(vectors: Vectors) -> float:
    """How like the notes of a question all are; few notes show little of it."""
    return _drawn(in_common(vectors), USUAL[0], len(vectors))


def signs(vectors: Vectors, likeness: NDArray[np.float32]) -> tuple[float, float]:
    """How much the notes of a question have in common, and how their likenesses spread."""
    return common(vectors), _drawn(_spread(likeness), USUAL[1], len(vectors))


def _drawn(seen: float, usual: float, count: int) -> float:
    return (count * seen + PRIOR * usual) / (count + PRIOR)


def cut(common: float, spread: float) -> float:
    """To four digits, as likenesses are."""
    fitted = CUTS["encoder"]
    return round(fitted["base"] + fitted["common"] * common + fitted["spread"] * spread, 4)


def _spread(likeness: NDArray[np.float32]) -> float:
    """The standard deviation over all pairs."""
    count = len(likeness)
    if count < 2:
        return 0.0
    own = np.diagonal(likeness).astype(np.float64)
    pairs = count * (count - 1)
    mean = (likeness.sum(dtype=np.float64) - own.sum()) / pairs
    squares = (np.einsum("ij,ij", likeness, likeness, dtype=np.float64) - own @ own) / pairs
    return float(np.sqrt(max(0.0, squares - mean * mean)))
