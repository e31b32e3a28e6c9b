"""Serving does without numba and numpy."""

import subprocess
import sys

LOOK = "import facilitator.cli, facilitator.app, sys; print({'numba', 'numpy'} & set(sys.modules))"


def test_the_web_loads_no_numba():
    words = [sys.executable, "-c", LOOK]
    found = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == "set()"
