"""The harvest from the command line: what comes out, and what is said of what cannot be read."""

import csv
import json

import pytest
from typer.testing import CliRunner

from facilitator.cli import app
from tests.shared import shared

WIDE = {"COLUMNS": "400", "TERMINAL_WIDTH": "400"}
NOTES = """id,text,question,table,kind
n2,Half of the harbour has no drinking water,water,1,gap
n1,half of the harbour has no drinking water!,water,2,gap
n3,thank you all,water,1,
n4,"Pay for cisterns on roofs; schools first",water,3,divergent_view
"""


def run(*words):
    return CliRunner().invoke(app, [str(each) for each in words], env=WIDE)


def told(*words):
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def file(tmp_path):
    def written(content, name="notes.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def test_points_positions_and_the_parking_lot(file):
    found = told("harvest", file(NOTES))
    assert [set(each["notes"]) for each in found["points"]] == [{"n1", "n2"}, {"n4"}]
    assert found["parked"] == ["n3"]
    first = found["points"][0]
    assert first["statement"] == first["positions"][0]["statement"]
    assert first["tables"] == ["1", "2"]
    assert found["method"] in ("encoder", "letters")
    assert found["seconds"] >= 0
    assert found["peak_memory_mb"] > 0


def test_rows_in_another_order_give_the_same(file):
    head, *rows = NOTES.splitlines()
    again = told("harvest", file("\n".join([head, *reversed(rows)]), "again.csv"))
    once = told("harvest", file(NOTES))
    for each in (once, again):
        del each["seconds"], each["peak_memory_mb"]
    assert again == once


def test_id_and_text_are_enough_and_a_spreadsheet_may_part_by_semicolons(file):
    found = told("harvest", file("\ufeffID;Text\nx;Keep the technical dialogue\n"))
    assert [each["notes"] for each in found["points"]] == [["x"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "missing: id, text"),
        (b"id,words\n1,Hello", "missing: text"),
        (b"id,text\n1,One\n1,Two", "The id 1 is used by two notes."),
        (b"id,text\n,One", "Line 2: the note has no id."),
        (b"id,text\n1,One, or two", "Line 2 has more cells than there are columns."),
        ("id,text\n1,Où".encode("utf-16"), "not UTF-8"),
        (b'id,text\n1,"never closed', "not CSV"),
        (b"id,text\n1," + b"x" * 200_000, "not CSV"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(file, content, words):
    done = run("harvest", file(content))
    assert done.exit_code == 2
    assert words in done.output
    assert "Traceback" not in done.output


def test_a_file_that_is_not_there():
    done = run("harvest", "nowhere.csv")
    assert done.exit_code == 2
    assert "does not exist" in done.output


def test_without_notes_there_are_no_points(file):
    found = told("harvest", file("id,text\n"))
    assert (found["points"], found["parked"]) == ([], [])


def test_for_people_it_prints_points_and_what_is_parked(file):
    done = run("harvest", file(NOTES))
    assert done.exit_code == 0
    assert "↔" not in done.stdout
    assert "Pay for cisterns on roofs; schools first  [n4]" in done.stdout
    assert "Parked: n3" in done.stdout


def test_the_notes_of_the_café_are_all_in_one_place():
    """Its gold is measured in `bench/harvest`; here, that nothing is lost and noise set aside."""
    path = shared("cafe/notes.csv")
    with path.open(encoding="utf-8") as rows:
        ids = [row["id"] for row in csv.DictReader(rows)]
    with shared("cafe/gold_notes.csv").open(encoding="utf-8") as rows:
        noise = {row["note_id"] for row in csv.DictReader(rows) if not row["point_id"]}
    found = told("harvest", path)
    places = [note for point in found["points"] for note in point["notes"]] + found["parked"]
    assert sorted(places) == sorted(ids)
    if found["method"] == "encoder":
        parked = set(found["parked"])
        assert len(parked & noise) >= 0.8 * len(noise)
        assert len(parked - noise) <= 0.05 * (len(ids) - len(noise))


def test_the_word_its_figures_and_its_names():
    found = told(
        "quantify", "--party", "AUS", "--group", "AOSIS", "--group", "LDC", "--denominator", "all"
    )
    assert (found["word"], found["numerator"], found["denominator"]) == ("some", 77, 198)
    assert (found["percent"], found["groups"], found["nps"]) == (38.9, ["AOSIS", "LDC"], None)
    assert len(found["names"]) == 77
    assert "AUS" in found["names"]


def test_others_have_their_own_scale_and_are_not_added():
    found = told("quantify", "--nps", "YOUNGO", "--nps", "YOUNGO ", "--nps", "RINGO", "--nps-of", 3)
    assert (found["word"], found["numerator"]) == (None, 0)
    assert (found["nps"]["word"], found["nps"]["numerator"]) == ("many", 2)
    assert found["nps"]["denominator"] == 3


def test_of_nobody_knows_how_many_there_is_no_word():
    found = told("quantify", "--nps", "YOUNGO")["nps"]
    assert (found["word"], found["numerator"], found["denominator"]) == (None, 1, None)
    assert "say of how many with --nps-of" in run("quantify", "--nps", "YOUNGO").stdout
    of = ["--denominator", "present", "--of", "YOUNGO", "--of", "RINGO"]
    found = told("quantify", "--nps", "YOUNGO", *of)["nps"]
    assert (found["word"], found["denominator"]) == ("some", 2)


def test_of_those_who_contributed():
    of = ["--denominator", "contributed", "--of", "G77", "--of", "Canada"]
    found = told("quantify", "--group", "AILAC", *of)
    assert (found["numerator"], found["denominator"]) == (7, 135)  # all of AILAC is in G77
    assert found["denominator_means"] == "contributed"


def test_for_people_each_constituency_has_a_line():
    said = run("quantify", "--group", "G77", "--nps", "YOUNGO", "--nps-of", 3).stdout.splitlines()
    assert said == [
        "many Parties (134 of 198, 67.7 %; all Parties)",
        "some non-Party stakeholders (1 of 3, 33.3 %)",
    ]
    assert run("quantify").stdout.strip() == "Nobody: no sentence."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--party", "Kenja"], "Did you mean KEN (Kenya)?"),
        (["--party", "G77"], "G77 is a group: --group G77."),
        (["--group", "Nobody"], "No group is called 'Nobody'. Known: ABU, AGN"),
        (["--denominator", "some"], "'some' is not all, present or contributed."),
        (["--party", "KEN", "--denominator", "present"], "Say of whom (present)"),
        (["--party", "KEN", "--of", "G77"], "It counts only with --denominator present or"),
        (["--nps", "A", "--nps", "B", "--nps-of", "1"], "2 stand behind it, more than 1."),
        (["--nps", " "], "A name is missing."),
    ],
)
def test_what_names_nobody_is_told_in_a_sentence(words, said):
    done = run("quantify", *words)
    assert done.exit_code == 2
    assert said in done.output
