"""How many said it: DOMAIN §4's rule, its boundaries, its groups, and the source's own words."""

import csv
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.rules import Denominator
from facilitator.harvest.quantifiers import (
    Backing,
    Whole,
    Word,
    all_parties,
    of_group,
    of_other,
    of_party,
    other_word,
    party_word,
    quantified,
    together,
)
from facilitator.people.parties import GROUPS, PARTIES, members
from facilitator.people.rules import Constituency
from tests.shared import shared

ORDER = list(Word)
CONTRIBUTED = Whole(179, 16, Denominator.CONTRIBUTED)


@pytest.mark.parametrize(
    ("share", "word"),
    [
        ("0.1", Word.A_FEW),
        ("9.9", Word.A_FEW),
        ("10", Word.SOME),
        ("40", Word.SOME),
        ("40.4", Word.SOME),
        ("40.5", Word.MANY),
        ("41", Word.MANY),
        ("70", Word.MANY),
        ("70.4", Word.MANY),
        ("70.5", Word.MOST),
        ("71", Word.MOST),
        ("90", Word.MOST),
        ("90.1", Word.ALMOST_ALL),
        ("100", Word.ALMOST_ALL),
    ],
)
def test_a_share_of_parties_has_its_word(share, word):
    assert party_word(int(Fraction(share) * 10), 1000) is word


@pytest.mark.parametrize(
    ("count", "word"), [(1, Word.SOME), (8, Word.SOME), (9, Word.MANY), (16, Word.MANY)]
)
def test_others_are_some_up_to_half_and_many_above(count, word):
    assert other_word(count, 16) is word


def test_nobody_makes_no_sentence():
    assert party_word(0, 198) is None
    assert other_word(0, 0) is None
    assert quantified(Backing(), all_parties(16)) == ()


@pytest.mark.parametrize(("count", "of"), [(-1, 198), (199, 198), (1, 0)])
def test_a_count_that_cannot_be_is_refused(count, of):
    with pytest.raises(ValueError, match=f"{count} of {of}"):
        party_word(count, of)


@pytest.mark.parametrize(
    ("groups", "count", "of_all", "of_contributed"),
    [
        (["AGN"], 54, Word.SOME, Word.SOME),
        (["AOSIS", "LDC"], 76, Word.SOME, Word.MANY),
        (["AOSIS", "LDC", "AGN"], 94, Word.MANY, Word.MANY),
        (["G77"], 134, Word.MANY, Word.MOST),
        (["G77", "EU"], 162, Word.MOST, Word.ALMOST_ALL),
        (["AILAC", "EIG"], 13, Word.A_FEW, Word.A_FEW),
    ],
)
def test_the_checks_of_the_domain(groups, count, of_all, of_contributed):
    backing = together(map(of_group, groups))
    (every,) = quantified(backing, all_parties(16))
    (some,) = quantified(backing, CONTRIBUTED)
    assert (every.numerator, every.denominator, every.word) == (count, 198, of_all)
    assert (some.numerator, some.denominator, some.word) == (count, 179, of_contributed)
    assert every.groups == tuple(sorted(groups))


def test_the_words_of_the_source_report_come_out_for_each_of_its_points():
    """79 points: who supports each, and what the report itself says of how many."""
    supports: dict[str, Backing] = {}
    with shared("cafe/supports.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            point = row["point_id"]
            supports[point] = supports.get(point, Backing()) | backing_of(row)
    with shared("cafe/gold_points.csv").open(encoding="utf-8") as file:
        points = list(csv.DictReader(file))
    told = {}
    for point in points:
        found = {
            each.constituency: each
            for each in quantified(supports[point["point_id"]], all_parties(16))
        }
        each = found[Constituency(point["who"])]
        told[point["point_id"]] = each.word, each.numerator, each.percent
    assert told == {
        point["point_id"]: (
            point["quantifier"],
            int(point["expected_count"]),
            float(point["expected_share"]),
        )
        for point in points
    }
    assert len(told) == 79


def backing_of(row: dict[str, str]) -> Backing:
    code = row["supporter"]
    if row["as_group"] == "yes":
        return of_group(code)
    return of_party(code) if code in PARTIES else of_other(code)


codes = st.sampled_from(sorted(PARTIES))
groups = st.sampled_from(sorted(GROUPS))
others = st.sampled_from([f"Network {number}" for number in range(16)])
backings = st.lists(
    st.one_of(codes.map(of_party), groups.map(of_group), others.map(of_other)), max_size=12
)


@given(backings)
def test_nobody_counts_twice_however_they_spoke(spoken):
    backing = together(spoken)
    assert together([*spoken, *spoken]) == backing
    assert together(reversed(spoken)) == backing
    for group in backing.groups:
        assert {each.iso3 for each in members(group)} <= backing.parties
    whole = all_parties(16)
    found = {each.constituency: each for each in quantified(backing, whole)}
    for whose, names in ((Constituency.PARTY, backing.parties), (Constituency.NPS, backing.others)):
        assert (whose in found) == bool(names)
        if names:
            assert found[whose].numerator == len(set(found[whose].names)) == len(names)


@given(backings, codes)
def test_one_more_party_never_makes_it_fewer(spoken, more):
    whole = all_parties(16)
    before = quantified(together(spoken), whole)
    after = quantified(together([*spoken, of_party(more)]), whole)
    had = [each for each in before if each.constituency is Constituency.PARTY]
    has = [each for each in after if each.constituency is Constituency.PARTY]
    if had:
        assert ORDER.index(has[0].word) >= ORDER.index(had[0].word)
    assert has


@given(st.integers(1, 300), st.data())
def test_words_follow_the_rounded_percent(of, data):
    """The rule as the source prints it, once the share is rounded half up to whole percents."""
    count = data.draw(st.integers(1, of))
    share = Fraction(100 * count, of)
    rounded = (share + Fraction(1, 2)).__floor__()
    word = party_word(count, of)
    if share < 10:
        assert word is Word.A_FEW
    elif share > 90:
        assert word is Word.ALMOST_ALL
    else:
        named = Word.SOME if rounded <= 40 else Word.MANY if rounded <= 70 else Word.MOST
        assert word is named


def test_who_left_still_counts():
    (told,) = quantified(of_group("EIG"), Whole(3, 0, Denominator.PRESENT))
    assert (told.numerator, told.denominator, told.word) == (6, 6, Word.ALMOST_ALL)
