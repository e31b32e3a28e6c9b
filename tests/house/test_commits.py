"""One place commits, one place asks the time, one place asks the environment."""

import ast
import re

from facilitator.kit.pages import ROOT

SOURCES = {
    str(path.relative_to(ROOT)): path.read_text()
    for path in sorted((ROOT / "facilitator").rglob("*.py"))
}
MAY_COMMIT = {"facilitator/kit/work.py", "facilitator/kit/migrate.py"}
TIME = {"datetime.now", "datetime.utcnow", "date.today", "time.time"}
MAY_ASK_THE_TIME = {"facilitator/kit/clock.py"}
MAY_ASK_THE_ENVIRONMENT = {"facilitator/settings.py"}


def calls(source: str) -> set[str]:
    """What is called, with the name before the dot: {"work.record", "now"}."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found.add(ast.unparse(node.func))
    return found


def test_only_a_work_commits():
    committing = {
        path
        for path, source in SOURCES.items()
        if any(name.split(".")[-1] == "commit" for name in calls(source))
    }
    assert committing <= MAY_COMMIT


def test_only_the_clock_knows_the_time():
    asking = {
        path
        for path, source in SOURCES.items()
        if any(".".join(name.split(".")[-2:]) in TIME for name in calls(source))
    }
    assert asking <= MAY_ASK_THE_TIME


def test_only_the_settings_read_the_environment():
    asking = {path for path, source in SOURCES.items() if re.search("environ|getenv", source)}
    assert asking <= MAY_ASK_THE_ENVIRONMENT
