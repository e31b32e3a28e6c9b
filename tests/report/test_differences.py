"""Differences: every word of both texts is there, and what is the same is told as the same."""

from dataclasses import replace
from gettext import NullTranslations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.report.citing import renumbered
from facilitator.report.differences import Change, between, between_words
from facilitator.report.draft import draft
from tests.report.papers import facts

WORDS = st.text(st.sampled_from("ab c d.é水路\n"), max_size=40)


def spelled(pieces, change):
    return "".join(each.words for each in pieces if each.change in (Change.SAME, change))


@given(before=WORDS, after=WORDS)
def test_both_texts_can_be_read_from_it(before, after):
    pieces = between_words(before, after)
    assert spelled(pieces, Change.OUT) == before
    assert spelled(pieces, Change.IN) == after


@given(words=WORDS)
def test_the_same_text_has_no_difference(words):
    assert all(each.change is Change.SAME for each in between_words(words, words))


def test_a_phrase_is_replaced_as_one():
    pieces = between_words("Water is scarce here [N1].", "Water was very dear here [N1].")
    assert [(each.change, each.words) for each in pieces] == [
        (Change.SAME, "Water "),
        (Change.OUT, "is scarce"),
        (Change.IN, "was very dear"),
        (Change.SAME, " here [N1]."),
    ]


def test_chinese_is_compared_sign_by_sign():
    pieces = between_words("水资源很少", "水资源不少")
    assert [each.words for each in pieces] == ["水资源", "很", "不", "少"]


def test_versions_are_told_paragraph_by_paragraph():
    one = draft(facts(), NullTranslations())
    assert all(row.same and row.before == row.after for row in between(one, one))


def test_a_paragraph_that_went_moves_the_numbers_of_those_after_it():
    whole = draft(facts(), NullTranslations())
    first, *others = whole.sections
    assert len(first.paragraphs) > 1
    kept = renumbered((replace(first, paragraphs=first.paragraphs[1:]), *others))
    rows = between(whole, replace(whole, sections=kept))
    assert (rows[0].before, rows[0].after, rows[0].same) == (1, None, False)
    assert all(row.same and row.before == row.after + 1 for row in rows[1:])
