"""What is being typed belongs to the person who types it."""

import asyncio

from playwright.async_api import Page, expect

from facilitator.rounds.rules import Move
from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.chairs import make, say_note
from tests.journeys.conftest import Hand

CARET = "() => [document.activeElement.id, document.activeElement.selectionStart]"


async def caret(page: Page) -> list[object]:
    found: list[object] = await page.evaluate(CARET)
    return found


async def test_text_survives_a_hundred_updates(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada = await phone("ada")
    page, box = ada.page, ada.page.locator("#note-words")
    await box.press_sequentially("Between the and the sea")
    for _ in range(len("and the sea")):
        await page.keyboard.press("ArrowLeft")
    same = await box.evaluate_handle("box => box")

    async def others() -> None:
        for number in range(100):
            await say_note(house, cafe, "ben", f"Note {number} of a hundred")

    async def typing() -> None:
        for letter in "harbour wall ":
            await page.keyboard.type(letter)
            await asyncio.sleep(0)

    await asyncio.gather(others(), typing())
    await expect(ada.region("notes").locator("li.note")).to_have_count(100)
    await expect(box).to_have_value("Between the harbour wall and the sea")
    assert await caret(page) == ["note-words", len("Between the harbour wall ")]
    assert await same.evaluate("box => box === document.activeElement")


async def test_a_draft_survives_a_reload(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada = await phone("ada")
    await ada.page.locator("#note-words").press_sequentially("Half a thought")
    await ada.page.get_by_role("radio", name="Gap").check()
    await ada.page.reload()
    await ada.alive()
    await expect(ada.page.locator("#note-words")).to_have_value("Half a thought")
    await expect(ada.page.locator("[name=kind][value=gap]")).to_be_checked()
    await ada.page.locator("#note-save").click()
    await expect(ada.note("Half a thought").locator(".kind")).to_have_text("Gap")
    await ada.page.reload()
    await ada.alive()
    await expect(ada.page.locator("#note-words")).to_have_value("")


async def test_a_note_begun_before_the_bell_stays_at_its_table(
    phone: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    ada, ben = await phone("ada"), await phone("ben")
    await ada.page.locator("#note-words").press_sequentially("Begun at table one")
    await make(house, cafe, Move.RING)
    await expect(ada.page.locator("body")).to_have_attribute("data-move", "bar")
    await expect(ada.page.locator("#note-words")).to_be_focused()
    await expect(ben.page.locator("body")).to_have_attribute("data-move", "full")
    await house.open_round(cafe, 2)
    await expect(ada.page.locator("#slot")).to_have_attribute("data-table-number", "2")
    await expect(ada.page.locator("[data-kept-at]")).to_contain_text("table 1, round 1")
    await expect(ada.page.locator("#note-words")).to_have_value("Begun at table one")
    await ada.page.locator("#note-save").click()
    cleo = await phone("cleo")
    await expect(cleo.region("before")).to_contain_text("Begun at table one")
    await expect(ada.region("notes")).not_to_contain_text("Begun at table one")
