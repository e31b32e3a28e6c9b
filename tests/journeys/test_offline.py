"""Notes written without a connection arrive once each, where they were written."""

import asyncio

from playwright.async_api import expect
from sqlalchemy import delete, select

from facilitator.notes.model import Note
from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.conftest import Hand
from tests.journeys.devices import Device

SAID = ["One: nets", "Two: boats", "Three: weather"]


KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map((one) => one.name)
    .filter((name) => new URL(name).pathname.startsWith("/static/"));
  const wanted = [location.href, ...files];
  while (!(await Promise.all(wanted.map((one) => caches.match(one)))).every(Boolean))
    await new Promise((resolve) => setTimeout(resolve, 50));
}"""


async def kept_for_later(found: Device) -> None:
    """Until the worker holds this page and all its files."""
    async with asyncio.timeout(60):
        await found.page.evaluate(KEPT)


async def stored(house: House) -> list[tuple[str, int, object]]:
    async with house.app.state.database.reading() as db:
        notes = await db.scalars(select(Note).order_by(Note.id))
        return sorted((each.words, each.round_number, each.table_id) for each in notes)


async def test_three_notes_offline_come_once_each(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada = await phone("ada", service_workers="allow")
    await kept_for_later(ada)
    await ada.go_offline()
    for words in SAID:
        await ada.write(words)
    await expect(ada.waiting).to_have_count(3)
    await ada.page.locator("#note-words").fill("Four, not finished")
    await ada.reopen(f"/phone/{cafe.slug}")
    await expect(ada.waiting).to_have_count(3)
    await expect(ada.page.locator("#connection")).to_contain_text("No connection")
    await expect(ada.page.locator("#note-words")).to_have_value("Four, not finished")
    await ada.come_back()
    await expect(ada.waiting).to_have_count(0)
    await expect(ada.region("notes").locator("li.note")).to_have_count(3)
    await expect(ada.page.locator("#connection")).to_be_hidden()
    assert await stored(house) == sorted((words, 1, cafe.tables[1]) for words in SAID)


async def test_a_note_before_the_round_waits_for_it(phone: Hand, house: House, cafe: Cafe) -> None:
    ada = await phone("ada", service_workers="allow")
    ada.awaits(409)
    await ada.page.get_by_role("button", name="I’m here").click()
    await ada.write("Written while waiting")
    await expect(ada.waiting).to_contain_text("Round 1 has not begun")
    await house.open_round(cafe)
    await expect(ada.waiting).to_have_count(0)
    assert await stored(house) == [("Written while waiting", 1, cafe.tables[1])]


async def test_offline_notes_stay_in_their_round(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada = await phone("ada", service_workers="allow")
    await kept_for_later(ada)
    await ada.go_offline()
    for words in SAID:
        await ada.write(words)
    await expect(ada.waiting).to_have_count(3)
    await ada.page.close()
    await house.open_round(cafe, 2)
    ada.page = await ada.context.new_page()
    await ada.page.goto(f"{house.url}/phone/{cafe.slug}")
    await expect(ada.waiting).to_have_count(3)
    await ada.come_back()
    await expect(ada.page.locator("#slot")).to_have_attribute("data-table-number", "2")
    cleo = await phone("cleo", service_workers="allow")
    await expect(cleo.region("before").locator("li.note")).to_have_count(3)
    assert await stored(house) == sorted((words, 1, cafe.tables[1]) for words in SAID)
    await expect(ada.region("notes").locator("li.note")).to_have_count(0)


async def test_what_a_restored_server_lost_is_offered_again(
    phone: Hand, house: House, cafe: Cafe
) -> None:
    """Its list of notes may come after its first sign of life."""
    await house.open_round(cafe)
    ada = await phone("ada", service_workers="allow")
    await ada.write("Only the phone remembers")
    await expect(ada.note("Only the phone")).to_have_count(1)
    async with house.at_work(cafe) as work:
        await work.db.execute(delete(Note))
    await house.app.state.hub.close()
    await expect(ada.note("Only the phone")).to_have_count(1)
    async with asyncio.timeout(15):
        while not await stored(house):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.05)
    assert await stored(house) == [("Only the phone remembers", 1, cafe.tables[1])]
