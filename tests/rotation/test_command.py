"""`facilitator plan`, as one types it."""

import pytest

from tests.rotation.commands import KEYS, table_of
from tests.shared import shared


def test_numbers_alone(run):
    status, answer = run(
        "plan", "--people", 32, "--tables", 8, "--rounds", 7, "--seed", 1, "--json"
    )
    assert status == 0
    assert answer.keys() >= KEYS
    assert (answer["repeats"], answer["lower_bound_repeats"], answer["optimal"]) == (0, 0, True)
    everybody = sorted(f"P{n}" for n in range(1, 33))
    for groups in answer["seats"]:
        assert sorted(who for group in groups for who in group) == everybody
        assert [len(group) for group in groups] == [4] * 8


@pytest.mark.parametrize(
    ("objective", "figure", "least"), [("e2", "e2", 24), ("e1", "repeats", 16)]
)
def test_both_objectives_of_a_tight_cafe(run, objective, figure, least):
    words = ("--people", 24, "--tables", 4, "--rounds", 3, "--objective", objective)
    assert run("plan", *words, "--json")[1][figure] == least


def test_an_instance_keeps_its_rules(run, instance):
    status, answer = run("plan", "--instance", instance(), "--seconds", 0.3, "--json")
    assert (status, answer["hard_violations"], answer["table_revisits"]) == (0, 0, 0)
    assert [table_of(answer, n) for n in range(4)] == [[n] * 3 for n in range(4)]
    assert table_of(answer, 4) == table_of(answer, 5)
    assert all(a != b for a, b in zip(table_of(answer, 6), table_of(answer, 7), strict=True))
    assert answer["cells"] == 4 * 3 * 2


def test_a_roster_and_a_programme(run):
    files = ("--roster", shared("cafe/roster.csv"), "--programme", shared("cafe/programme.yaml"))
    status, answer = run("plan", *files, "--session", "cafe", "--seconds", 0.2, "--json")
    assert status == 0
    assert len(answer["seats"]) == 3
    assert answer["tables"] == list(range(1, 16))
    assert len({who for group in answer["seats"][0] for who in group}) == 146


def test_for_people_it_prints_lines(run):
    status, printed = run("plan", "--people", 6, "--tables", 3, "--rounds", 2)
    assert status == 0
    assert "Round 2" in printed
    assert "Optimal: no plan can do better." in printed


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--people", 6, "--tables", 3, "--rounds", 0), "at least one person"),
        (("--people", 0, "--tables", 3, "--rounds", 1), "at least one person"),
        (("--people", 6), "give --people, --tables and --rounds"),
        (("--people", 50_000, "--tables", 5000, "--rounds", 2), "at most 10000 people"),
        (("--people", 5, "--tables", 50_000, "--rounds", 2), "at most 10000 people or tables"),
    ],
)
def test_numbers_that_make_no_plan(run, words, told):
    status, printed = run("plan", *words)
    assert status == 2
    assert told in printed


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"capacities": [1, 1, 1, 1]}, "Round 1 has 8 people to seat and 4 seats"),
        ({"rounds": 0}, "no round to plan"),
        ({"people": 0}, "nobody to seat"),
        ({"people": -1}, "whole number"),
        ({"people": "twelve"}, "whole number"),
        ({"hard": {"together": [[4, 5]], "apart": [[4, 5]]}}, "must sit together, and must not"),
        ({"hard": {"apart": [[1, 99]]}}, "A rule names 99"),
        ({"hard": {"apart": [[1, 2, 3]]}}, "each of apart must be two people, not [1, 2, 3]"),
        ({"hard": {"hosts": {"88": 1}}}, "host 88 is not one of 12 people"),
        ({"hard": {"hosts": {"0": 9}}}, "0 is to sit at table 9, which does not exist"),
        ({"hard": [1, 2]}, "something is no list, or no mapping"),
        (
            {"hard": {"apart": [[a, b] for a in range(5) for b in range(a + 1, 5)]}},
            "5 people must never meet each other; round 1 has 4 tables",
        ),
        ({"hard": {"together": [[0, 1, 2, 3, 4, 5]]}}, "no table has so many seats"),
        ({"hard": {"hosts": True, "together": [[0, 1]]}}, "stay at different tables"),
        ({"attributes": {"gender": "FM"}}, "2 values for 12 people"),
        ({"capacities": [4]}, "capacities has 1 values for 4 tables"),
        ({"capacities": [4, 4, 4, "x"]}, "each of capacities must be a whole number, not 'x'"),
        ({"capacities": [9, 9, 9, -4]}, "each of capacities must be a whole number, not -4"),
        ({"min_sizes": [1]}, "min_sizes has 1 values for 4 tables"),
        ({"hard": {"apart": [[5, 5]]}}, "5 cannot be kept apart from 5"),
        ({"hard": {"together": [[4, 5], [6, 7], [5, 6]], "apart": [[4, 7]]}}, "4 and 7 must sit"),
        ({"hard": {"together": [[4, 5], [5, 6], [6, 7], [7, 8]]}}, "are 5 people; no table has"),
        ({"languages": {"people": [["en"]] * 12, "tables": ["en"]}}, "a list for 12 people and"),
    ],
)
def test_instances_that_contradict_themselves(run, instance, changes, told):
    if "people" in changes:
        changes = {"attributes": None, "languages": None, "hard": None, **changes}
    status, answer = run("plan", "--instance", instance(**changes), "--json")
    assert status == 2
    assert told in answer["error"]


def test_files_that_are_something_else(run, tmp_path):
    path = tmp_path / "x.json"
    for content in ("not json", "[]", '{"instances": [{}, {}]}', "{}"):
        path.write_text(content)
        assert run("plan", "--instance", path)[0] == 2
        assert run("replan", "--plan", path, "--after-round", 1)[0] == 2


def test_a_person_twice_in_a_roster(run, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\nP1,Ada\nP1,Ben\n")
    programme = shared("cafe/programme.yaml")
    status, printed = run("plan", "--roster", roster, "--programme", programme)
    assert status == 2
    assert "row 3" in printed


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("seats: 9, language: en}", "seats: 9, language: en, host: P999}", "has P999 as a host"),
        ("theme_per_table", "free_circulation", "135 seats for 146 people"),
        ("number: 2", "number: 1", "tables[1]"),
        ("count: 3", "count: 0", "rounds.count"),
    ],
)
def test_a_programme_that_cannot_be_used_says_why(run, tmp_path, was, becomes, told):
    programme = tmp_path / "programme.yaml"
    programme.write_text(shared("cafe/programme.yaml").read_text().replace(was, becomes, 1))
    status, printed = run("plan", "--roster", shared("cafe/roster.csv"), "--programme", programme)
    assert status == 2
    assert told in printed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_as_windows_writes_it(run, instance, encoding):
    path = instance()
    path.write_text(path.read_text(), encoding)
    assert run("plan", "--instance", path, "--seconds", 0.1)[0] == 0


def test_of_a_plan_that_breaks_rules_it_prints_what_the_others_need(run, instance):
    strangers = {"people": [["es"]] * 12, "tables": ["fr"] * 4}
    status, printed = run("plan", "--instance", instance(languages=strangers), "--seconds", 0.1)
    assert status == 0
    assert "cannot be fewer than" not in printed
    assert "with all rules kept, at least" in printed


def test_a_session_that_is_no_cafe(run):
    files = ("--roster", shared("cafe/roster.csv"), "--programme", shared("cafe/programme.yaml"))
    status, printed = run("plan", *files, "--session", "closing")
    assert status == 2
    assert "it has cafe" in printed


@pytest.mark.parametrize(("people", "tables"), [(1, 1), (1, 3), (7, 1), (5000, 500)])
def test_the_smallest_and_the_largest_cafes(run, people, tables):
    words = ("--people", people, "--tables", tables, "--rounds", 2)
    status, answer = run("plan", *words, "--seconds", 0.1, "--json")
    assert status == 0
    assert answer["repeats"] == answer["lower_bound_repeats"]
    for groups in answer["seats"]:
        assert sum(len(group) for group in groups) == people
