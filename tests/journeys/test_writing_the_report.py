"""Finn and Dora write the report together: nothing typed is lost, every note can be found."""

import re

from playwright.async_api import expect

from facilitator.kit.database import Database
from tests.cast import Cafe
from tests.harvest.noting import write_notes
from tests.journeys.conftest import Hand
from tests.journeys.devices import Device
from tests.journeys.eyes import too_small, too_wide

WORDS = "#field-words"


async def drafted(device: Device) -> None:
    await device.page.locator("#draft-first").click()
    await device.page.locator("#make-draft").click()
    await expect(device.page.locator("#paragraph_1")).to_be_visible()


async def editing(device: Device, number: int) -> None:
    row = device.page.locator(".paragraph", has=device.page.locator(f"#paragraph_{number}"))
    await row.locator("[id^=edit-]").click()
    await expect(device.page.locator(WORDS)).to_be_visible()


async def test_a_draft_appears_on_both_desks(
    database: Database, cafe: Cafe, laptop: Hand, phone: Hand
) -> None:
    await write_notes(database, cafe)
    finn, dora = await laptop("finn", "desk"), await phone("dora", "desk")
    await drafted(finn)
    await expect(dora.page.locator("#paragraph_1")).to_be_attached()
    await expect(dora.region("coverage")).to_contain_text("not used")


async def test_a_phone_shows_one_side_at_a_time(
    database: Database, cafe: Cafe, phone: Hand
) -> None:
    await write_notes(database, cafe)
    finn = await phone("finn", "desk")
    notes, report = finn.page.locator("#desk-notes"), finn.page.locator("#desk-report")
    await drafted(finn)
    await expect(notes).to_be_hidden()
    cite = finn.page.locator(".paragraph a.cite[href*=note_]").first
    reference = await cite.inner_text()
    await cite.click()
    await expect(finn.page.locator(f"#note_{reference}")).to_be_in_viewport()
    await expect(report).to_be_hidden()
    assert await too_small(finn.page) + await too_wide(finn.page) == []
    await finn.page.locator(f"#note_{reference} a.cite").first.click()
    await expect(finn.page.locator(".paragraph:has(:target)")).to_be_in_viewport()
    await expect(notes).to_be_hidden()
    await finn.page.locator(".desk-switch a").first.click()
    await expect(notes).to_be_visible()
    await finn.page.locator("#all-notes").click()
    await expect(notes).to_be_visible()


async def test_both_texts_are_shown_and_mine_can_stay(
    database: Database, cafe: Cafe, laptop: Hand
) -> None:
    await write_notes(database, cafe)
    finn, dora = await laptop("finn", "desk"), await laptop("dora", "desk")
    await drafted(finn)
    await dora.open(f"/desk/{cafe.slug}")
    for each, words in [(finn, "Finn's sentence [N1]"), (dora, "Dora's sentence [N2]")]:
        await editing(each, 1)
        await each.page.locator(WORDS).fill(words)

    await dora.page.locator("#save").click()
    await expect(dora.page.locator("#paragraph_1 + .paragraph-words")).to_contain_text("Dora's")
    finn.awaits(409)
    await finn.page.locator("#save").click()
    await expect(finn.page.locator("#their-words")).to_have_text("Dora's sentence [N2]")
    await expect(finn.page.locator(WORDS)).to_have_value("Finn's sentence [N1]")
    await expect(finn.page.locator("#conflict")).to_be_focused()

    await finn.page.locator("#save").click()
    await expect(finn.page.locator("#paragraph_1 + .paragraph-words")).to_contain_text("Finn's")
    await expect(dora.page.locator("#paragraph_1 + .paragraph-words")).to_contain_text("Finn's")
    await expect(finn.page).to_have_url(re.compile(r"\?report=1#paragraph_1$"))


async def test_what_was_typed_survives_a_reload_until_it_is_saved(
    database: Database, cafe: Cafe, laptop: Hand
) -> None:
    await write_notes(database, cafe)
    finn = await laptop("finn", "desk")
    await drafted(finn)
    await editing(finn, 1)
    await finn.page.locator(WORDS).fill("Half a thought")
    await finn.page.reload()
    await expect(finn.page.locator(WORDS)).to_have_value("Half a thought")
    await expect(finn.page.locator("[data-rescued]")).to_be_visible()

    await finn.page.locator("#save").click()
    await expect(finn.page.locator("#paragraph_1")).to_be_visible()
    await editing(finn, 1)
    await expect(finn.page.locator("[data-rescued]")).to_be_hidden()


async def test_a_note_is_cited_at_a_press(database: Database, cafe: Cafe, laptop: Hand) -> None:
    await write_notes(database, cafe)
    finn = await laptop("finn", "desk")
    await drafted(finn)
    await editing(finn, 1)
    await finn.page.locator(WORDS).fill("It is said")
    cite = finn.page.locator("[data-cites]:not([data-quotes])")
    first, second = [await cite.nth(at).get_attribute("data-cites") for at in (0, 1)]
    await cite.nth(0).click()
    await cite.nth(1).click()
    await expect(finn.page.locator(WORDS)).to_have_value(f"It is said [{first}, {second}]")
    await expect(finn.page.locator(WORDS)).to_be_focused()

    await finn.page.locator("#save").click()
    link = finn.page.locator("#paragraph_1 + .paragraph-words .cite").first
    await link.click()
    await expect(finn.page.locator(f"#note_{first}")).to_be_visible()
    await expect(finn.region("notes")).to_contain_text("2 notes that paragraph 1 cites")
    await finn.page.locator(f"#note_{first} .cite").first.click()
    await expect(finn.page.locator("#paragraph_1")).to_be_in_viewport()


async def test_the_hand_stays_where_it_was_when_a_paragraph_moves(
    database: Database, cafe: Cafe, laptop: Hand
) -> None:
    await write_notes(database, cafe)
    finn = await laptop("finn", "desk")
    await drafted(finn)
    row = finn.page.locator(".paragraph", has=finn.page.locator("#paragraph_2"))
    menu = await row.locator("summary").get_attribute("id")
    await row.locator("summary").focus()
    await finn.page.keyboard.press("Enter")
    await row.get_by_role("button", name="Move up").press("Enter")
    moved = finn.page.locator(".paragraph", has=finn.page.locator("#paragraph_1"))
    await expect(moved.locator("summary")).to_have_id(menu or "")
    await expect(finn.page.locator(f"#{menu}")).to_be_focused()
