"""What docs/floor.md says is proved, is: each test it names is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (\d+) \| .+ \| .+ \| `(tests/[\w/]+\.py)::(\w+)` \|$", re.MULTILINE)
LEAST = 60


def rows() -> list[tuple[str, str, str]]:
    return ROW.findall((ROOT / "docs" / "floor.md").read_text(encoding="utf-8"))


def written_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {each.name for each in ast.walk(tree) if isinstance(each, kinds)}


def test_every_behaviour_has_the_test_that_is_named():
    named = {f"{path}::{test}" for _, path, test in rows()}
    there = {
        f"{path}::{test}" for path in {p for _, p, _ in rows()} for test in written_in(ROOT / path)
    }

    assert named <= there, named - there


def test_behaviours_are_numbered_through():
    numbers = [int(number) for number, *_ in rows()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= LEAST
