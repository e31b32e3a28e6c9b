"""Where notes settle, and where the cut lies: told from the question's notes themselves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.harvest.merging import cutting, settling


def alike(*rows):
    return np.array(rows, np.float32)


def test_a_note_goes_where_it_is_most_alike():
    likeness = alike(
        (1.0, 0.9, 0.3, 0.1, 0.1),
        (0.9, 1.0, 0.3, 0.1, 0.1),
        (0.3, 0.3, 1.0, 0.8, 0.8),
        (0.1, 0.1, 0.8, 1.0, 0.9),
        (0.1, 0.1, 0.8, 0.9, 1.0),
    )
    assert settling.settled(likeness, [(0, 1, 2), (3, 4)], 0.4) == [(0, 1), (2, 3, 4)]


@pytest.mark.parametrize(("near", "found"), [(0.5, [(0, 1, 2)]), (0.2, [(0, 1), (2,)])])
def test_a_note_alone_joins_only_what_is_near_enough(near, found):
    likeness = alike((1.0, 0.9, near), (0.9, 1.0, near), (near, near, 1.0))
    assert settling.settled(likeness, [(0, 1), (2,)], 0.4) == found


@st.composite
def laid(draw):
    count = draw(st.integers(1, 7))
    dice = np.random.default_rng(draw(st.integers(0, 999)))
    half = dice.integers(-16, 64, (count, count)).astype(np.float32) / 64
    homes = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    groups = [tuple(r for r in range(count) if homes[r] == each) for each in sorted(set(homes))]
    return (half + half.T) / 2, groups


@settings(max_examples=50)
@given(laid(), st.sampled_from([-0.1, 0.2, 0.5]))
def test_settling_loses_and_doubles_nobody(given_, cut):
    likeness, groups = given_
    found = settling.settled(likeness, groups, cut)
    assert sorted(row for group in found for row in group) == list(range(len(likeness)))
    assert found == sorted(tuple(sorted(group)) for group in found)
    assert settling.settled(likeness, groups[::-1], cut) == found


def test_the_cut_lies_low_where_all_is_alike_and_high_where_likeness_spreads():
    assert cutting.cut(0.5, 0.12) < cutting.cut(0.2, 0.12) < cutting.cut(0.2, 0.2)


def test_few_notes_show_too_little_to_cut_by():
    vectors = np.eye(2, 4, dtype=np.float32)
    usual = cutting.cut(*cutting.USUAL)
    none = cutting.cut(*cutting.signs(vectors[:0], vectors[:0] @ vectors[:0].T))
    two = cutting.cut(*cutting.signs(vectors, vectors @ vectors.T))
    assert none == usual
    assert abs(two - usual) < 0.06


def test_signs_are_what_numpy_reckons_pair_by_pair():
    dice = np.random.default_rng(3)
    vectors = dice.normal(size=(400, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    likeness = vectors @ vectors.T
    pairs = likeness[np.triu_indices(400, 1)]
    common, spread = cutting.signs(vectors, likeness)
    prior = cutting.PRIOR / (400 + cutting.PRIOR)
    for seen, own, usual in zip(
        (common, spread), (pairs.mean(), pairs.std()), cutting.USUAL, strict=True
    ):
        assert seen == pytest.approx((1 - prior) * own + prior * usual, abs=1e-5)
