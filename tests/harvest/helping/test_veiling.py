"""Names stay in the house, and come back into what was said of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.harvest.helping.veiling import veiled

NAMES = ("Ada Lindqvist", "李文", "Хуго", "Mary-Ann O'Neil", "José", "Ann", "Bo")
WORDS = st.lists(
    st.sampled_from([*NAMES, "annual", "Lindqvist", "ada@example.org", "+46 70 123 45 67",
                     "water", "⟦1⟧", "https://example.org/x?y=1", "ماء", "水"]),
).map(" ".join)  # fmt: skip


@settings(max_examples=50)
@given(texts=st.lists(WORDS, min_size=1, max_size=5))
def test_a_veil_hides_them_and_is_lifted_without_a_trace(texts):
    veil = veiled(texts, NAMES)
    for before, after in zip(texts, veil.texts, strict=True):
        assert veil.lifted(after) == before.translate(str.maketrans("⟦⟧", "[]"))
        for secret in ("Ada", "Lindqvist", "李文", "Хуго", "José", "@", "http", "123"):
            assert secret not in after


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Ada Lindqvist asked, Ada answered", "⟦1⟧ asked, ⟦2⟧ answered"),
        ("Ann's annual report", "⟦1⟧'s annual report"),
        ("请李文发言", "请⟦1⟧发言"),
        ("Write to ann@example.org.", "Write to ⟦1⟧."),
        ("José, José and josé", "⟦1⟧, ⟦1⟧ and josé"),
        ("1,000 people in 2030", "1,000 people in 2030"),
        ("Bo knows", "Bo knows"),  # too short to be told from other words
    ],
)
def test_what_is_sent(said, sent):
    assert veiled([said], NAMES).texts == (sent,)


def test_a_mark_that_stands_for_nothing_is_not_made_up():
    veil = veiled(["Ann spoke"], NAMES)
    with pytest.raises(LookupError):
        veil.lifted("⟦2⟧ spoke")
    with pytest.raises(LookupError):
        veil.lifted("⟦0⟧ spoke")
