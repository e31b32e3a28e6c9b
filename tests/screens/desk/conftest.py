"""Two at the report desk of the harbour café, its notes taken."""

import pytest

from tests.harvest.noting import write_notes


@pytest.fixture
async def finn(house, cafe, database):
    await write_notes(database, cafe)
    return house.visitor(cafe, "finn", "desk")


@pytest.fixture
def dora(house, cafe):
    return house.visitor(cafe, "dora", "desk")
