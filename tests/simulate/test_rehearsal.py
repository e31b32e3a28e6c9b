"""A short rehearsal on a server of its own: everything comes through, and is written up."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.report.exports import FORMATS
from facilitator.simulate.run import LOGS
from facilitator.simulate.tally import Tally, note_figures, rotation_figures, spread

DEMO = Path(__file__).parents[2] / "facilitator" / "demo"
KINDS = ["gap", "solution", "divergent_view", ""]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Two notes at each of four tables in each of three rounds, some of them nasty."""
    path = tmp_path / "notes.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        write = csv.writer(file).writerow
        write(["id", "table", "round", "question", "language", "kind", "author", "text"])
        for number in range(24):
            table, round_ = number % 4 + 9, number // 8 + 1
            words = ["=HYPERLINK(1)", "تواصل أفضل", "<b>bold</b> & plain", "Share the calendar"]
            text = f"{words[number % 4]} {number}"
            asked = "Q-INP-1" if table < 11 else "Q-TIM-1"
            write([f"n{number}", table, round_, asked, "en", KINDS[number % 4], "", text])
    return path


def test_nothing_is_lost_between_phones_and_report(notes, tmp_path):
    out = tmp_path / "out"
    command = [
        *(sys.executable, "-m", "facilitator", "simulate", "--json", "--people", "44"),
        *("--roster", DEMO / "roster.csv", "--programme", DEMO / "programme.yaml"),
        *("--notes", notes, "--minutes-per-round", "0.08", "--out", out),
        *("--groups", "3"),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)  # noqa: S603

    assert ended.returncode == 0, ended.stderr[-3000:]
    told = json.loads(ended.stdout)
    assert (told["people"], told["rounds"]) == (44, 3)
    assert told["notes_sent"] == told["notes_acknowledged"] == told["notes_stored"] == 27
    assert told["lost"] == told["duplicates"] == told["misplaced"] == 0
    assert told["rotation"]["table_revisits"] == 0
    (talk,) = told["roundtables"]
    assert talk["speeches"] == talk["speeches_logged"] > 0
    assert talk["requests"] == talk["requests_logged"] >= talk["speeches"]
    assert talk["clock_ms"] == talk["logged_ms"] > 0
    assert talk["points_taken_up"] > 0
    assert talk["groups"] == 3
    assert talk["reports_lost"] == 0
    assert talk["annex_tables"] >= 4
    assert talk["annex_differs"] == []
    assert told["report_ms"] > 0
    record = json.loads((out / "report.json").read_text())
    assert record["format"] == "facilitator.report/1"
    reports = {f"report.{each.extension}" for each in FORMATS.values()}
    logs = {f"roundtable-{each}" for each in LOGS}
    assert {path.name for path in out.iterdir()} == reports | logs


def test_the_figures_forgive_nothing():
    tally = Tally(sent={"a": (1, 1), "b": (2, 1), "c": (3, 1)}, acknowledged={"a", "b", "c"})
    stored = [
        {"key": "a", "table": 1, "round": 1},
        {"key": "a", "table": 1, "round": 1},
        {"key": "b", "table": 9, "round": 1},
        {"key": "x", "table": 1, "round": 1},
    ]

    told = note_figures(tally, stored)

    assert told["lost"] == told["duplicates"] == told["misplaced"] == told["strangers"] == 1


def test_two_who_stay_are_no_repeat_but_two_who_move_are():
    sat = {"host": {1: 1, 2: 1}, "scribe": {1: 1, 2: 1}, "ada": {1: 1, 2: 2}, "ben": {1: 1, 2: 2}}

    told = rotation_figures(sat, {"host", "scribe"})

    assert told == {"repeats": 1, "table_revisits": 0}


def test_quantiles_are_by_rank():
    assert spread([float(n) for n in range(1, 101)]) == {
        "p50": 51.0,
        "p95": 96.0,
        "p99": 100.0,
        "max": 100.0,
        "count": 100,
    }
    assert spread([]) == {"count": 0}
