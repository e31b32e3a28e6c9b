"""Laying like things together: on what is named, and on a matrix, it comes out the same."""

import itertools

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.harvest.merging import dense, linking


@st.composite
def likenesses(draw):
    count = draw(st.integers(1, 12))
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    values = draw(st.lists(st.integers(0, 64), min_size=len(pairs), max_size=len(pairs)))
    return count, {pair: value / 64 for pair, value in zip(pairs, values, strict=True)}


def as_matrix(count, pairs):
    matrix = np.zeros((count, count), np.float32)
    for (one, two), value in pairs.items():
        matrix[one, two] = matrix[two, one] = value
    return matrix


def mean_between(one, two, pairs):
    return np.mean([pairs.get((min(i, j), max(i, j)), 0.0) for i in one for j in two])


@given(likenesses(), st.sampled_from([0.2, 0.4, 0.7]))
def test_everything_is_in_one_group_and_no_two_groups_should_be_one(given_, cut):
    count, pairs = given_
    for groups in (
        linking.linked(count, pairs, cut),
        dense.linked(as_matrix(count, pairs), cut),
    ):
        assert sorted(each for group in groups for each in group) == list(range(count))
        for at, one in enumerate(groups):
            for two in groups[at + 1 :]:
                assert mean_between(one, two, pairs) < cut + 1e-6


def closest_call(count, pairs, cut):
    """How near the best join ever comes to the second best, or to the cut."""
    groups, gaps = [(each,) for each in range(count)], [1.0]
    while len(groups) > 1:
        joins = itertools.combinations(groups, 2)
        joins = sorted(((mean_between(*two, pairs), two) for two in joins), reverse=True)
        best, (one, two) = joins[0]
        gaps += [abs(best - cut), *(best - each for each, _ in joins[1:2])]
        if best < cut:
            break
        groups = [one + two, *(each for each in groups if each not in (one, two))]
    return min(gaps)


@given(likenesses())
def test_both_ways_agree_where_no_two_joins_are_equally_good(given_):
    count, pairs = given_
    apart = {pair: value / 2 + at / 997 for at, (pair, value) in enumerate(pairs.items())}
    assume(closest_call(count, apart, 0.3) > 1e-5)
    assert linking.linked(count, apart, 0.3) == dense.linked(as_matrix(count, apart), 0.3)


def test_what_is_not_named_is_not_alike():
    assert linking.linked(4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.5}, 0.3) == [(0, 1), (2, 3)]
    assert linking.linked(3, {}, 0.1) == [(0,), (1,), (2,)]
