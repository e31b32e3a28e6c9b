"""What a plan is said to be proven to be."""

from dataclasses import asdict

import pytest

from facilitator.kit.pages import _pages
from facilitator.rotation.bounds import SENTENCES, Why
from facilitator.rotation.rules import Figures

BEST, MET = "Optimal: no plan can do better.", "No plan can have fewer repeats."


@pytest.mark.parametrize(("out", "said"), [(51, BEST), (144, MET)])
def test_only_what_is_balanced_as_far_as_can_be_is_called_optimal(out, said):
    told = {"repeats": 0, "lower_bound_repeats": 0, "optimal": True, "why": "none"}
    figures = told | {"out_of_band_cells": out, "lower_bound_cells": 51}
    words = _pages("en").get_template("rotation/words.html").module
    assert said in words.proof(figures)


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_said(why):
    figures = {"repeats": 9, "lower_bound_repeats": 7, "optimal": False, "why": why.value}
    words = _pages("en").get_template("rotation/words.html").module
    told = words.proof(figures | {"out_of_band_cells": 0})
    assert why is Why.NONE or SENTENCES[why] in told


COUNTED = asdict(Figures(repeats=9, table_revisits=3, out_of_band_cells=4, cells=9))
PROVEN = {
    "lower_bound_repeats": 12,
    "why": "splitting",
    "lower_bound_returns": 3,
    "lower_bound_cells": 2,
    "optimal": False,
    "hard_violations": 0,
}


def told(**other):
    words = _pages("en").get_template("rotation/words.html").module
    figures = COUNTED | PROVEN | other
    return words.facts(figures) + words.proof(figures)


def test_of_a_plan_that_breaks_rules_nothing_is_said_that_is_proven_of_others():
    assert "3 people come back to a table · no fewer are possible" in told()
    assert "at least 2 cannot be avoided" in told()
    assert MET in told()
    beyond = told(over_capacity=1, hard_violations=1)
    assert "no fewer are possible" not in beyond
    assert "cannot be avoided" not in beyond
    assert MET not in beyond
    assert "Plans that keep seats and rules have at least 12 repeats." in beyond


def test_why_a_plan_needs_fewer_returns_than_any_that_keeps_seats_and_rules():
    beyond = told(over_capacity=1, hard_violations=1, lower_bound_returns=5)
    assert "3 people come back to a table · fewer than seats and rules allow" in beyond
    assert "1 person sits beyond the seats of a table" in beyond
