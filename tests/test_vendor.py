"""The files we took from others are the ones the lock file names."""

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def check(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(home / "scripts/vendor"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_our_copies_are_the_recorded_ones():
    answer = check(HOME)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_a_changed_a_missing_and_a_strange_file_are_named(tmp_path):
    for name in ("scripts/vendor", "vendor.lock.json"):
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((HOME / name).read_bytes())
    for folder in ("static/vendor", "tests/vendor"):
        for file in (HOME / folder).rglob("*.*"):
            copy = tmp_path / file.relative_to(HOME)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    assert check(tmp_path).returncode == 0

    (tmp_path / "static/vendor/htmx.min.js").write_text("alert(1)")
    (tmp_path / "static/vendor/htmx.LICENSE").unlink()
    (tmp_path / "tests/vendor/left.js").write_text("")

    answer = check(tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [
        "static/vendor/htmx.LICENSE: missing",
        "tests/vendor/left.js: not in vendor.lock.json",
        "static/vendor/htmx.min.js: changed",
    ]
