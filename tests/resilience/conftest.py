"""Installations that the tests of this folder share; each test has a café of its own in them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.resilience.history import History
from tests.resilience.stack import Stack, postgres_stack, sqlite_stack


@pytest_asyncio.fixture(scope="session")
async def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with sqlite_stack(tmp_path_factory.mktemp("stack")) as stack:
        yield stack


@pytest_asyncio.fixture(scope="session")
async def on_postgres(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with postgres_stack(tmp_path_factory.mktemp("stack")) as stack:
        yield stack


@pytest.fixture
def history() -> History:
    return History()
