"""One café on two servers that share PostgreSQL and Redis: nobody can tell."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from facilitator.kit.database import Database
from tests.cast import Cafe, make_cafe
from tests.conftest import emptied
from tests.house_server import House, running_house
from tests.journeys.chairs import say_note
from tests.journeys.conftest import Hand


@pytest_asyncio.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    await emptied(postgres_url)
    database = Database(postgres_url)
    yield database
    await database.close()


@pytest_asyncio.fixture
async def cafe(database: Database) -> Cafe:
    return await make_cafe(database)


@pytest_asyncio.fixture
async def house(postgres_url: str, redis_url: str, cafe: Cafe) -> AsyncIterator[House]:
    async with running_house(postgres_url, redis_url) as house:
        yield house


@pytest_asyncio.fixture
async def annexe(postgres_url: str, redis_url: str, cafe: Cafe) -> AsyncIterator[House]:
    async with running_house(postgres_url, redis_url) as house:
        yield house


@pytest.mark.postgres
@pytest.mark.redis
async def test_a_table_spread_over_two_servers(
    annexe: House, phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    ada, ben = await phone("ada"), await phone("ben", at=annexe)
    cleo, dora = await phone("cleo", at=annexe), await laptop("dora", "console", at=annexe)
    await ada.write("Across the water")
    await expect(ben.note("Across the water")).to_have_count(1)
    await expect(dora.page.locator("#tile-1 .tile-notes b")).to_have_text("1")
    await say_note(annexe, cafe, "ben", "And back")
    await expect(ada.note("And back")).to_have_count(1)
    await annexe.open_round(cafe, 2)
    await expect(ada.page.locator("#slot")).to_have_attribute("data-table-number", "2")
    await expect(cleo.page.locator("#slot")).to_have_attribute("data-table-number", "1")
    await expect(cleo.region("before").locator("li.note")).to_have_count(2)
