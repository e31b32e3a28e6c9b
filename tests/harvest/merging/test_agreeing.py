"""Groups by the chance that two notes say the same, judged without a gold."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.harvest.merging import agreeing


def chances(pairs, count, others=0.1):
    same = np.full((count, count), others, np.float32)
    np.fill_diagonal(same, 1)
    for one, two, chance in pairs:
        same[one, two] = same[two, one] = chance
    return same


def rand_index(ours, gold):
    pairs = list(combinations(range(len(gold)), 2))
    both = sum(ours[a] == ours[b] and gold[a] == gold[b] for a, b in pairs)
    found, meant = (sum(of[a] == of[b] for a, b in pairs) for of in (ours, gold))
    chance, most = found * meant / len(pairs), (found + meant) / 2
    return (both - chance) / (most - chance) if most > chance else 1.0


def b_cubed(ours, gold):
    def share(of, other):
        rows = range(len(gold))
        near = [{b for b in rows if of[b] == of[a]} for a in rows]
        return np.mean([sum(other[b] == other[a] for b in near[a]) / len(near[a]) for a in rows])

    precision, recall = share(ours, gold), share(gold, ours)
    return 2 * precision * recall / (precision + recall)


def test_what_says_the_same_lies_together():
    same = chances([(0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.7), (3, 4, 0.9)], 6)
    assert agreeing.agreed(same)[0] == [(0, 1, 2), (3, 4), (5,)]


def test_a_note_leaves_a_group_that_others_brought_it_into():
    """Most like 1 alone, but all the rest of that group differ from it."""
    trio = [(a, b, 0.9) for a, b in combinations((1, 2, 3, 4), 2)]
    same = chances([(0, 1, 0.95), *trio, (0, 5, 0.8), (0, 6, 0.8), (5, 6, 0.6)], 7, others=0.0)
    assert agreeing.agreed(same)[0] == [(0, 5, 6), (1, 2, 3, 4)]


def test_where_all_notes_are_half_alike_a_group_is_one_that_stands_out():
    same = chances([(0, 1, 0.7), (2, 3, 0.7)], 4, others=0.45)
    groups, level = agreeing.agreed(same)
    assert groups == [(0, 1), (2, 3)]
    assert 0.45 < level < 0.7


def test_groups_are_found_as_they_settle_and_judged_so():
    same = chances([(0, 1, 0.9), (2, 3, 0.9), (0, 4, 0.35), (1, 4, 0.35)], 5)
    alone, joined = [(0, 1), (2, 3), (4,)], [(0, 1, 4), (2, 3)]

    def settled(home):
        return np.array([0, 0, 1, 1, 0] if home[4] not in home[:4] else [0, 1, 2, 3, 4])

    assert agreeing.agreed(same)[0] == alone
    assert agreeing.agreed(same, settled)[0] == joined


@pytest.mark.parametrize("count", [1, 2])
def test_few_notes_are_grouped_too(count):
    assert agreeing.agreed(chances([], count, others=0.01))[0] == [(row,) for row in range(count)]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=9))
def test_with_certain_chances_the_expected_score_is_the_score(homes_and_gold):
    ours, gold = zip(*homes_and_gold, strict=True)
    certain = np.equal.outer(gold, gold).astype(np.float32)
    home = np.unique(ours, return_inverse=True)[1]
    share = agreeing.RAND
    score = share * rand_index(ours, gold) + (1 - share) * b_cubed(ours, gold)
    assert agreeing.expected(certain, home) == pytest.approx(score, abs=1e-5)


@settings(max_examples=40)
@given(st.integers(1, 12), st.integers(0, 999))
def test_nobody_is_lost_or_doubled_and_chances_stay_as_they_are(count, seed):
    dice = np.random.default_rng(seed)
    half = dice.random((count, count)).astype(np.float32)
    same = np.round((half + half.T) / 2, 4)
    np.fill_diagonal(same, 1)
    before = same.copy()
    groups, level = agreeing.agreed(same)
    assert sorted(row for group in groups for row in group) == list(range(count))
    assert groups == sorted(tuple(sorted(group)) for group in groups)
    assert level in agreeing.LEVELS
    assert (same == before).all()
    assert agreeing.agreed(same) == (groups, level)
