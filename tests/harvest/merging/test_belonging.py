"""Where a note belongs, by what its whole group says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.harvest.merging.belonging import ALONE, SAID, WORDS, Belonging

APART = 4.0


def notes(*along, shared=None):
    rows = np.array(along, np.float64).reshape(len(along), -1)
    words = np.eye(len(rows)) if shared is None else shared
    return Belonging(rows, np.full(rows.shape[1], APART), np.asarray(words, np.float32))


def homes(*groups):
    return np.array(groups, np.intp)


def normal(told, variances):
    """The log-density of jointly normal numbers about nothing."""
    told = np.array(told)
    return -0.5 * (
        told @ np.linalg.solve(variances, told)
        + np.log(np.linalg.det(variances))
        + len(told) * np.log(2 * np.pi)
    )


def together(count):
    return np.eye(count) + APART


def test_a_note_goes_to_the_group_that_explains_it():
    said = notes((5, 0), (5, 1), (4, -1), (-5, 0), (-4, 1), (-5, -1))
    assert list(said.settled(homes(0, 0, 1, 1, 1, 1))) == [0, 0, 0, 1, 1, 1]


def test_a_note_that_no_group_explains_stands_alone():
    said = notes((5, 0), (5, 1), (4, -1), (-1, 9))
    assert list(said.settled(homes(0, 0, 0, 0))) == [0, 0, 0, 1]


def test_a_note_alone_joins_what_explains_it():
    said = notes((5, 0), (5, 1), (4, -1), (5, -1))
    assert list(said.settled(homes(0, 0, 0, 1))) == [0, 0, 0, 0]


def test_words_that_a_group_shares_draw_a_note():
    words = np.eye(5)
    words[:2, :2] = words[2:, 2:] = 1
    words[4, :] = words[:, 4] = 0.9, 0.9, 0, 0, 1
    said = notes((0.5,), (0.4,), (0.5,), (0.4,), (0.5,), shared=words)
    assert list(said.settled(homes(0, 0, 1, 1, 1))) == [0, 0, 1, 1, 0]


def test_fits_are_ratios_of_likelihoods():
    """Of a note and those of the group told by one point, against the note by a point anew."""
    along = [1.5, 2.5, 0.7, -3.0]
    fits = notes(*along)._fits(homes(0, 0, 0, 1))
    for row, group in ((0, (1, 2)), (1, (0, 2)), (3, (0, 1, 2))):
        others = [along[each] for each in group]
        ratio = normal([along[row], *others], together(len(others) + 1))
        ratio -= normal(others, together(len(others))) + normal([along[row]], together(1))
        assert fits[row, 0] == pytest.approx(SAID * ratio + np.log(len(others)))
    assert fits[3, 1] == pytest.approx(np.log(ALONE))


def test_words_count_against_what_is_usual():
    words = np.array([[1, 0.6, 0.3], [0.6, 1, 0], [0.3, 0, 1]])
    plain, told = notes(0, 0, 0)._fits(homes(0, 0, 1)), notes(0, 0, 0, shared=words)
    more = told._fits(homes(0, 0, 1)) - plain
    assert more[0, 0] == pytest.approx(WORDS * (0.6 - 0.3) / 2)
    assert more[2, 0] == pytest.approx(WORDS * (0.3 - 2 * 0.3) / 3)


@settings(max_examples=40)
@given(st.integers(1, 12), st.integers(0, 999))
def test_settling_is_the_same_whatever_the_order(count, seed):
    dice = np.random.default_rng(seed)
    along, half = dice.normal(0, 2, (count, 3)), dice.random((count, count))
    home, order = dice.integers(0, 4, count), dice.permutation(count)
    words = (half + half.T) / 20
    np.fill_diagonal(words, 1)

    def found(rows):
        same = Belonging(along[rows], np.full(3, APART), words[np.ix_(rows, rows)].astype("f4"))
        settled = same.settled(home[rows])
        assert sorted(set(settled)) == list(range(len(set(settled))))
        return {frozenset(rows[settled == each].tolist()) for each in set(settled)}

    assert found(np.arange(count)) == found(order)
