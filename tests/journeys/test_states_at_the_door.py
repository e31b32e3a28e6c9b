"""Coming in and being refused, in every state: by day, by night, in Arabic, narrow."""

import pytest
from playwright.async_api import expect

from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.chairs import say_note
from tests.journeys.conftest import Hand
from tests.journeys.eyes import Album
from tests.journeys.full_house import speak, with_passphrase

pytestmark = pytest.mark.parametrize("locale", ["en", "ar"])


async def test_the_door(phone: Hand, house: House, cafe: Cafe, locale: str) -> None:
    await speak(house, cafe, locale)
    new = await phone(locale=locale, reduced_motion="reduce", is_mobile=False)
    new.awaits(404, 409, 422)
    page, album = new.page, Album(locale)
    await new.open("/j/ZZZZ2222")
    await album.look(page, "a code that is none", thumbs=True)
    await new.open(f"/j/{cafe.join_code}")
    await album.look(page, "joining", thumbs=True)
    await page.locator("#field-name").fill("Ada")
    await page.locator("form .button.primary").click()
    await expect(page.locator("#error-summary")).to_be_visible()
    await album.look(page, "joining without consent", thumbs=True)
    await _join(house, cafe, "Ada")
    await page.locator("#field-consent").check()
    await page.locator("form .button.primary").click()
    await expect(page.locator("#field-personal_code")).to_be_visible()
    await album.look(page, "a name that has joined", thumbs=True)
    await new.open(f"/link/{await with_passphrase(house, cafe, 'dora', 'calm sea')}")
    await page.locator("[name=passphrase]").fill("not this one")
    await page.locator("form .button.primary").click()
    await expect(page.locator(".error")).to_be_visible()
    await album.look(page, "a wrong passphrase", thumbs=True)
    assert album.is_clean()


async def _join(house: House, cafe: Cafe, name: str) -> None:
    stranger = house.visitor(cafe, "")
    data = {"name": name, "consent": "true"}
    answer = await stranger.send("POST", f"/j/{cafe.join_code}", data=data)
    assert answer.is_redirect, answer.text


async def test_what_was_refused(phone: Hand, house: House, cafe: Cafe, locale: str) -> None:
    await speak(house, cafe, locale)
    await house.open_round(cafe)
    await say_note(house, cafe, "ben", "Here for a moment")
    ada, album = await phone("ada", reduced_motion="reduce", is_mobile=False), Album(locale)
    await ada.context.route("**/support/**", lambda route: route.abort("internetdisconnected"))
    ada.was_cut = True
    await ada.page.locator("[id^=share-]").click()
    await expect(ada.page.locator("#refusals .refusal")).to_be_visible()
    await ada.write("Mine to take back")
    await ada.page.locator("[id^=withdraw-note]").click()
    await expect(ada.page.locator("#toasts .toast")).to_be_visible()
    await album.look(ada.page, "a refusal and an undo", thumbs=True)
    assert album.is_clean()
