"""Printed pages: tagged, of our own typefaces, and nothing that people write is markup."""

import json
import re
import shutil
import zlib
from datetime import UTC, datetime
from unicodedata import category

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.kit import paper
from facilitator.kit.typefaces import covered, legible
from facilitator.kit.words import LOCALES, catalogue

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
SHEET = """#import "house.typ": *
#show: house
= #facts.title
#for each in facts.words [ #par(lines(each)) ]
"""


@pytest.fixture(scope="module", autouse=True)
def sheets(tmp_path_factory):
    """A folder with the house's own sheet and a small one beside it."""
    folder = tmp_path_factory.mktemp("paper")
    shutil.copy(paper.SHEETS / "house.typ", folder)
    (folder / "probe.typ").write_text(SHEET, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper, "SHEETS", folder)
        yield folder


def pages(*words, locale="en"):
    return paper.printed("probe", {"title": "Notes", "words": words}, locale=locale, at=AT)


def test_a_page_is_tagged_and_says_so():
    printed = pages("Coastal towns")
    assert printed.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed
    assert b"/StructTreeRoot" in printed


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_tells_its_language_and_its_date(locale):
    printed = pages("Coastal towns", locale=locale)
    assert re.search(rb"/Lang ?\(" + locale.encode(), printed)
    assert b"2026-11-23T10:00:00" in printed


def test_the_same_facts_give_the_same_bytes():
    assert pages("One", "Two") == pages("One", "Two")
    assert pages("One", "Two") != pages("One", "Three")


@pytest.mark.parametrize(
    "words",
    [
        '#import "/etc/passwd"',
        "#panic()",
        "= Heading\n#let x = 1",
        "$sum$ @label `raw` \\ ```",
        "#",
    ],
)
def test_words_are_never_markup(words, sheets):
    """Words that come as facts look as the same words do in a literal of typst."""
    told = paper.pictured("probe", {"title": "Notes", "words": [words]}, locale="en")
    literal = SHEET.replace("facts.words", f"({json.dumps(words)},)")
    (sheets / "literal.typ").write_text(literal, encoding="utf-8")
    assert told == paper.pictured("literal", {"title": "Notes"}, locale="en")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_house_speaks_in_signs_it_can_print(locale):
    if locale != "en":
        with catalogue(locale).open("rb") as file:
            said = "".join("".join(each.string or "") for each in read_po(file, locale))
        unknown = {each for each in said if ord(each) not in covered() and category(each) != "Cc"}
        assert unknown == set()


def test_what_has_no_sign_is_named():
    assert legible("rice \U0001f9ec 👍 café") == "rice \U0001f9ec 👍 café"
    assert legible("שלום") == "[U+05E9][U+05DC][U+05D5][U+05DD]"
    assert legible("a\x00b\ud800c\U000e0041") == "ab\ufffdc"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=40), max_size=4))
def test_whatever_is_written_can_be_printed(words):
    assert pages(*words).startswith(b"%PDF-")


def test_nothing_leads_outside():
    printed = pages("https://example.org", "mailto:a@example.org")
    unpacked = b"".join(
        zlib.decompress(each)
        for each in re.findall(rb"FlateDecode.*?stream\n(.*?)\nendstream", printed, re.DOTALL)
    )
    assert b"/URI" not in printed + unpacked
