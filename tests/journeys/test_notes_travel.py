"""Notes go to those at the table, and to nobody else."""

from playwright.async_api import expect

from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.chairs import say_note
from tests.journeys.conftest import Hand


async def test_a_note_reaches_its_table_and_the_console_only(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    ada, ben, cleo = await phone("ada"), await phone("ben"), await phone("cleo")
    gita, dora = await laptop("gita"), await laptop("dora", "console")
    await ada.write("The tide keeps its own time")
    for reader in (ada, ben, gita):
        await expect(reader.note("The tide keeps its own time")).to_have_count(1)
    tile = dora.page.locator("#tile-1")
    await expect(tile.locator(".tile-notes b")).to_have_text("1")
    await expect(ada.waiting).to_have_count(0)
    await say_note(house, cafe, "ben", "And the nets are mended at noon")
    await expect(ada.note("mended at noon")).to_have_count(1)
    await expect(cleo.page.locator("[data-region] li.note")).to_have_count(0)
    await expect(dora.page.locator("#tile-2 .tile-notes b")).to_have_text("0")


async def test_a_new_round_moves_everybody(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    ada, ben, dora = await phone("ada"), await phone("ben"), await laptop("dora", "console")
    await ada.write("Said in the first round")
    await expect(ben.note("first round")).to_have_count(1)
    await house.open_round(cafe, 2)
    for guest, table in ((ada, "2"), (ben, "3")):
        await expect(guest.page.locator("#slot")).to_have_attribute("data-table-number", table)
        await expect(guest.region("notes").locator("li.note")).to_have_count(0)
        await expect(guest.region("card").get_by_text("Round 2")).to_be_visible()
    await expect(dora.region("clock")).to_contain_text("2")
    cleo = await phone("cleo")
    await expect(cleo.region("before").locator("li.note")).to_have_count(1)


async def test_an_edit_that_was_overtaken_shows_both_texts(
    phone: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    one = await phone("ada")
    one.awaits(409)
    await one.write("Fish come back in spring")
    note = one.note("Fish come back")
    await note.get_by_role("button", name="Edit").click()
    box = one.page.locator("dialog[open] textarea")
    await box.fill("Fish come back in April")
    other = await phone("ada")
    await other.note("Fish come back").get_by_role("button", name="Edit").click()
    await other.page.locator("dialog[open] textarea").fill("Fish come back in May")
    await other.page.locator("dialog[open]").get_by_role("button", name="Save").click()
    await expect(one.note("in May")).to_have_count(1)
    await expect(box).to_have_value("Fish come back in April")
    await one.page.locator("dialog[open]").get_by_role("button", name="Save").click()
    both = one.page.locator("dialog[open] .both-texts")
    await expect(both).to_contain_text("in April")
    await expect(both).to_contain_text("in May")
    await one.page.get_by_role("button", name="Keep mine").click()
    await expect(other.note("in April")).to_have_count(1)
    await expect(one.page.locator("dialog[open]")).to_have_count(0)


async def test_a_note_is_withdrawn_and_brought_back(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada, ben = await phone("ada"), await phone("ben")
    await ada.write("A thought too early")
    await expect(ben.note("too early")).to_have_count(1)
    await expect(ben.note("too early").get_by_role("button", name="Withdraw")).to_have_count(0)
    await ada.note("too early").get_by_role("button", name="Withdraw").click()
    await expect(ben.note("too early")).to_have_count(0)
    await expect(ada.note("too early")).to_have_count(0)
    await ada.page.locator("#toasts").get_by_role("button", name="Undo").click()
    await expect(ben.note("too early")).to_have_count(1)
    await expect(ada.note("too early").get_by_role("button", name="Withdraw")).to_be_visible()


async def test_support_is_counted_for_all(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    await say_note(house, cafe, "hugo", "Quays need shade")
    ada, ben = await phone("ada"), await phone("ben")
    await ada.note("Quays").get_by_role("button", name="We share this").click()
    await expect(ben.note("Quays").locator(".support")).to_contain_text("1 shares this")
    await ben.note("Quays").get_by_role("button", name="We differ").click()
    await expect(ada.note("Quays").locator(".support")).to_contain_text("1 differs")


async def test_the_hand_on_card_reaches_the_next_group(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    gita, cleo = await laptop("gita"), await phone("cleo")
    await gita.page.get_by_role("button", name="Write the hand-on card").click()
    dialog = gita.page.locator("#hand-on")
    await dialog.get_by_role("textbox").fill("We spoke of tides, and differ on dams.")
    await dialog.get_by_role("button", name="Hand on").click()
    await expect(dialog).to_be_hidden()
    await expect(gita.region("hand")).to_contain_text("differ on dams")
    await expect(cleo.region("before")).not_to_contain_text("differ on dams")
    await house.open_round(cafe, 2)
    await expect(cleo.region("before")).to_contain_text("differ on dams")


async def test_a_table_calls_a_facilitator(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    ada, gita = await phone("ada"), await laptop("gita")
    dora, cleo = await laptop("dora", "console"), await phone("cleo")
    await ada.page.get_by_role("button", name="Call a facilitator").click()
    for keeper in (ada, gita):
        await expect(keeper.region("help")).to_contain_text("Help is on its way")
    await expect(dora.page.locator("#tile-1.asks")).to_be_visible()
    await expect(cleo.region("help")).to_contain_text("Call a facilitator")
    await dora.region("help").get_by_role("button").first.click()
    for keeper in (ada, gita):
        await expect(keeper.region("help")).to_contain_text("Call a facilitator")
    await expect(dora.page.locator("#tile-1.asks")).to_have_count(0)
