"""The pictures of the README, taken of the demo dialogue. `pytest --pictures` renews them."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from facilitator.kit.database import Database
from facilitator.people.rules import Screen
from tests.house_server import running_house
from tests.journeys.devices import LAPTOP, PHONE, Device, device, let_in
from tests.journeys.exhibition import set_up

KEPT = Path(__file__).parents[2] / "docs" / "pictures"


async def test_the_pictures_of_the_readme(
    browser: Browser, database: Database, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    shown = await set_up(database)
    album = KEPT if request.config.getoption("--pictures") else tmp_path
    async with running_house(database.url.render_as_string(hide_password=False)) as house:

        async def take(screen: str, door: Screen, token: str, size: dict[str, object]) -> Device:
            found = await device(browser, house, shown.slug, reduced_motion="reduce", **size)
            await let_in(found, door, shown.slug, token)
            await found.open(f"/{screen}/{shown.slug}")
            return found

        sharp = {**PHONE, "device_scale_factor": 2}
        phone = await take("phone", Screen.PHONE, shown.guest, sharp)
        await expect(phone.page.locator("li.note").first).to_be_visible()
        await phone.page.locator("#note-words").fill(
            "Shared templates now serve two workstreams at once."
        )
        await phone.page.get_by_role("radio", name="Progress").check()
        console = await take("console", Screen.STAFF, shown.chair, LAPTOP)
        await expect(console.page.locator(".tile.asks")).to_have_count(1)
        report = await take("desk", Screen.STAFF, shown.chair, LAPTOP)
        await expect(report.page.locator(".paragraph").first).to_be_visible()
        for name, each in {"phone": phone, "console": console, "report": report}.items():
            await each.page.screenshot(path=album / f"{name}.png")
            assert not each.faults
            await each.context.close()
    assert all((album / f"{name}.png").stat().st_size > 20_000 for name in NAMES)


NAMES = ("phone", "console", "report")


def test_the_readme_shows_them() -> None:
    readme = (KEPT.parents[1] / "README.md").read_text()
    assert all(f"docs/pictures/{name}.png" in readme for name in NAMES)
    assert all((KEPT / f"{name}.png").is_file() for name in NAMES)
