"""Points without evidence, and themes without a word on equity, are named before publication."""

from dataclasses import replace

from facilitator.report.bearing import without_equity, without_evidence
from tests.report.test_points import PRICE, TREES, WELLS, drafted


def test_only_what_rests_on_something_is_not_named() -> None:
    assert without_evidence(drafted()) == ("P1", "P2", "P3")
    tagged = (replace(WELLS, tags=("ipcc", "gender")), PRICE, replace(TREES, tags=("gender",)))
    assert without_evidence(drafted(tagged)) == ("P2", "P3")


def test_a_theme_is_named_unless_a_point_of_it_touches_on_equity() -> None:
    assert without_equity(drafted()) == ("Water", "Heat")
    fair = (WELLS, replace(PRICE, tags=("equity",)), TREES)
    assert without_equity(drafted(fair)) == ("Heat",)


def test_without_points_there_is_nothing_to_name() -> None:
    assert without_evidence(drafted(())) == without_equity(drafted(())) == ()
