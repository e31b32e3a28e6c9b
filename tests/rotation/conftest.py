"""A stopwatch that counts only our own work."""

import json
from contextlib import contextmanager
from time import process_time

import pytest
from typer.testing import CliRunner

from tests.rotation.commands import RULED


@pytest.fixture
def cpu():
    """`with cpu(seconds): …` fails if the block takes more processor time."""

    @contextmanager
    def at_most(seconds):
        start = process_time()
        yield
        assert process_time() - start < seconds

    return at_most


@pytest.fixture
def run():
    """The exit status and what was printed, as JSON if it is."""

    from facilitator.cli import app  # switches the collector off; the commands switch it on

    def typed(*words):
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        try:
            return result.exit_code, json.loads(result.stdout)
        except ValueError:
            return result.exit_code, result.output

    return typed


@pytest.fixture
def instance(tmp_path):
    def written(**changes):
        path = tmp_path / "instance.json"
        path.write_text(json.dumps({**RULED, **changes}))
        return path

    return written


@pytest.fixture
def planned(run, tmp_path):
    """A plan in a file, and what it says."""

    def made(*words):
        status, answer = run("plan", *words, "--json")
        assert status == 0
        path = tmp_path / "plan.json"
        path.write_text(json.dumps(answer))
        return path, answer

    return made
