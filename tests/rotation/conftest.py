"""A stopwatch that counts only our own work."""

from contextlib import contextmanager
from time import process_time

import pytest


@pytest.fixture
def cpu():
    """`with cpu(seconds): …` fails if the block takes more processor time."""

    @contextmanager
    def at_most(seconds):
        start = process_time()
        yield
        assert process_time() - start < seconds

    return at_most
