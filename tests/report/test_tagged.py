"""PDF/UA: what a machine can check holds for every language, and the checks can fail."""

import pytest

from facilitator.kit.words import LOCALES, translations
from facilitator.report.draft import draft
from facilitator.report.exports import FORMATS
from tests.report.papers import facts, pointed
from tests.report.tagged import Tagged


def printed(locale: str) -> bytes:
    say = translations(locale)
    return FORMATS["pdf"].write(pointed(draft(facts(locale=locale), say)), say)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_printed_report_is_tagged_throughout(locale: str) -> None:
    file = Tagged(printed(locale))
    assert file.faults() == []
    tags = [tag for tag, _ in file.elements()]
    assert {b"Document", b"Title", b"H1", b"P", b"Table", b"TH", b"TD", b"Link", b"Note"} <= set(
        tags
    )
    assert tags.count(b"Note") == 2  # a footnote for each point


@pytest.mark.parametrize(
    ("good", "spoilt", "told"),
    [
        (b"/DisplayDocTitle true", b"/DisplayDocTitle fals", "not said what it is"),
        (b"/S/H1", b"/S/H3", "headings that skip a level"),
        (b"/Scope", b"/Skope", "heads and figures without words"),
        (b"/Tabs/S", b"/Tabs/R", "links and pages that lead astray"),
        (b"/ToUnicode", b"/ToUnikode", "typefaces not in the file"),
        (b"/FontFile", b"/FontPile", "typefaces not in the file"),
    ],
)
def test_each_check_can_fail(good: bytes, spoilt: bytes, told: str) -> None:
    pdf = printed("en")
    assert good in pdf
    assert [each.split(":")[0] for each in Tagged(pdf.replace(good, spoilt)).faults()] == [told]


def test_what_is_shown_outside_any_tag_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    file = Tagged(printed("en"))
    bare = [b"/P <</MCID 0>> BDC (a) Tj EMC (b) Tj"]
    monkeypatch.setattr(file, "contents", lambda: bare)
    assert file.faults() == ["content neither tagged nor an artifact: 1"]
