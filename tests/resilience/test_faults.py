"""docs/ names a test for every fault, mutant and abuse, and each of them exists."""

import ast
import re

import pytest

from tests.programs import HOME
from tests.resilience.catches import CAUGHT_BY

PAGE = (HOME / "docs/faults.md").read_text(encoding="utf-8")
FAULTS = dict(re.findall(r"^\| (F\d\d) \|[^|]+\|([^|]+)\|$", PAGE, re.MULTILINE))
ABUSE = (HOME / "docs/abuse.md").read_text(encoding="utf-8")
ABUSES = dict(re.findall(r"^\| (A\d\d) \|[^|]+\|([^|]+)\|$", ABUSE, re.MULTILINE))
MUTANTS = dict(re.findall(r"^\| `(\w+)` \| `([\w/:]+)` \|$", PAGE, re.MULTILINE))
CALLERS = {"httpx", "httpx2", "requests", "aiohttp", "urllib.request", "http.client", "openai"}
OWN = ("simulate", "upkeep")  # rehearsing, and asking a server of one's own how it is
MODEL = HOME / "facilitator/harvest/helping/endpoint.py"  # asked beside all that serves


def names_in(file):
    """The names of a file's tests, those of classes as `Class::test`."""
    tree = ast.parse((HOME / f"tests/{file}.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}::{each.name}" for each in node.body if hasattr(each, "name"))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def exists(named):
    file, _, test = named.partition("::")
    return test in set(names_in(file))


def test_every_fault_has_its_row():
    assert list(FAULTS) == [f"F{number:02}" for number in range(1, 57)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_tests_that_exist(fault):
    named = re.findall(r"`([^`]+)`", FAULTS[fault])
    assert named
    assert [each for each in named if not exists(each)] == []


def test_every_abuse_has_its_row():
    assert list(ABUSES) == [f"A{number:02}" for number in range(1, 71)]
    unsaid = [a for a, told in ABUSES.items() if "::" not in told and "Not promised" not in told]
    assert unsaid == []


def test_every_test_against_abuse_exists():
    named = set(re.findall(r"`([\w/]+::\w+)`", ABUSE))
    assert {each for each in named if not exists(each)} == set()


def test_every_mutant_has_its_row():
    assert {c.mutant.__name__: f"{c.file}::{c.test}" for c in CAUGHT_BY} == MUTANTS
    assert len(MUTANTS) >= 16
    assert all(exists(named) for named in MUTANTS.values())


def test_the_house_calls_nobody():
    """No part that serves can wait for another server: none of them has a way to ask one."""
    for path in (HOME / "facilitator").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            name
            for node in ast.walk(tree)
            for name in (
                [each.name for each in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        part = path.relative_to(HOME / "facilitator").parts[0]
        assert part in OWN or path == MODEL or not named & CALLERS, path
