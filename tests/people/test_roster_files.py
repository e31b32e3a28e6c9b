"""Roster files in every dress, and files that are no roster."""

import io
import zipfile
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from facilitator.people.roster import RosterUnreadable, read_roster
from facilitator.people.roster.bounds import MAX_BYTES, MAX_ROWS, MAX_UNPACKED

TEXT = "id,name,organisation\nP1,Zoë,Réseau\nP2,Ben,\n"


def names(data):
    return [person.name for person in read_roster(data).rows]


def codes(data):
    return [problem.code for problem in read_roster(data).problems]


def workbook(*rows, before=()):
    book = Workbook()
    for title in before:
        book.create_sheet(title, 0)
    for row in rows:
        book["Sheet"].append(row)
    return packed(book)


def packed(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(data):
    with pytest.raises(RosterUnreadable) as refused:
        read_roster(data)
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_in_any_storage(encoding):
    assert names(TEXT.encode(encoding)) == ["Zoë", "Ben"]
    assert codes(TEXT.encode(encoding)) == []


def test_windows_letters_are_guessed_and_said():
    assert names(TEXT.encode("cp1252")) == ["Zoë", "Ben"]
    assert codes(TEXT.encode("cp1252")) == ["guessed_letters"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_columns_kept_apart_by_any_mark(mark, line_end):
    text = TEXT.replace(",", mark).replace("\n", line_end)
    assert names(text.encode()) == ["Zoë", "Ben"]


def test_excels_own_first_line_counts_as_a_row():
    sheet = read_roster(b"sep=;\r\nid;name\r\nP1;Ada\r\n")
    assert [(person.row, person.name) for person in sheet.rows] == [(3, "Ada")]


def test_quoted_cells_hold_commas_and_line_breaks():
    sheet = read_roster(b'"id","last, first name","name"\nP1,x,"Reef,\nAda"\nP2,x,Ben\n')
    assert [(person.row, person.name) for person in sheet.rows] == [(2, "Reef, Ada"), (3, "Ben")]


def test_a_quote_left_open_is_a_cell_too_long():
    data = ('id,name\nP1,"Ada\n' + "P2,Ben\n" * 40).encode()
    assert codes(data) == ["too_long"]


def test_guarded_formulas_are_read_as_they_were():
    assert names(b"id,name\nP1,'=1+1\nP2,'tis\n") == ["=1+1", "'tis"]


def test_a_workbook():
    data = workbook(["id", "name", "role"], [1, "Ada", "table_host:2"], [], [2.0, "Ben", None])
    people = read_roster(data).rows
    assert [(each.row, each.key, each.name, each.table) for each in people] == [
        (2, "1", "Ada", 2), (4, "2", "Ben", None),
    ]  # fmt: skip


def test_a_workbooks_first_filled_sheet_is_read():
    assert names(workbook(["id", "name"], ["P1", "Ada"], before=["Cover"])) == ["Ada"]


def test_a_hidden_sheet_is_not_read():
    book = Workbook()
    book["Sheet"].append(["id", "name"])
    book["Sheet"].sheet_state = "hidden"
    book.create_sheet("Shown")
    assert refusal(packed(book)) == "empty"


def test_a_workbooks_formulas_are_never_computed():
    assert names(workbook(["id", "name"], ["P1", "=1+1"], ["P2", "Ben"])) == ["=1+1", "Ben"]


def test_a_workbooks_dates_and_truths_are_words():
    moment = datetime(2024, 6, 3, tzinfo=UTC).replace(tzinfo=None)
    data = workbook(["id", "name", "organisation"], [moment, True, 1.5])
    (row,) = read_roster(data).rows
    assert (row.key, row.name, row.organisation) == ("2024-06-03", "True", "1.5")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b",,,\n,,\n", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "old_excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not_a_sheet"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "not_a_sheet"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (b"id,name\n" + b"1,Ada\n" * (MAX_ROWS + 2), "too_many_rows"),
        (b"id,name\n" + b"1," + b"x" * 200_000, "not_a_table"),
        (b"\n" * 200_000 + b"id,name\n", "too_many_rows"),
    ],
    ids=lambda each: repr(each[:16]),
)
def test_what_is_no_roster_is_refused_in_plain_words(data, code):
    assert refusal(data) == code


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def test_other_packages_are_no_workbooks():
    assert refusal(zipped({"word/document.xml": "<w/>"})) == "not_a_sheet"


def test_a_bomb_is_not_unpacked():
    data = zipped({"xl/workbook.xml": "<w/>", "xl/media/x": bytes(MAX_UNPACKED)})
    assert len(data) < 100_000
    assert refusal(data) == "too_large"


def test_many_small_parts_are_refused():
    assert refusal(zipped({f"xl/{n}": "" for n in range(600)})) == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(encoding):
    bomb = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert refusal(zipped({"xl/workbook.xml": bomb.encode(encoding)})) == "not_a_sheet"


def test_a_far_away_cell_costs_nothing():
    book = Workbook()
    book["Sheet"].append(["id", "name"])
    book["Sheet"].append(["P1", "Ada"])
    book["Sheet"]["XFD3"] = "far right"
    assert names(packed(book)) == ["Ada"]


def test_a_cell_far_below_is_refused():
    book = Workbook()
    book["Sheet"].append(["id", "name"])
    book["Sheet"]["A1048576"] = "far below"
    assert refusal(packed(book)) in {"too_many_rows", "empty"}


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    for start in (b"", b"id,name\n", b"PK\x03\x04", b"\xff\xfe"):
        with suppress(RosterUnreadable):
            sheet = read_roster(start + data)
            assert len(sheet.rows) + len(sheet.left_out) == sheet.total


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_workbook_damaged_anywhere_is_read_or_refused(place, bytes_put):
    whole = workbook(["id", "name"], ["P1", "Ada"])
    place %= len(whole)
    with suppress(RosterUnreadable):
        read_roster(whole[:place] + bytes_put + whole[place + len(bytes_put) :])
