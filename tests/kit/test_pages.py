"""A piece of a page is drawn once for the same values, and for no others."""

from facilitator.kit.pages import _pages


def piece(locale, **values):
    return _pages(locale).globals["piece"]("shared/now/name.html", **values)


def test_the_same_values_are_drawn_once():
    coast = {"number": 3, "name": "Coastal <towns>", "lang": "en"}
    drawn = piece("en", **coast)
    assert piece("en", **coast) is drawn
    assert "Coastal &lt;towns&gt;" in drawn


def test_other_values_and_other_languages_are_drawn_for_themselves():
    assert "4" in piece("en", number=4, name="", lang="")
    assert piece("en", number=4, name="", lang="") != piece("ru", number=4, name="", lang="")
    assert piece("en", number=True, name="", lang="") != piece("en", number=1, name="", lang="")
