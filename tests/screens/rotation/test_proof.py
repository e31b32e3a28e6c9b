"""What a plan is said to be proven to be."""

import pytest

from facilitator.kit.pages import _pages
from facilitator.rotation.bounds import SENTENCES, Why

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
