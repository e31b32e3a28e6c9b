"""Each note read three times: whole, without the words that many notes of the question have, and
word by word, rare words counting for more. And how far two notes are written alike."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facilitator.harvest.merging import meaning
from facilitator.harvest.merging.cleaning import bare

TOO_COMMON = 0.35  # of a question's notes: such a word says nothing by itself
NEARLY_ALL = 0.6  # of them: such a beginning of words is not compared
BEGINNING = 5  # letters; endings change, what a word is about does not
FEW = 8  # notes; what no more of them say is never too common


def readings(texts: Sequence[str], languages: Sequence[str]) -> list[meaning.Vectors]:
    """Of notes on one question, centred; a row each in each."""
    three = (
        meaning.encoded(texts),
        meaning.encoded(meaning.own_words(texts)),
        word_by_word(texts, languages),
    )
    return [meaning.centred(each, languages) for each in three]


def word_by_word(texts: Sequence[str], languages: Sequence[str]) -> meaning.Vectors:
    """Sums of what each word means, without what all words do; rare ones count for more."""
    every = _all_words(texts, languages)
    spread = Counter(word for words in every for word in words)
    known = {word: place for place, word in enumerate(sorted(spread))}
    vectors = meaning.encoded(list(known))
    vectors -= vectors.mean(axis=0) if known else 0
    rarities = [_rarity(spread[word], len(texts)) for word in known]
    vectors *= np.array(rarities, np.float32)[:, None]
    sums = [vectors[sorted(known[word] for word in words)].sum(axis=0) for words in every]
    return meaning.unit(np.array(sums, np.float32).reshape(-1, meaning.WIDTH))


def _rarity(holders: int, notes: int) -> float:
    if holders < meaning.FEW:
        return math.log((notes + 1) / (holders + 1))
    return max(0.0, math.log((notes + 1) * TOO_COMMON / holders))


def written(texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
    """Cosines of the beginnings of words (TF-IDF), 0 to 1 for each pair."""
    every = [{w[:BEGINNING] for w in words} for words in _all_words(texts, languages)]
    spread = Counter(word for words in every for word in words)
    most = max(FEW, NEARLY_ALL * len(texts))
    known = {word: at for at, word in enumerate(sorted(w for w in spread if spread[w] <= most))}
    told = np.zeros((len(texts), len(known) + 1), np.float32)
    for row, words in enumerate(every):
        for word in words & known.keys():
            told[row, known[word]] = math.log((len(texts) + 1) / spread[word])
    told = meaning.unit(told)
    return told @ told.T


def _all_words(texts: Sequence[str], languages: Sequence[str]) -> list[set[str]]:
    return [_words(bare(text), each) for text, each in zip(texts, languages, strict=True)]


def _words(plain: str, language: str) -> set[str]:
    """Chinese is not parted into words: every two characters in a row."""
    if language != "zh":
        return set(plain.split())
    run = plain.replace(" ", "")
    return {run[at : at + 2] for at in range(max(1, len(run) - 1))}
