"""A chair plans the rotation, and plans it anew while the café runs."""

from playwright.async_api import expect

from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.conftest import Hand
from tests.journeys.devices import Device
from tests.journeys.eyes import blemishes

PAGE = "/rotation/harbour/cafe"


async def choose(chair: Device, field: str, name: str) -> None:
    """A person from the list, by a part of the name."""
    box = chair.page.locator(f"#{field}")
    await box.focus()
    found = chair.page.locator(f"#{field}-list option[value*={name}]")
    await expect(found).to_have_count(1)
    await box.fill(await found.get_attribute("value") or "")


async def rule(chair: Device, kind: str, *names: str, table: str = "") -> None:
    await chair.page.locator("#new-rule").click()
    dialog = chair.page.locator("#add-rule")
    await dialog.get_by_text(kind, exact=True).click()
    for field, name in zip(("rule-one", "rule-two"), names, strict=False):
        await choose(chair, field, name)
    if table:
        await dialog.get_by_label("Table", exact=True).select_option(table)
    await dialog.get_by_role("button", name="Add the rule").click()
    await expect(dialog).to_be_hidden()


async def search(chair: Device) -> None:
    """Until there is something to publish; the search may still go on."""
    await chair.page.locator("#search-plan").click()
    await expect(chair.region("search").locator("#publish-plan")).to_be_visible(timeout=120_000)


async def test_a_plan_is_searched_for_explained_and_printed(
    laptop: Hand, house: House, cafe: Cafe
) -> None:
    dora = await laptop("dora", "console", reduced_motion="reduce")
    await dora.page.locator("#rotation").click()
    await dora.alive()
    await rule(dora, "They never meet", "Ada", "Ben")
    await rule(dora, "They stay at a table", "Cleo", table="3")
    await expect(dora.region("rules")).to_contain_text("Never meet: Ada, Ben")
    await search(dora)
    await expect(dora.region("plan")).to_contain_text("Nobody has been seated by a plan yet")
    await dora.page.locator("#publish-plan").click()
    await expect(dora.region("plan")).to_contain_text("version 1")
    await dora.page.get_by_role("link", name="Who sits where, who meets whom").click()
    cleo = dora.page.get_by_role("row").filter(has_text="Cleo")
    await expect(cleo.get_by_role("cell")).to_have_text(["Cleo", "P003", "3", "3"])
    assert await blemishes(dora.page) == []
    for name in ("Cards, 8 a page", "A sheet for each table", "Lists for the wall"):
        link = await dora.page.get_by_role("link", name=name).get_attribute("href")
        answer = await dora.context.request.get(house.url + str(link))
        assert (await answer.body())[:5] == b"%PDF-", name


async def test_a_table_closes_somebody_is_missing_and_it_is_taken_back(
    laptop: Hand, phone: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    dora = await laptop("dora", "console")
    ben, cleo = await phone("ben"), await phone("cleo")
    await dora.page.locator("#rotation").click()
    await dora.alive()
    await dora.page.locator("#missing").get_by_label("Ada", exact=True).check()
    await dora.page.locator("#close > summary").click()
    await dora.page.locator("#close").get_by_label("Table 3", exact=True).check()
    await dora.page.locator("#compare").click()
    offer = dora.region("search").locator(".offer").first
    await expect(offer).to_contain_text("1 person changes a seat they were told", timeout=120_000)
    await expect(offer).to_contain_text("no fewer are possible")
    await expect(ben.region("moved")).to_be_empty()
    await dora.page.locator("#apply-0").click()
    await expect(ben.region("moved")).to_contain_text("Your table in round 2 is now")
    await expect(cleo.region("moved")).to_be_empty()
    await expect(dora.region("rules")).to_contain_text("Table 3 is closed")
    await expect(dora.page.locator("#happened-form :checked:not(option)")).to_have_count(0)
    await dora.page.locator("#toasts").get_by_role("button").click()
    await expect(dora.region("rules")).to_contain_text("No rules yet")
    await expect(ben.region("moved")).to_be_empty()
