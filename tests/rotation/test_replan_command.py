"""`facilitator replan`, as one types it."""

import json

import pytest

from tests.rotation.commands import KEYS, table_of

EVERYBODY = ",".join(f"P{n}" for n in range(1, 13))


def test_a_cafe_that_changes(run, planned, tmp_path):
    path, before = planned("--people", 24, "--tables", 6, "--rounds", 3)
    late = tmp_path / "late.csv"
    late.write_text("id\nL1\nL2\n")
    status, answer = run(
        "replan", "--plan", path, "--after-round", 1, "--absent", "P3,P9", "--late", late,
        "--close", 6, "--seconds", 0.3, "--json",
    )  # fmt: skip
    assert status == 0
    assert answer.keys() >= KEYS | {"changed_seats", "forced_changes", "changed_people"}
    assert answer["seats"][0] == before["seats"][0]
    assert [groups[5] for groups in answer["seats"][1:]] == [[], []]
    assert table_of(answer, "P3")[1:] == [None, None]
    assert None not in table_of(answer, "L1")[1:]
    assert answer["changed_seats"] >= answer["forced_changes"] > 0
    assert 1 <= len(answer["proposals"]) <= 3
    assert answer["proposals"][0]["seats"] == answer["seats"]


def test_a_changed_plan_can_change_again(run, planned, tmp_path):
    path, _ = planned("--people", 12, "--tables", 4, "--rounds", 3)
    words = ("--seconds", 0.1, "--json")
    status, once = run("replan", "--plan", path, "--after-round", 1, "--absent", "P1", *words)
    assert status == 0
    path.write_text(json.dumps(once))
    status, twice = run("replan", "--plan", path, "--after-round", 2, "--absent", "P2", *words)
    assert status == 0
    assert twice["seats"][:2] == once["seats"][:2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--after-round", 3), "no round is left"),
        (("--after-round", 1, "--absent", "P99"), "nobody in the plan is called P99"),
        (("--after-round", 1, "--close", "9"), "there is no table 9"),
        (("--after-round", 1, "--close", "1,2,3,4"), "no table left"),
        (("--after-round", 9), "no round is left after round 9 of 3"),
        (("--after-round", 1, "--absent", EVERYBODY), "nobody is left after round 1"),
    ],
)
def test_changes_that_cannot_be(run, planned, words, told):
    path, _ = planned("--people", 12, "--tables", 4, "--rounds", 3)
    status, printed = run("replan", "--plan", path, *words)
    assert status == 2
    assert told in printed


def test_seats_somebody_counted_do_not_grow(run, planned, instance):
    path, _ = planned("--instance", instance(hard=None), "--seconds", 0.1)
    words = ("--after-round", 1, "--seconds", 0.1)
    assert run("replan", "--plan", path, *words, "--close", 3)[0] == 0
    status, printed = run("replan", "--plan", path, *words, "--close", "2,3")
    assert status == 2
    assert "Round 2 has 12 people to seat and 8 seats" in printed


@pytest.mark.parametrize(
    ("content", "told"),
    [("id\nP1\n", "in the plan already"), ("id\nX\nX\n", "twice"), ("who\nX\n", "column “id”")],
)
def test_late_arrivals_that_make_no_sense(run, planned, tmp_path, content, told):
    path, _ = planned("--people", 12, "--tables", 4, "--rounds", 3)
    late = tmp_path / "late.csv"
    late.write_text(content)
    status, printed = run("replan", "--plan", path, "--after-round", 1, "--late", late)
    assert status == 2
    assert told in printed


@pytest.mark.parametrize(
    ("written", "newcomers"),
    [
        ("\ufeffid;languages\r\nL1;fr\r\nL2;\r\n".encode(), 2),
        ("id\tlanguages\nL1\tfr\n".encode("utf-16"), 1),
        (b"id\n", 0),
    ],
)
def test_late_arrivals_as_a_spreadsheet_saves_them(run, planned, tmp_path, written, newcomers):
    path, _ = planned("--people", 12, "--tables", 4, "--rounds", 2)
    late = tmp_path / "late.csv"
    late.write_bytes(written)
    words = ("--after-round", 1, "--late", late, "--seconds", 0.1, "--json")
    status, answer = run("replan", "--plan", path, *words)
    assert status == 0
    assert answer["newly_seated"] == newcomers


@pytest.mark.parametrize(
    ("written", "told"), [(b"", "is empty"), (b"foo\n1\n", "column"), (b"id,x\n,1\n", "no id")]
)
def test_late_arrivals_that_cannot_be_read(run, planned, tmp_path, written, told):
    path, _ = planned("--people", 12, "--tables", 4, "--rounds", 2)
    late = tmp_path / "late.csv"
    late.write_bytes(written)
    status, printed = run("replan", "--plan", path, "--after-round", 1, "--late", late)
    assert status == 2
    assert told in printed


def test_what_bounds_the_whole_café_is_told_when_a_part_of_it_is_over(run, planned):
    path, before = planned("--people", 24, "--tables", 4, "--rounds", 3)
    words = ("--after-round", 1, "--seconds", 0.1, "--json")
    _, answer = run("replan", "--plan", path, *words)
    assert answer["lower_bound_e2"] == before["lower_bound_e2"] == 24
