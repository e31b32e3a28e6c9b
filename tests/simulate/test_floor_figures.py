"""What was played at a roundtable, held against what its files say: nothing is forgiven."""

from dataclasses import replace

import pytest

from facilitator.floor.exports.tables import charts
from facilitator.floor.rules.figures import figures
from facilitator.floor.rules.kinds import Asking, State
from facilitator.floor.rules.log import Entry, Point
from facilitator.simulate.floor_figures import Logged, went_wrong
from facilitator.simulate.prepare import Talk
from facilitator.simulate.roundtable import Played, Request

STATED = {"ada": ("party", "woman"), "ben": ("nps", None)}
SAID = (
    Entry(
        1, Asking.INTERVENTION, State.HEARD, prepared=True, constituency="party",
        spoken_ms=2000, points=("a",),
    ),
    Entry(2, Asking.REPLY, State.HEARD, constituency="nps", spoken_ms=1000),
    Entry(None, Asking.INTERVENTION, State.WAITING, constituency="nps"),
)  # fmt: skip
POINTS = (Point("a", "Forecasts", 1), Point("b", "Boats", 0))


def played() -> Played:
    return Played(
        asked={
            "r1": Request("ada", Asking.INTERVENTION, True),
            "r2": Request("ben", Asking.REPLY, False),
            "r3": Request("ben", Asking.INTERVENTION, False),
        },
        held=["r1", "r2"],
        points={"a"},
    )


@pytest.fixture
def logged():
    return Logged(Talk("1", "talk", 60, 3), played(), SAID, POINTS, 3000)


@pytest.fixture
def annex(logged):
    """The report's tables as they should be."""
    told = charts(figures(SAID, logged.expected_genders(STATED), POINTS), "en")
    return [
        {
            "title": f"Talk. {each.title}",
            "columns": list(each.columns),
            "rows": [list(row) for row in each.rows],
        }
        for each in told
    ]


def test_what_was_played_is_in_the_log_and_in_the_annex(logged, annex):
    told = logged.figures(annex, STATED)

    assert not went_wrong(told), told
    assert (told["speeches"], told["unserved"], told["points_taken_up"]) == (2, 1, 1)


@pytest.mark.parametrize(
    "entries",
    [
        SAID[:1] + SAID[2:],  # a speech is lost
        (*SAID, replace(SAID[1], number=3)),  # or told twice
        (replace(SAID[0], kind=Asking.REPLY), *SAID[1:]),  # or as something else
        (SAID[0], replace(SAID[1], constituency="party"), SAID[2]),  # or of somebody else
        (replace(SAID[0], spoken_ms=1999), *SAID[1:]),  # or shorter than the clock ran
        (replace(SAID[0], points=()), *SAID[1:]),  # or without what it took up
        (*SAID[:2], replace(SAID[2], outcome=State.WITHDRAWN)),  # nobody withdrew
        (*SAID[:2], replace(SAID[2], absent=1)),  # nobody was absent
    ],
)
def test_a_log_that_says_something_else_is_wrong(logged, annex, entries):
    assert went_wrong(replace(logged, entries=entries).figures(annex, STATED))


def test_an_annex_that_says_something_else_is_wrong(logged, annex):
    for at in range(len(annex)):
        if annex[at]["rows"]:
            rows = [["Somebody", *annex[at]["rows"][0][1:]], *annex[at]["rows"][1:]]
            other = [*annex[:at], {**annex[at], "rows": rows}, *annex[at + 1 :]]
            assert went_wrong(logged.figures(other, STATED))
            assert went_wrong(logged.figures(annex[:at] + annex[at + 1 :], STATED))
