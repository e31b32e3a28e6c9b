"""`facilitator report`: from files to files, and plain words where one cannot be used."""

import json
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from facilitator.cli import app
from facilitator.report.draft import draft
from facilitator.report.exports import FORMATS
from facilitator.report.exports.bundle import bundle, opened, unsealed
from tests.report.papers import facts
from tests.report.test_bundle import changed
from tests.shared import shared

ROSTER = "id,name,constituency,party\na,Ada,party,KEN\nb,Ben,party,AUS\nc,Cleo,party,FJI\n"
NOTES = """id,text,question,table,round,kind,language,author
n1,The village wells run dry in summer,q1,1,1,gap,en,a
n2,The village wells run dry in summer!,q1,2,1,gap,en,b
n3,Water must stay free of charge,q1,1,2,measure,en,c
"""
SUPPORTS = "point_id,supporter,as_group\nn1,AOSIS,yes\nn1,Kenya,no\nn3,NPS-7,no\n"
PROGRAMME = """
dialogue: {id: wells, title: {en: Wells}, denominator: all_parties}
themes: [{id: water, title: {en: Water}}]
questions: [{id: q1, theme: water, text: {en: "What is missing?"}}]
sessions: [{id: talk, kind: plenary, title: {en: Talk}, questions: [q1]}]
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    told = {"roster": ROSTER, "notes": NOTES, "supports": SUPPORTS, "programme": PROGRAMME}
    found = {}
    for name, words in told.items():
        found[name] = tmp_path / name
        found[name].write_text(words, encoding="utf-8")
    return found | {"out": tmp_path / "out"}


def run(files: dict[str, Path], *more: str) -> Any:
    options = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    return CliRunner().invoke(app, ["report", *options, *more])


def test_it_writes_every_format_and_tells_the_counts(files: dict[str, Path]) -> None:
    done = run(files, "--formats", ",".join(FORMATS))
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["notes"] == told["cited"] + told["parked"] + told["unused"] == 3
    assert told["uncited_sentences"] == 0
    endings = {path.name.removeprefix("report.") for path in files["out"].iterdir()}
    assert endings == {form.extension for form in FORMATS.values()}
    packed = (files["out"] / "report.bundle.zip").read_bytes()
    for name, content in unsealed(packed).items():
        assert name == "manifest.json" or (files["out"] / name).read_bytes() == content
    document = opened(packed)
    first = next(each for each in document.points if "wells" in each.sides[0].statement)
    support = first.sides[0].support[0]
    assert (support.numerator, support.denominator, support.whole) == (41, 198, "all Parties")


def test_a_bundle_is_opened_and_made_again(files: dict[str, Path], tmp_path: Path) -> None:
    assert run(files, "--formats", "bundle,md").exit_code == 0
    packed, again = files["out"] / "report.bundle.zip", tmp_path / "again"
    words = ["reopen", str(packed), "--out", str(again), "--formats", "md,docx,bundle"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["as_sealed"], told["notes"], len(told["files"])) == (True, 3, 3)
    for name in ("report.md", "report.bundle.zip"):
        assert (again / name).read_bytes() == (files["out"] / name).read_bytes()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"report.md": b"forged"}, "it is not as it was sealed: report.md"),
        ({"manifest.json": b"{}"}, "it is not as it was sealed: "),
        (None, "it is no bundle of a report"),
    ],
)
def test_a_bundle_that_was_changed_is_refused(
    tmp_path: Path, changes: dict[str, bytes] | None, told: str
) -> None:
    packed, again = tmp_path / "report.bundle.zip", tmp_path / "again"
    whole = bundle(draft(facts(), NullTranslations()), NullTranslations())
    packed.write_bytes(b"no zip" if changes is None else changed(whole, **changes))
    done = CliRunner().invoke(app, ["reopen", str(packed), "--out", str(again)])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"report.bundle.zip: {told}")
    assert not again.exists()


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--formats", "odt", "there is no format odt"),
        ("--formats", "", "there is no format"),
        ("--locale", "xx", "there is no language xx"),
        ("--outline", "novel", "there is no outline novel"),
    ],
)
def test_an_option_there_is_none_of_is_named(
    files: dict[str, Path], option: str, value: str, words: str
) -> None:
    done = run(files, option, value)
    assert done.exit_code == 2
    assert words in done.stderr


def test_an_outline_of_ones_own_comes_from_its_file(files: dict[str, Path], tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("name: Ours\ntarget: 300\nchapters: [{title: Dry, gathers: 'question:q1'}]")
    done = run(files, "--formats", "json", "--outline", str(own))
    assert done.exit_code == 0, done.output
    record = json.loads((files["out"] / "report.json").read_text())
    assert [each["title"] for each in record["sections"]] == ["Dry", "About this report"]
    assert record["target"] == 300
    own.write_text("name: Ours\nchapters: [{title: Dry, gathers: 'theme:ice'}]")
    strange = run(files, "--outline", str(own))
    assert strange.exit_code == 2
    assert "the programme has no theme:ice" in strange.stderr
    own.write_text("nothing")
    assert "This is no outline." in run(files, "--outline", str(own)).stderr


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes", b"a,b\n1,2\n", "notes: The first row must name the columns; missing: id, text."),
        ("notes", b"id,text\nn1,x\nn1,y\n", "The id n1 is used by two notes."),
        ("notes", b"id,text\n,x\n", "Line 2: the note has no id."),
        ("notes", b"\xff\xfe\xfa", "The file is not UTF-8 text. Save it as CSV UTF-8."),
        ("supports", b"x\n", "missing: point_id, supporter."),
        ("supports", b"point_id,supporter\nn1,\n", "Line 2 names nobody as supporter."),
        ("supports", b"point_id,supporter\nn1,G77\n", "Line 2: G77 is a group. Write yes under"),
        ("programme", b"[", "the programme cannot be read"),
        ("programme", b"dialogue: {}", "dialogue.id: This is missing."),
        ("roster", b"\x00", "the roster cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    files: dict[str, Path], name: str, content: bytes, words: str
) -> None:
    files[name].write_bytes(content)
    done = run(files)
    assert done.exit_code == 2, done.output
    assert words in done.stderr
    assert "Traceback" not in done.output


def test_a_note_in_two_points_is_refused(files: dict[str, Path], tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    points.write_text("note_id,point_id\nn1,a\nn1,a\nn2,\nn1,b\n")
    done = run(files, "--points", str(points))
    assert (done.exit_code, done.stderr) == (
        2, "points.csv: Line 5: note n1 is in point a already.\n",
    )  # fmt: skip


def test_where_nothing_can_be_written_it_says_so(files: dict[str, Path]) -> None:
    done = run(files | {"out": files["notes"]}, "--formats", "md")
    assert done.exit_code == 2
    assert "choose another folder with --out" in done.stderr


def test_files_of_every_spreadsheet_give_the_same_report(files: dict[str, Path]) -> None:
    def told() -> tuple[Any, ...]:
        assert run(files, "--formats", "json").exit_code == 0
        record = json.loads((files["out"] / "report.json").read_text())
        return record["points"], record["notes"], record["counts"]

    once = told()
    files["supports"].write_text(SUPPORTS.replace(",", ";").replace("yes", "TRUE"))
    bare = NOTES.replace("id,text", "ID,Text").replace(
        ",2,1,gap,en", ",Table 2,Round 1,Gap,English"
    )
    files["notes"].write_text(bare.replace(",", "\t").replace("\n", "\r\n"), "utf-8-sig")
    assert told() == once


def test_a_supporter_counts_for_what_they_stand_for(files: dict[str, Path]) -> None:
    """A Party by its name, somebody of the roster by their id; nobody becomes an organisation."""
    files["supports"].write_text("point_id,supporter\nn3,Brazil\nn3,b\nn3,AUS\n")
    assert run(files, "--formats", "json").exit_code == 0
    record = json.loads((files["out"] / "report.json").read_text())
    free = next(each for each in record["points"] if "free" in each["sides"][0]["statement"])
    (parties,) = free["sides"][0]["support"]
    assert (parties["words"], parties["numerator"]) == ("a few Parties", 3)  # and Cleo of Fiji


def test_what_fits_nothing_is_told_and_the_report_is_made(
    files: dict[str, Path], tmp_path: Path
) -> None:
    assert json.loads(run(files, "--formats", "md").stdout)["notices"] == []
    strangers = "".join(f"m{n},Wells matter,ice,²,{'9' * 5000},gap,xx,z{n}\n" for n in range(7))
    files["notes"].write_text(NOTES + strangers)
    files["supports"].write_text("point_id,supporter\nnowhere,KEN\n")
    files["roster"].write_text(ROSTER + "a,Adam,party,KEN\n")
    points = tmp_path / "points.csv"
    points.write_text("note_id,point_id\nnone,a\n")
    done = run(files, "--formats", "md", "--points", str(points))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["notices"] == [
        "Rows of the roster were left out: row 5: The id “a” is already used in row 2.",
        "Authors not on the roster count as nobody: z0, z1, z2, z3, z4 and 2 more",
        "The programme does not have the questions: ice",
        "The points file names notes there are none of: none",
        "Support of what is neither a point nor a note is not counted: nowhere",
    ]


def test_both_sides_of_every_point_of_the_cafe_are_in_its_report(tmp_path: Path) -> None:
    cafe = shared("cafe")
    names = {"notes": "notes.csv", "roster": "roster.csv", "programme": "programme.yaml"}
    files = {option: cafe / name for option, name in names.items()} | {"out": tmp_path}
    done = run(files, "--formats", "json,md", "--supports", str(cafe / "supports.csv"),
               "--points", str(cafe / "gold_notes.csv"))  # fmt: skip
    assert done.exit_code == 0, done.output
    record = json.loads((tmp_path / "report.json").read_text())
    text = json.dumps(record["sections"], ensure_ascii=False)
    divided = [each for each in record["points"] if len(each["sides"]) > 1]
    assert divided
    for point in divided:
        for side in point["sides"]:
            assert side["statement"] in text.replace('\\"', '"')
