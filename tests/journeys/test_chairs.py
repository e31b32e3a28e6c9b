"""What the co-facilitators do at their screens, and who sees it."""

from pathlib import Path

from playwright.async_api import expect

from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.chairs import say_note
from tests.journeys.conftest import Hand
from tests.journeys.devices import Device


async def press(chair: Device, name: str, *, asks: bool = True) -> None:
    """A button of the clock, and yes to what it asks."""
    await chair.region("clock").get_by_role("button", name=name).click()
    if asks:
        await chair.page.locator("dialog[open]").get_by_role("button", name=name).click()


async def test_a_whole_café_from_the_console(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    dora, wall = await laptop("dora", "console"), await laptop("wall", "wall")
    ada = await phone("ada")
    await ada.page.get_by_role("button", name="I’m here").click()
    await expect(dora.page.locator("#tile-1")).to_contain_text("1/4")
    await press(dora, "Open round 1", asks=False)
    await expect(ada.page.locator("#slot")).to_have_attribute("data-open", "yes")
    await dora.region("wall").get_by_role("button", name="Clock").click()
    await expect(wall.page.locator(".clock")).to_be_visible()
    await press(dora, "Ring the bell now")
    await expect(ada.page.locator("body")).to_have_attribute("data-move", "full")
    await press(dora, "Open round 2")
    await expect(ada.page.locator("#slot")).to_have_attribute("data-round", "2")
    await press(dora, "Ring the bell now")
    await press(dora, "Close round 2")
    await expect(ada.page.locator(".clock").first).to_have_attribute("data-phase", "closed")
    await expect(wall.page.locator(".clock").first).to_have_attribute("data-phase", "closed")


async def test_two_chairs_press_at_once(laptop: Hand, house: House, cafe: Cafe) -> None:
    dora, emil = await laptop("dora", "console"), await laptop("emil", "console")
    emil.awaits(409)
    await emil.context.route("**/rounds/**", _held_until(dora))
    await emil.region("clock").get_by_role("button", name="Open round 1").click()
    await expect(emil.page.locator("#refusals")).to_contain_text("already opened by Dora")
    await expect(emil.page.locator(".clock").first).to_have_attribute("data-phase", "open")


def _held_until(other: Device):  # type: ignore[no-untyped-def]
    """A slow network: what one chair pressed arrives after the other's press was done."""

    async def later(route) -> None:  # type: ignore[no-untyped-def]
        await other.region("clock").get_by_role("button", name="Open round 1").click()
        await expect(other.page.locator(".clock").first).to_have_attribute("data-phase", "open")
        await route.continue_()

    return later


async def test_a_message_reaches_whom_it_is_for(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    ada, cleo = await phone("ada"), await phone("cleo")
    dora = await laptop("dora", "console")
    box, send = dora.page.locator("#field-message"), dora.page.locator("#send-message")
    await box.fill("Coffee at ten")
    await send.click()
    for each in (ada, cleo):
        await expect(each.region("messages")).to_contain_text("Coffee at ten")
        await expect(each.region("messages")).to_contain_text("Dora")
    await expect(box).to_have_value("")
    await dora.page.get_by_label("Message to").select_option("1")
    await box.fill("Only for you")
    await send.click()
    await expect(ada.region("messages")).to_contain_text("Only for you")
    await expect(cleo.region("messages")).not_to_contain_text("Only for you")


async def test_a_person_is_moved(phone: Hand, laptop: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada, dora = await phone("ada"), await laptop("dora", "console")
    await dora.page.locator("#move").click()
    dialog = dora.page.locator("#move-person")
    await dialog.get_by_label("Who").fill("Ada")
    await expect(dora.page.locator("#everybody option[value*=Ada]")).to_have_count(1)
    chosen = await dora.page.locator("#everybody option[value*=Ada]").get_attribute("value")
    await dialog.get_by_label("Who").fill(chosen or "")
    await dialog.get_by_label("To").select_option("3")
    await dialog.get_by_role("button", name="Move", exact=True).click()
    await expect(ada.page.locator("#slot")).to_have_attribute("data-table-number", "3")
    await expect(dora.page.locator("#move-person")).to_be_hidden()


BEGINS = {
    "docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype", "markdown": b"*", "xlsx": b"PK",
    "csv": b"PK", "json": b"{", "bundle": b"PK",
}  # fmt: skip


async def test_a_report_is_drafted_edited_and_taken_home(
    laptop: Hand, house: House, cafe: Cafe, tmp_path: Path
) -> None:
    await house.open_round(cafe)
    about = {"question": str(cafe.questions[1])}
    await say_note(house, cafe, "ada", "Nets need mending", kind="gap", **about)
    await say_note(house, cafe, "ben", "Mend them at noon", kind="solution", **about)
    finn = await laptop("finn", "desk")
    page = finn.page
    await page.locator("#draft-first").click()
    await page.get_by_role("button", name="Make the draft").click()
    await expect(finn.region("report")).to_contain_text("Nets need mending")
    used = "2 notes, each of them in the report or parked"
    await expect(finn.region("coverage")).to_contain_text(used)
    await say_note(house, cafe, "hugo", "A later thought", **about)
    await expect(finn.region("notes")).to_contain_text("A later thought")
    await page.locator("#formats > summary").click()
    for name, start in BEGINS.items():
        async with page.expect_download() as under_way:
            await page.locator(f"#export-{name}").click()
        file = tmp_path / name
        await (await under_way.value).save_as(file)
        assert file.read_bytes().lstrip(b"\xef\xbb\xbf")[: len(start)] == start, name
