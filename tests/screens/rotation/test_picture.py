"""Pictures of a plan say what the plan says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.screens.rotation.picture import LEGIBLE, composition, matrix, step


def test_the_squares_of_a_matrix_are_the_meetings():
    drawn = matrix(["a", "b", "c"], {("a", "b"): 1, ("b", "c"): 4})
    assert drawn.tones == ["M0 1h1v1h-1zM1 0h1v1h-1z", "", "M1 2h1v1h-1zM2 1h1v1h-1z"]
    assert drawn.counted == [(0, 1), (1, 1), (4, 1)]


@given(st.integers(0, 40), st.data())
def test_every_pair_is_counted_once(people, data):
    names = [f"p{n:02}" for n in range(people)]
    pairs = [(a, b) for a in names for b in names if a < b]
    met = data.draw(st.dictionaries(st.sampled_from(pairs), st.integers(0, 4))) if pairs else {}
    drawn = matrix(names, met)
    assert sum(n for _, n in drawn.counted) == len(pairs)
    squares = sum(tone.count("M") for tone in drawn.tones)
    assert squares == 2 * sum(times > 0 for times in met.values())


def test_a_crowd_is_counted_but_not_drawn():
    names = [f"p{n:04}" for n in range(LEGIBLE + 1)]
    drawn = matrix(names, {(names[0], names[1]): 2})
    assert (drawn.tones, drawn.counted[-1]) == (["", "", ""], (2, 1))


def test_a_table_is_made_up_of_those_who_sit_there():
    people = tuple(
        PersonNeed(f"p{n}", traits={"gender": "woman" if n < 3 else "man"}) for n in range(6)
    )
    sitting = Sitting(people, (TableOffer(1, 3), TableOffer(2, 3)), 1)
    seats = ({"p0": 1, "p1": 1, "p2": 1, "p3": 2, "p4": 2, "p5": 2},)
    one, two = composition(sitting, seats, 1, "gender")
    assert (one.table, one.people, two.table, two.people) == (1, 3, 2, 3)
    assert [(s.value, s.people, s.least, s.most, s.is_fair) for s in one.shares] == [
        ("man", 0, 1, 2, False),
        ("woman", 3, 1, 2, False),
    ]


@pytest.mark.parametrize(
    ("path", "on"),
    [
        ([1, 3, 7], 2),
        ([5, 1, 3], 2),  # after the last comes the first
        ([3, 3, 3], 0),
        ([1, 2, 5], None),
        ([1, None, 3], None),
        ([1, 9, 2], None),  # a table that is not there any more
        ([1], None),
    ],
)
def test_a_way_of_equal_steps_needs_no_card(path, on):
    assert step(path, [1, 2, 3, 5, 7]) == on
