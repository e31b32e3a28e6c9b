"""A roundtable breaks into groups in the browser: sent off, called back, reported, discussed."""

import pytest
from playwright.async_api import expect

from facilitator.floor.actions.settling import settle
from tests.cast import Cafe
from tests.floor.roundtable import Roundtable
from tests.house_server import House
from tests.journeys.conftest import Hand
from tests.journeys.devices import Device
from tests.journeys.eyes import Album
from tests.journeys.full_house import speak
from tests.journeys.test_floor import talk

assert talk  # the roundtable after a café, as a fixture


async def confirm(chair: Device) -> None:
    await chair.page.locator("dialog[open] [data-yes], dialog[open] .primary").first.click()


async def send_off(dora: Device, album: Album) -> None:
    await dora.page.locator("#break-up").click()
    await dora.page.locator("#field-count").fill("2")
    await album.look(dora.page, "sending people off", thumbs=True)
    await confirm(dora)
    await expect(dora.page.locator("#region-groups .clock")).to_have_attribute("data-phase", "open")


async def call_back(dora: Device) -> None:
    clock = dora.page.locator("#region-groups .clock")
    await dora.page.locator("#groups-next").click()  # the bell
    await confirm(dora)
    await expect(clock).to_have_attribute("data-phase", "grace")
    await dora.page.locator("#groups-next").click()
    await confirm(dora)


async def report(finn: Device, words: str, album: Album) -> None:
    await finn.open(f"/desk/{finn.page.url.split('/')[4]}/floor")
    await finn.page.locator("#report-1-2").click()
    await finn.page.locator("#field-words").fill(words)
    await album.look(finn.page, "report of a group", thumbs=True)
    await confirm(finn)


@pytest.mark.parametrize("locale", ["en", "ar"])
async def test_groups_are_sent_off_and_report_back(  # noqa: PLR0915 - one story, told in order
    phone: Hand, laptop: Hand, house: House, cafe: Cafe, talk: Roundtable, locale: str
) -> None:
    await speak(house, cafe, locale)
    async with talk.work() as work:
        await settle(work, await talk.of(work), 0, quotas={"party": 30, "AOSIS": 12})
    album, still = Album(locale), {"reduced_motion": "reduce"}
    ada, dora = await phone("ada", **still), await laptop("dora", "console", **still)
    await dora.open(f"/console/{cafe.slug}/floor")
    wall, finn = await laptop("wall", "wall", **still), await laptop("finn", "desk", **still)
    place, ask = ada.page.locator("#slot"), ada.page.locator("#ask")

    await send_off(dora, album)
    await expect(place).not_to_have_attribute("data-table", "")
    await expect(ask).to_be_hidden()
    await expect(ada.region("floor")).to_be_hidden()
    away = wall.region("floor").locator(".wall-time")
    await expect(away).to_be_visible()
    await album.look(ada.page, "phone in a group", thumbs=True)
    await call_back(dora)
    await expect(place).to_have_attribute("data-table", "")
    await expect(ask).to_be_visible()
    await expect(away).to_have_count(0)

    await report(finn, "Wells first.", album)
    await dora.page.locator("#topic-group-1").click()
    await expect(wall.region("floor")).to_contain_text("Wells first.")
    shares = ada.page.locator("#share-point")
    for pressed in ("true", "false"):
        await shares.click()
        await expect(shares).to_have_attribute("aria-pressed", pressed)
    for each, state in ((ada, "phone"), (dora, "console"), (wall, "wall"), (finn, "desk")):
        await album.look(each.page, f"{state} when a group has reported", thumbs=each is not wall)
    assert album.is_clean()
