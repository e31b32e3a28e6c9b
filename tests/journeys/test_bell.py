"""The bell, the way to the next table, and one time for all."""

import re

from playwright.async_api import expect

from facilitator.rounds.queries import next_due
from facilitator.rounds.rules import Move
from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.chairs import make
from tests.journeys.conftest import Hand

SKEWED = """
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Real.now() + 5400_000); }
  static now() { return Real.now() + 5400_000; }
};
"""
SHOWN = "clock => [clock.textContent, clock.className, performance.timeOrigin + performance.now()]"


async def test_the_bell_sends_everybody_to_their_next_table(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    ada, ines = await phone("ada"), await laptop("ines")
    body = ada.page.locator("body")
    await expect(body).not_to_have_attribute("data-move", re.compile("."))
    await make(house, cafe, Move.RING)
    await expect(body).to_have_attribute("data-move", "full")
    await expect(ada.page.get_by_text("Go to table")).to_be_visible()
    await expect(ada.page.locator("#announcer")).to_contain_text("The time is over")
    await ada.page.get_by_role("button", name="Back to my note").click()
    await expect(body).to_have_attribute("data-move", "bar")
    await ada.page.get_by_role("button", name="Your next table: 2").click()
    await ada.page.get_by_role("button", name="I’m here").click()
    await expect(body).not_to_have_attribute("data-move", re.compile("."))
    await house.open_round(cafe, 2)
    await expect(ada.page.locator("#slot")).to_have_attribute("data-table-number", "2")
    await expect(ines.region("people")).to_contain_text("1/")


async def test_before_the_first_round_the_card_shows_the_way(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    gita, ada = await laptop("gita"), await phone("ada")
    await expect(ada.page.locator("body")).to_have_attribute("data-move", "full")
    await ada.page.get_by_role("button", name="I’m here").click()
    await expect(gita.region("people")).to_contain_text("1/")
    await expect(ada.page.locator("#slot")).to_have_attribute("data-open", "no")
    await house.open_round(cafe)
    await expect(ada.page.locator("#slot")).to_have_attribute("data-open", "yes")


async def test_two_devices_show_one_time(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    right, wrong = await phone("ada"), await phone("ben", script=SKEWED)
    for minutes in (0, 4):
        if minutes:
            await make(house, cafe, Move.EXTEND, minutes=minutes)
        expected = re.compile(r"2\d:\d\d|30:00" if not minutes else r"3[1-4]:\d\d")
        for each in (right, wrong):
            await expect(each.page.locator(".clock").first).to_have_text(expected)
        ends = [await _seconds_from_now(each.page) for each in (right, wrong)]
        assert abs(ends[0] - ends[1]) <= 1
        assert abs(ends[0] - await _rings_at(house, cafe)) <= 1.5  # whole seconds are shown


async def _seconds_from_now(page: object) -> float:
    """When the shown time will be over, by the steady clock of this machine (seconds)."""
    text, _, at = await page.locator(".clock").first.evaluate(SHOWN)  # type: ignore[attr-defined]
    minutes, seconds = text.split(":")
    return int(minutes) * 60 + int(seconds) + at / 1000


async def _rings_at(house: House, cafe: Cafe) -> float:
    async with house.app.state.database.reading() as db:
        ends_at = await next_due(db)
    assert ends_at is not None
    return ends_at.timestamp()


async def test_pausing_stops_every_clock(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada = await phone("ada")
    await make(house, cafe, Move.PAUSE)
    await expect(ada.page.locator(".clock").first).to_have_attribute("data-phase", "paused")
    await expect(ada.region("card")).to_contain_text("Paused")
    await make(house, cafe, Move.RESUME)
    await expect(ada.page.locator(".clock").first).to_have_attribute("data-phase", "open")
