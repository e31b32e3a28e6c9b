"""Fits `cuts.json` and `chances.npz` of the harvest: `python bench/harvest/fit.py --write`.

On ArgKP training topics only. A café's question has about eleven points with four notes each; one
debate has four points with seventeen. So questions are also made up: debates are thinned to a few
notes a point, and several of different topics are laid together as if they were one question. For
each question, the cut that is best for B-cubed F1 and ARI together is found; then one line through
the signs of `cutting.py` is fitted to them by least squares, whole debates and made-up questions
weighing alike. How much its notes must have in common for a question to be grouped by chances
instead (`broad`) is what serves the same questions best.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from data import Debate, debates
from fit_chances import ENGLISH, Fitting
from numpy.typing import NDArray
from scores import score

from facilitator.harvest.merging import (
    agreeing,
    chances,
    cutting,
    dense,
    meaning,
    readings,
    settling,
)

CUTS = Path(__file__).parents[2] / "facilitator/harvest/merging/cuts.json"
FOLDS = 6
SHAPES = ((1, 4, 6), (2, 4, 4), (3, 4, 4), (4, 4, 3), (1, 9, 4), (2, 9, 3), (3, 9, 2), (2, 99, 2))
"""Debates laid together, notes kept of a point, questions made so of each fold."""
TRIED = [round(0.02 * step, 2) for step in range(-4, 19)]


@dataclass(frozen=True)
class Question:
    """`fold`: all its topics are of that one. `gold`: {row: point}."""

    fold: int
    whole: bool
    words: tuple[str, ...]
    gold: dict[str, str]


@dataclass(frozen=True)
class Learnt:
    """What a question teaches: its signs (common, spread, 1), its best cut, its weight; how good
    groups are at each cut tried, and by chances that other folds teach."""

    fold: int
    signs: tuple[float, float, float]
    cut: float
    weight: float
    by_cut: tuple[float, ...]
    by_chances: float


def folds(every: Sequence[Debate]) -> list[list[Debate]]:
    """By topic."""
    topics = sorted({each.topic for each in every})
    place = {topic: number % FOLDS for number, topic in enumerate(topics)}
    return [[each for each in every if place[each.topic] == fold] for fold in range(FOLDS)]


def asked(every: Sequence[Debate], seed: int) -> list[Question]:
    """Whole debates, and questions made up of those of one fold."""
    dice = random.Random(seed)
    found = []
    for fold, of in enumerate(folds(every)):
        found += [_question(fold, [_kept(each, 10_000, dice)], whole=True) for each in of]
        for debates_, notes, times in SHAPES:
            for _ in range(times):
                parts = [
                    _kept(each, notes, dice) for each in _of_different_topics(of, debates_, dice)
                ]
                found.append(_question(fold, parts, whole=False))
    return found


def _of_different_topics(of: Sequence[Debate], count: int, dice: random.Random) -> list[Debate]:
    topics = dice.sample(sorted({each.topic for each in of}), count)
    return [dice.choice([each for each in of if each.topic == topic]) for topic in topics]


def _kept(debate: Debate, notes: int, dice: random.Random) -> list[tuple[str, str]]:
    """(words, point): of each point at least two and on average `notes`, if it has so many."""
    points: dict[str, list[str]] = defaultdict(list)
    words = {each.id: each.words for each in debate.notes}
    for note, point in debate.gold.items():
        points[point].append(words[note])
    kept = []
    for point, said in sorted(points.items()):
        count = (
            notes if notes >= 99 else 2 + sum(dice.random() < 0.25 for _ in range(4 * (notes - 2)))
        )
        chosen = dice.sample(said, min(count, len(said)))
        kept += [(each, point) for each in chosen if len(said) > 1 or notes >= 99]
    return kept


def _question(fold: int, parts: Sequence[Sequence[tuple[str, str]]], *, whole: bool) -> Question:
    every = [said for part in parts for said in part]
    gold = {str(row): point for row, (_, point) in enumerate(every)}
    return Question(fold, whole, tuple(words for words, _ in every), gold)


def learnt(questions: Sequence[Question], fitting: Fitting) -> list[Learnt]:
    wholes = sum(each.whole for each in questions)
    made = len(questions) - wholes
    weights = [fitting.weights(fold) for fold in range(FOLDS)]
    return [
        _learnt(each, 1 / (wholes if each.whole else made), weights[each.fold])
        for each in questions
    ]


def _learnt(question: Question, weight: float, others: chances.Weights) -> Learnt:
    vectors, likeness = likeness_of(question.words)
    told = []
    for cut in TRIED:
        groups = settling.settled(likeness, dense.linked(likeness.copy(), cut), cut)
        told.append(_worth(groups, question.gold))
    signs = (*cutting.signs(vectors, likeness), 1.0)
    other = _worth(by_chances(question.words, others), question.gold)
    return Learnt(question.fold, signs, TRIED[_middle(told)], weight, tuple(told), other)


def by_chances(words: Sequence[str], weights: chances.Weights) -> list[tuple[int, ...]]:
    same, belonging = weights.told(words, [ENGLISH] * len(words))
    return agreeing.agreed(same, belonging.settled)[0]


def likeness_of(words: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The vectors and the likenesses that the product reckons."""
    read = readings.readings(words, [ENGLISH] * len(words))
    return meaning.encoded(words), meaning.likeness(*read)


def _worth(groups: Sequence[Sequence[int]], gold: dict[str, str]) -> float:
    found = {str(row): number for number, group in enumerate(groups) for row in group}
    told = score(found, gold)
    return (told.f1 + told.ari) / 2


def _middle(told: Sequence[float]) -> int:
    """Neighbours are as good as the best within the noise: the best of three on average."""
    padded = np.pad(np.asarray(told), 1, mode="edge")
    return int(np.convolve(padded, np.ones(3) / 3, mode="valid").argmax())


def line(of: Sequence[Learnt]) -> tuple[float, float, float]:
    """(common, spread, base) of the cut."""
    scale = np.sqrt([each.weight for each in of])
    signs = np.array([each.signs for each in of]) * scale[:, None]
    cuts = np.array([each.cut for each in of]) * scale
    common, spread, base = np.linalg.lstsq(signs, cuts, rcond=None)[0]
    return float(common), float(spread), float(base)


def broad(of: Sequence[Learnt], fitted: tuple[float, float, float]) -> float:
    """From how much in common on questions fare better by chances than by the cut."""
    in_order = sorted(of, key=lambda each: each.signs[0])
    better = []
    for each in in_order:
        by_cut = np.interp(np.dot(fitted, each.signs), TRIED, each.by_cut)
        better.append(each.weight * (each.by_chances - float(by_cut)))
    gains = [sum(better[at:]) for at in range(len(better))]
    best = int(np.argmax(gains))
    below = in_order[max(0, best - 1)].signs[0]
    return (below + in_order[best].signs[0]) / 2


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--write", action="store_true", help="keep what is found")
    given.add_argument("--seed", type=int, default=1)
    options = given.parse_args()
    every = debates()
    fitting = Fitting(folds(every))
    lessons = learnt(asked(every, options.seed), fitting)
    fitted = line(lessons)
    found = (*fitted, broad(lessons, fitted))
    kept = json.loads(CUTS.read_text())
    names = "common", "spread", "base", "broad"
    kept["encoder"] |= {n: round(each, 3) for n, each in zip(names, found, strict=True)}
    print(json.dumps(kept))
    if options.write:
        CUTS.write_text(json.dumps(kept) + "\n")
        fitting.weights().keep()


if __name__ == "__main__":
    main()
