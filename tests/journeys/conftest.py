"""Journeys: people with real browsers in a real café, served on a free port."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from facilitator.kit.database import Database
from tests import services
from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.devices import LAPTOP, PHONE, Device, device, sign_in

Hand = Callable[..., Awaitable[Device]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = services.chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        await browser.close()


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Journeys are walked on SQLite; the ones across two servers bring their own."""
    return sqlite_database


@pytest_asyncio.fixture
async def devices() -> AsyncIterator[list[Device]]:
    """All that were handed out; at the end none may have met a fault."""
    out: list[Device] = []
    yield out
    faults = [fault for each in out for fault in each.faults]
    for each in out:
        await each.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def phone(browser: Browser, house: House, cafe: Cafe, devices: list[Device]) -> Hand:
    """`await phone("ada")`: a phone of 360 × 740 with her pass, her page open on it."""
    return _hand(browser, house, cafe, devices, PHONE, "phone")


@pytest.fixture
def laptop(browser: Browser, house: House, cafe: Cafe, devices: list[Device]) -> Hand:
    """`await laptop("dora", "console")`: a laptop of 1440 × 900 with that screen open."""
    return _hand(browser, house, cafe, devices, LAPTOP, "table")


def _hand(
    browser: Browser, house: House, cafe: Cafe, out: list[Device], size: Any, usual: str
) -> Hand:
    async def hand(
        who: str = "", screen: str = usual, *, at: House = house, script: str = "", **how: Any
    ) -> Device:
        found = await device(browser, at, cafe.slug, **{**size, **how})
        out.append(found)
        if script:
            await found.context.add_init_script(script)
        if who:
            await sign_in(found, cafe, who, screen)
            await found.open(f"/{screen}/{cafe.slug}")
        return found

    return hand
