"""What is to be played is read before anybody joins, and refused in a sentence."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from facilitator.cli import app
from facilitator.report.reading import Files
from facilitator.simulate.script import read_lines

DEMO = Path(__file__).parents[2] / "facilitator" / "demo"
HEAD = "id;text;table;round\n"


def files(folder: Path, notes: str) -> Files:
    path = folder / "notes.csv"
    path.write_text(notes, "utf-8")
    return Files(path, DEMO / "programme.yaml", DEMO / "roster.csv")


def test_lines_come_from_a_file_of_any_spreadsheet(tmp_path):
    (line,) = read_lines(files(tmp_path, f"{HEAD}n1;Share the calendar;Table 9;2\n"), "cafe")
    assert (line.id, line.table, line.round, line.words) == ("n1", 9, 2, "Share the calendar")


@pytest.mark.parametrize(
    ("notes", "more", "told"),
    [
        ("id;words\n", (), "notes.csv: The first row must name the columns; missing: text."),
        (f"{HEAD}n1;Hello;;2\n", (), "The note n1 needs the number of a table and of a round."),
        (HEAD, ("--session", "tea"), "there is no café “tea”; choose one with --session: cafe."),
    ],
)
def test_what_cannot_be_played_is_told(tmp_path, notes, more, told):
    given = files(tmp_path, notes)
    named = ("--notes", given.notes, "--programme", given.programme, "--roster", given.roster)
    done = CliRunner().invoke(app, ["simulate", *map(str, named), *more])
    assert done.exit_code == 2, done.output
    assert told in done.stderr
