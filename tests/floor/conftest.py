"""A roundtable after the harbour café: people of all kinds, and two chairs who press buttons."""

import pytest_asyncio

from tests.floor.roundtable import Roundtable, open_roundtable


@pytest_asyncio.fixture
async def talk(database, cafe) -> Roundtable:
    return await open_roundtable(database, cafe)
