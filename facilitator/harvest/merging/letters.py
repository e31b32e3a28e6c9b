"""Likeness without a model: letters in a row that two notes of one language share.

Weighted by how rare they are (TF-IDF over runs of three to five characters; one to three where
words are not parted by spaces). Knows nothing of meaning, and nothing across languages.
"""

import math
from collections import Counter
from collections.abc import Sequence

from facilitator.harvest.merging.cleaning import bare
from facilitator.harvest.merging.linking import Pair
from facilitator.harvest.merging.smalltalk import SMALL_TALK

LEAST = 0.02  # what is less alike is not alike
FEW = 8  # notes; among so few nothing is too common
TOO_COMMON = 0.3  # of the notes; such runs tell nothing apart


def likeness(texts: Sequence[str], languages: Sequence[str]) -> dict[Pair, float]:
    """{(i, j): cosine} of those that have something in common."""
    weights = _weighted([_runs(t, each) for t, each in zip(texts, languages, strict=True)])
    holders: dict[str, list[tuple[int, float]]] = {}
    for place, runs in enumerate(weights):
        for run, weight in runs.items():
            holders.setdefault(run, []).append((place, weight))
    found: dict[Pair, float] = {}
    for run in sorted(holders):
        having = holders[run]
        for at, (one, weight) in enumerate(having):
            for two, other in having[at + 1 :]:
                if languages[one] == languages[two]:
                    found[one, two] = found.get((one, two), 0.0) + weight * other
    return {pair: round(value, 4) for pair, value in found.items() if value >= LEAST}


def chatter(text: str, language: str) -> bool:
    """Is every word of it small talk?"""
    words = bare(text).split()
    if language == "zh":
        return any(bare(text) == bare(line) for line in SMALL_TALK["zh"].strip().splitlines())
    known = set(bare(SMALL_TALK.get(language, "")).split())
    return sum(word in known for word in words) >= 0.8 * len(words)


def _runs(text: str, language: str) -> Counter[str]:
    padded = f" {bare(text)} "
    lengths = (1, 2, 3) if language == "zh" else (3, 4, 5)
    return Counter(
        padded[start : start + length]
        for length in lengths
        for start in range(len(padded) - length + 1)
    )


def _weighted(counted: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """Each text's runs with their weights."""
    spread = Counter(run for runs in counted for run in runs)
    most = max(FEW, TOO_COMMON * len(counted))
    return [_scaled(runs, spread, len(counted), most) for runs in counted]


def _scaled(runs: Counter[str], spread: Counter[str], notes: int, most: float) -> dict[str, float]:
    """The weights of those runs that other notes have too, and not too many."""
    values = {
        run: (1 + math.log(count)) * math.log((1 + notes) / spread[run])
        for run, count in runs.items()
        if spread[run] <= most
    }
    size = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {run: value / size for run, value in values.items() if spread[run] > 1}
