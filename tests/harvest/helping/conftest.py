"""A model to ask."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.harvest.helping.models import Model, a_model


@pytest_asyncio.fixture
async def model() -> AsyncIterator[Model]:
    async with a_model() as model:
        yield model
