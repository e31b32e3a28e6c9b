"""Text at the door."""

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from facilitator.kit.text import MARKS_KEPT, TooLong, cell, clean, for_xml, length, uncell

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
CODES = {"surrogates", "direction", "controls", "noncharacters", "tags", "marks", "line_breaks"}
FAMILY = "👩‍👩‍👧‍👦"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("raw", "words", "changes"),
    [
        ("  Hello, Ada \n", "Hello, Ada", ()),
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive", ()),
        ("a\x00b\x1b[31mc\x9fd", "ab[31mcd", ("controls",)),
        ("tab\tstays", "tab\tstays", ()),
        ("half \ud83d lost", "half \ufffd lost", ("surrogates",)),
        ("\ud83d\ude00", "😀", ()),
        ("\ufffd kept", "\ufffd kept", ()),
        ("gpj\u202eexe.", "gpjexe.", ("direction",)),
        ("\u2067unclosed", "unclosed", ("direction",)),
        ("x\ufffe\uffffy\ufdd0\U0001ffff", "xy", ("noncharacters",)),
        ("\ufeffBOM", "BOM", ("noncharacters",)),
        ("e\u0301", "\u00e9", ()),
        ("hidden\U000e0001\U000e0041\U000e0042", "hidden", ("tags",)),
        (SCOTLAND, SCOTLAND, ()),
        (FAMILY, FAMILY, ()),
        ("مرحبا\u200f!", "مرحبا\u200f!", ()),
        ("می\u200cخواهم", "می\u200cخواهم", ()),
        ("\x00\u202e", "", ("direction", "controls")),
    ],
)
def test_what_goes_and_what_stays(raw, words, changes):
    cleaned = clean(raw, limit=100)
    assert (cleaned.words, cleaned.changes) == (words, changes)


def test_piled_up_marks_are_thinned_and_reported():
    cleaned = clean("a" + "\u0316" * 1000 + "b", limit=10)
    assert cleaned.words == "a" + "\u0316" * MARKS_KEPT + "b"
    assert cleaned.changes == ("marks",)


def test_one_line_fields_have_no_breaks():
    cleaned = clean("Ada\r\n  Lovelace\tX", limit=40, lines=False)
    assert (cleaned.words, cleaned.changes) == ("Ada Lovelace X", ("line_breaks",))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("abc", 3),
        (FAMILY, 1),
        ("e\u0316", 1),
        ("🇫🇷🇩🇪", 2),
        ("👍🏽", 1),
        (SCOTLAND, 1),
        ("नमस्ते", 4),
    ],
)
def test_length_counts_as_a_reader_does(words, count):
    assert length(words) == count


def test_a_text_at_its_limit_fits_and_one_more_does_not():
    assert clean("é" * 10, limit=10).words == "é" * 10
    with pytest.raises(TooLong) as refused:
        clean("é" * 11, limit=10)
    assert (refused.value.length, refused.value.limit) == (11, 10)


def test_bytes_are_limited_too():
    with pytest.raises(TooLong) as refused:
        clean(FAMILY * 10, limit=20)
    assert (refused.value.length, refused.value.limit) == (63, 20)


def test_a_megabyte_is_refused_with_its_size():
    with pytest.raises(TooLong) as refused:
        clean("x" * 1_048_576, limit=2000)
    assert refused.value.length == 1_048_576


@given(ANY_TEXT, st.booleans())
@example("a" + "\u0301" * 30 + "\u1161", True)
@example("\u1100" + "\u0301" * 9 + "\u1161", True)
@example("\r\u202a\n", False)
@example("\U0001f3f4\U000e0001\U000e0067\U000e007f", True)
@example("\ud83d\u202e\ude00", True)
@example("a\x00" + "\u0301" * 9 + " \x1c", False)
def test_cleaned_text_goes_everywhere_and_stays_as_it_is(raw, lines):
    cleaned = clean(raw, limit=1000, lines=lines)
    words = cleaned.words
    assert words.encode().decode() == words
    assert unicodedata.is_normalized("NFC", words)
    assert set(cleaned.changes) <= CODES
    assert clean(words, limit=1000, lines=lines) == type(cleaned)(words)
    assert _through_xml(words) == words
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", words)


@given(ANY_TEXT)
def test_anything_can_be_made_fit_for_xml(raw):
    words = for_xml(raw)
    assert _through_xml(words) == words


@pytest.mark.parametrize(
    "words",
    [*(start + "1" for start in "=+-@\t\r＝＋－＠"), " =1", "'=1", "a\n=1", "a;=1", "a\n-1"],
)
def test_formulas_are_made_harmless(words):
    guarded = cell(words)
    assert guarded != words
    assert uncell(guarded) == words


@pytest.mark.parametrize(
    "words", ["", "plain", "'tis", "1+1=2", "one\n- two", "a;b", "it's = fine"]
)
def test_ordinary_words_are_left_alone(words):
    assert cell(words) == words


@given(st.text(st.sampled_from("'=+-@\t\r\n; ＝a"), max_size=12) | ANY_TEXT)
def test_guarding_a_cell_loses_nothing(words):
    guarded = cell(words)
    assert not re.match("[=+\\-@\t\r＝＋－＠]", guarded)
    assert uncell(guarded) == words


@given(ANY_TEXT)
def test_clean_words_survive_csv(raw):
    words = clean(raw, limit=1000).words
    sheet = io.StringIO(newline="")
    csv.writer(sheet, quoting=csv.QUOTE_ALL).writerow([cell(words)])
    back = next(iter(csv.reader(io.StringIO(sheet.getvalue(), newline=""))))
    assert uncell(back[0]) == words


def _through_xml(words):
    root = etree.Element("w")
    root.text = words
    return etree.fromstring(etree.tostring(root, encoding="utf-8")).text or ""
