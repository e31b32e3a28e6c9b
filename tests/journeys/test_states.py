"""The live screens in their main states, dialogs open too: by day, by night, in Arabic, narrow."""

import pytest
from playwright.async_api import expect

from facilitator.dialogues.rules import WallView
from facilitator.rounds.rules import Move
from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.chairs import make
from tests.journeys.conftest import Hand
from tests.journeys.eyes import Album, blemishes, too_wide
from tests.journeys.full_house import fill, speak

pytestmark = pytest.mark.parametrize("locale", ["en", "ar"])


async def test_the_phone(phone: Hand, house: House, cafe: Cafe, locale: str) -> None:
    await speak(house, cafe, locale)
    ada, album = await phone("ada", reduced_motion="reduce", is_mobile=False), Album(locale)
    page = ada.page
    await album.look(page, "on the way to the first table", thumbs=True)
    await page.locator("#arrive").click()
    await expect(page.locator("#move-card")).to_have_count(0)
    await album.look(page, "before the round", thumbs=True)
    await fill(house, cafe, locale)
    await ada.write("My own")
    await expect(ada.region("notes").locator("li.note")).to_have_count(6)
    await album.look(page, "during the round", thumbs=True)
    await make(house, cafe, Move.RING)
    await expect(page.locator("body")).to_have_attribute("data-move", "full")
    await album.look(page, "after the bell", thumbs=True)
    await house.open_round(cafe, 2)
    await make(house, cafe, Move.RING, 2)
    await make(house, cafe, Move.CLOSE, 2)
    await expect(page.locator(".clock").first).to_have_attribute("data-phase", "closed")
    await album.look(page, "after the last round", thumbs=True)
    assert album.is_clean()


async def test_the_phones_dialogs(phone: Hand, house: House, cafe: Cafe, locale: str) -> None:
    await fill(house, cafe, locale)
    ada, album = await phone("ada", reduced_motion="reduce", is_mobile=False), Album(locale)
    for opener in ("[data-opens=you]", "[id^=edit-note]"):
        await ada.page.locator(opener).first.click()
        await expect(ada.page.locator("dialog[open]")).to_be_visible()
        await album.look(ada.page, f"dialog of {opener}", thumbs=True)
        await ada.page.keyboard.press("Escape")
    await ada.page.locator("#note-words").fill("x" * 2001)
    await expect(ada.page.locator("[data-too-long]")).to_be_visible()
    await album.look(ada.page, "a note too long", thumbs=True)
    assert album.is_clean()


async def test_the_table(laptop: Hand, house: House, cafe: Cafe, locale: str) -> None:
    await speak(house, cafe, locale)
    gita, album = await laptop("gita", reduced_motion="reduce"), Album(locale)
    await album.look(gita.page, "before the round")
    await fill(house, cafe, locale)
    await expect(gita.region("notes").locator("li.note")).to_have_count(5)
    for dialog in ("hand-on", "part", "you"):
        await gita.page.locator(f"[data-opens={dialog}]").click()
        await album.look(gita.page, f"dialog {dialog}")
        await gita.page.keyboard.press("Escape")
    await house.open_round(cafe, 2)
    await expect(gita.region("before").locator("details")).to_have_count(1)
    await album.look(gita.page, "the second round")
    assert album.is_clean()


async def test_the_console(laptop: Hand, house: House, cafe: Cafe, locale: str) -> None:
    await speak(house, cafe, locale)
    dora, album = await laptop("dora", "console", reduced_motion="reduce"), Album(locale)
    await album.look(dora.page, "before the round")
    await fill(house, cafe, locale)
    await expect(dora.page.locator("#tile-1.asks")).to_be_visible()
    await album.look(dora.page, "in the round")
    for opener in ("#move", "[data-opens=place], [id^=place-]"):
        await dora.page.locator(opener).first.click()
        await expect(dora.page.locator("dialog[open]")).to_be_visible()
        await album.look(dora.page, f"dialog of {opener}")
        await dora.page.keyboard.press("Escape")
    await make(house, cafe, Move.RING)
    await expect(dora.page.locator(".clock").first).to_have_attribute("data-phase", "grace")
    await album.look(dora.page, "after the bell")
    assert album.is_clean()


async def test_the_wall(laptop: Hand, house: House, cafe: Cafe, locale: str) -> None:
    await fill(house, cafe, locale)
    wall, album = await laptop("wall", "wall", reduced_motion="reduce"), Album(locale)
    for view in WallView:
        answer = await house.visitor(cafe, "dora", "console").post(f"wall/{view}")
        assert answer.status_code == 204
        await expect(wall.page.locator(f".region-{view}")).to_be_visible()
        album.seen += [f"{view}: {each}" for each in await blemishes(wall.page, dark=album.nights)]
        album.seen += [f"{view}: {each}" for each in await too_wide(wall.page, 1024)]
    assert album.is_clean()


async def test_the_desk(laptop: Hand, house: House, cafe: Cafe, locale: str) -> None:
    await fill(house, cafe, locale)
    dora, album = await laptop("dora", "desk", reduced_motion="reduce"), Album(locale)
    await dora.page.locator("#draft-again").click()
    await expect(dora.page.locator("dialog[open]")).to_be_visible()
    await album.look(dora.page, "drafting again")
    assert album.is_clean()
