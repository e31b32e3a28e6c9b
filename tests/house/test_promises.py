"""What is told to security officers is tested where it is said to be."""

import re

from facilitator.kit.pages import ROOT

PAGE = (ROOT / "docs/security.md").read_text()
TESTS = re.findall(r"`(tests/[\w/]+(?:\.py)?/?)`", PAGE)
LONG = re.findall(r"`python -m ([\w.]+)[^`]*`", PAGE)


def test_every_test_that_is_named_is_there():
    assert len(TESTS) > 15
    assert [name for name in TESTS if not (ROOT / name).exists()] == []
    assert [name for name in LONG if not (ROOT / f"{name.replace('.', '/')}.py").exists()] == []


def test_every_promise_names_a_test():
    rows = re.findall(r"^\| (.+?) \|.*\| (.+) \|$", PAGE.split("## Answers")[0], re.MULTILINE)[2:]
    assert [promise for promise, tested in rows if "tests/" not in tested] == []
