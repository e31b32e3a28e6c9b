"""What an operator is told who mistypes, comes too early or may not."""

import gzip
import json
import sqlite3
import stat
from contextlib import closing

import pytest
from typer.testing import CliRunner

from facilitator.cli import app
from facilitator.kit.ground import Unusable, prepare
from facilitator.kit.migrate import newest
from facilitator.settings import set_settings

ALL = [
    ("backup", "copy"),
    ("verify",),
    ("erase-person", "harbour", "P001", "--yes"),
    ("retention", "--days", "3", "--yes"),
    ("doctor", "--no-ask"),
]


@pytest.fixture
def at(tmp_path, monkeypatch):
    """Runs a command on a file in an empty folder, and looks that nothing is strewn there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACILITATOR_DATABASE_URL", "")

    def run(file, *command, on="sqlite:///"):
        before = {each.name for each in tmp_path.iterdir()}
        ran = CliRunner().invoke(app, [*command, "--database-url", f"{on}{file}"])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        assert {each.name for each in tmp_path.iterdir()} == before
        return ran

    yield run
    monkeypatch.undo()
    set_settings()


@pytest.fixture
def laid(tmp_path, monkeypatch):
    """A database of ours in which nothing is."""
    prepare(f"sqlite+aiosqlite:///{tmp_path}/house.db")
    return tmp_path / "house.db"


def change(file, what):
    with closing(sqlite3.connect(file)) as db:
        db.execute(what)
        db.commit()


@pytest.mark.parametrize("command", ALL, ids=lambda each: each[0])
def test_where_no_database_is_none_is_made(at, tmp_path, command):
    (tmp_path / "letter.txt").write_text("Dear colleagues, this is no database of anybody.")
    change(tmp_path / "other.db", "CREATE TABLE cats (name TEXT)")
    for file, said in (
        ("nowhere.db", "There is no file nowhere.db."),
        ("no/folder.db", "There is no file no/folder.db."),
        ("letter.txt", "The database file letter.txt is damaged"),
        ("other.db", "There is nothing of ours in"),
    ):
        ran = at(file, *command)
        assert ran.exit_code == 1
        assert ran.output.startswith(said)


@pytest.mark.parametrize("command", ALL, ids=lambda each: each[0])
def test_a_database_that_does_not_answer_is_named_without_its_password(at, command):
    ran = at("me:s3cret@127.0.0.1:1/house", *command, on="postgres://")
    assert ran.exit_code == 1
    assert ran.output.startswith("This cannot be done: ")
    assert "postgresql+asyncpg://me:***@127.0.0.1:1/house" in ran.output


def test_another_version_is_told_apart_and_left_alone(at, laid):
    change(laid, "UPDATE alembic_version SET version_num = '0001'")
    told = at(laid, "verify")
    assert (told.exit_code, "has schema 0001, this version" in told.output) == (1, True)
    change(laid, "UPDATE alembic_version SET version_num = 'later'")
    with pytest.raises(Unusable, match="newer version"):
        prepare(f"sqlite+aiosqlite:///{laid}")


def test_a_file_is_made_for_its_owner_only(laid):
    assert stat.S_IMODE(laid.stat().st_mode) == 0o600


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(at, laid, tmp_path):
    (tmp_path / "there").write_text("Mine.")
    for to, said in (("there", "is there already"), ("no/copy", "a folder that is not there")):
        ran = at(laid, "backup", to)
        assert (ran.exit_code, said in " ".join(ran.output.split())) == (2, True)
    change(laid, "DROP TABLE event_log")
    ran = at(laid, "backup", "copy")
    assert (ran.exit_code, "no such table: event_log" in ran.output) == (1, True)
    assert (tmp_path / "there").read_text() == "Mine."


def test_nothing_is_taken_back_from_what_is_no_copy(at, laid, tmp_path):
    (tmp_path / "letter").write_text("Dear colleagues")
    head = {"kind": "facilitator-backup", "schema": newest(), "at": "2026-11-26"}
    rows = [["nothings", {}], ["dialogues", {}], ["dialogues", 1], [[], {}]]
    for number, row in enumerate(rows):
        lines = "\n".join(map(json.dumps, [head, row, {"rows": 1}]))
        (tmp_path / f"odd{number}").write_bytes(gzip.compress(lines.encode()))
    for file in ("letter", *(f"odd{number}" for number in range(len(rows)))):
        ran = at(laid, "restore", file)
        assert (ran.exit_code, ran.output.startswith("This file is no copy")) == (1, True), file


def test_nothing_is_put_under_a_server_that_runs(at, laid):
    CliRunner().invoke(app, ["backup", "copy", "--database-url", f"sqlite:///{laid}"])
    with closing(sqlite3.connect(laid)) as server:
        server.execute("SELECT count(*) FROM notes").fetchone()
        ran = at(laid, "restore", "copy", "--replace", "--yes")
        assert (ran.exit_code, "Stop the server first" in ran.output) == (1, True)
    assert at(laid, "restore", "copy", "--replace", "--yes").exit_code == 0
