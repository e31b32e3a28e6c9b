"""Fits the weights of `facilitator/harvest/merging/chances.py`; run by `fit.py`."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from data import Debate
from numpy.typing import NDArray

from facilitator.harvest.merging import readings
from facilitator.harvest.merging.chances import Matrix, Weights

DIRECTIONS = 128
SMOOTH = 4.0  # mean variances added to every direction: notes are few
ENGLISH = "en"
Square = NDArray[np.float64]
Directions = tuple[NDArray[np.float16], Matrix]


class Taught(NamedTuple):
    """What a debate teaches: readings, shared words, which pairs say the same."""

    read: Matrix
    shared: Matrix
    same: NDArray[np.bool_]

    def scatters(self) -> tuple[Square, Square, int, int]:
        """Of notes about their point's mean, of those means; free notes, notes. Of points with two
        notes or more."""
        several = self.same.sum(axis=1) > 1
        same, rows = self.same[several][:, several], self.read[several].astype(np.float64)
        means = (same / same.sum(axis=1, keepdims=True)) @ rows
        free = len(rows) - len(np.unique(same, axis=0))
        return (rows - means).T @ (rows - means), means.T @ means, free, len(rows)


class Fitting:
    """Weights fitted on all folds but some."""

    def __init__(self, folds: Sequence[Sequence[Debate]]) -> None:
        self.taught = [[_taught(each) for each in fold] for fold in folds]
        self._known: dict[frozenset[int], Directions] = {}

    def weights(self, *left_out: int) -> Weights:
        """The line is fitted to scores along directions that did not know the debate scored."""
        pairs = [
            _pairs(Weights(*self._directions(*left_out, fold), np.ones(3, np.float32)), each)
            for fold, taught in enumerate(self.taught)
            if fold not in left_out
            for each in taught
        ]
        return Weights(*self._directions(*left_out), _line(pairs))

    def _directions(self, *left_out: int) -> Directions:
        key = frozenset(left_out)
        if key not in self._known:
            parts = [of for fold, of in enumerate(self._scatters) if fold not in key]
            self._known[key] = _directions(*(sum(each) for each in zip(*parts, strict=True)))
        return self._known[key]

    @cached_property
    def _scatters(self) -> list[tuple[Square, Square, int, int]]:
        """Of each fold."""
        return [
            tuple(sum(each) for each in zip(*(t.scatters() for t in taught), strict=True))
            for taught in self.taught
        ]


def _taught(debate: Debate) -> Taught:
    texts = [note.words for note in debate.notes]
    spoken = [ENGLISH] * len(texts)
    points = np.unique([debate.gold[note.id] for note in debate.notes], return_inverse=True)[1]
    same = points[:, None] == points
    read = np.hstack(readings.readings(texts, spoken))
    return Taught(read, readings.written(texts, spoken), same)


def _directions(within: Square, between: Square, free: int, notes: int) -> Directions:
    """Those along which points lie farthest apart, for how widely their notes scatter."""
    within, between = within / free, between / notes
    within += SMOOTH * np.trace(within) / len(within) * np.eye(len(within))
    undo = np.linalg.inv(np.linalg.cholesky(within))
    apart, along = np.linalg.eigh(undo @ between @ undo.T)
    along = (undo.T @ along)[:, -DIRECTIONS:]
    return along.astype(np.float16), apart[-DIRECTIONS:].astype(np.float32)


def _pairs(weights: Weights, taught: Taught) -> tuple[Matrix, NDArray[np.bool_]]:
    upper = np.triu_indices(len(taught.same), 1)
    scores = weights.scores(weights.along(taught.read))[upper], taught.shared[upper]
    return np.stack([*scores, np.ones_like(scores[0])], axis=1), taught.same[upper]


def _line(debates: Sequence[tuple[Matrix, NDArray[np.bool_]]]) -> Matrix:
    """Logistic regression by Newton's method; every debate weighs alike."""
    rows = np.vstack([rows for rows, _ in debates]).astype(np.float64)
    same = np.concatenate([same for _, same in debates]).astype(np.float64)
    weight = np.concatenate([np.full(len(s), 1 / len(s) / len(debates)) for _, s in debates])
    line = np.zeros(3)
    for _ in range(20):
        chance = 1 / (1 + np.exp(-rows @ line))
        slope = rows.T @ (weight * (same - chance))
        bend = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows
        line = line + np.linalg.solve(bend, slope)
    return line.astype(np.float32)
