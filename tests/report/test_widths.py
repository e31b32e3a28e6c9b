"""The columns of an annex: each has room for its words, and none takes the others' room."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from facilitator.report.document import Grid
from facilitator.report.exports.widths import BOLD, EDGES, LINE, LONG, in_figures, widths

STEPS = Grid(
    "Follow-up list",
    ("Words", "Who takes it up", "Status", "Point"),
    (
        ("Half of the villages up the valley have no well at all", "Harbour office", "Done", "P1"),
        ("多种树，城市就凉快了，孩子们可以在树下玩", "Schools", "Under way", "P12"),
    ),
)


def test_what_holds_more_is_wider_and_no_word_is_cut() -> None:
    found = widths(STEPS)
    assert all(one > other for one, other in pairwise(found))
    assert sum(found) <= LINE + 0.01
    assert found[0] > EDGES + len("villages") * BOLD
    assert found[2] >= EDGES + len("Status") * BOLD


@given(st.lists(st.lists(st.text(max_size=300), min_size=3, max_size=3), max_size=4))
def test_whatever_stands_in_a_cell_every_column_can_be_read(rows: list[list[str]]) -> None:
    found = widths(Grid("", ("One", "Two", "Three"), tuple(map(tuple, rows))))
    assert all(each >= EDGES + len("One") * BOLD for each in found)
    assert sum(found) <= max(LINE, 3 * (EDGES + LONG * BOLD)) + 0.01


def test_only_columns_without_letters_are_figures() -> None:
    grid = Grid("", ("Theme", "Notes", "Point"), (("Water", "6", "P1"), ("Heat", "—", "P2")))
    assert list(in_figures(grid)) == [False, True, False]
