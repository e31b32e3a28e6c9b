"""Points without evidence, and themes without a word on equity, are named before publication."""

from dataclasses import replace
from gettext import NullTranslations

from facilitator.report.bearing import without_equity, without_evidence
from facilitator.report.exports.sheets import sheets
from tests.report.papers import NOTES
from tests.report.test_points import PRICE, TREES, WELLS, drafted


def test_only_what_rests_on_something_is_not_named() -> None:
    assert without_evidence(drafted()) == ("P1", "P2", "P3")
    tagged = (replace(WELLS, tags=("ipcc", "gender")), PRICE, replace(TREES, tags=("gender",)))
    assert without_evidence(drafted(tagged)) == ("P2", "P3")


def test_what_a_note_rests_on_bears_its_point_and_is_told_in_the_files() -> None:
    notes = tuple(
        replace(each, evidence=("practice",)) if each.id == "id-0005" else each for each in NOTES
    )
    document = drafted(notes=notes)
    assert without_evidence(document) == ("P1", "P3")  # it is of the other side of P2
    assert [each.tags for each in document.points] == [(), ("practice",), ()]
    told = {each.key: each for each in sheets(document, NullTranslations())}
    names = [words for words, _ in told["notes"].columns]
    rested = {row[0]: row[names.index("Rests on")] for row in told["notes"].rows}
    assert [words for words in rested.values() if words] == ["Practice"]

    later = replace(document, points=tuple(replace(each, tags=()) for each in document.points))
    assert without_evidence(later) == ("P1", "P3")  # said after the draft


def test_a_theme_is_named_unless_a_point_of_it_touches_on_equity() -> None:
    assert without_equity(drafted()) == ("Water", "Heat")
    fair = (WELLS, replace(PRICE, tags=("equity",)), TREES)
    assert without_equity(drafted(fair)) == ("Heat",)


def test_without_points_there_is_nothing_to_name() -> None:
    assert without_evidence(drafted(())) == without_equity(drafted(())) == ()
