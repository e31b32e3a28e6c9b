"""Everything by keyboard: each control can be reached, shows that it is, and does its work."""

import pytest
from playwright.async_api import Page, expect

from facilitator.rounds.rules import Move
from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.chairs import make, say_note
from tests.journeys.conftest import Hand
from tests.journeys.full_house import fill

NAME = """(one) => one.name && one.type === "radio" ? one.name
  : one.id || one.getAttribute("aria-label") || one.textContent.trim()"""
CONTROLS = f"""() => [...new Set([...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((one) => one.checkVisibility({{ visibilityProperty: true }}) && !one.disabled)
  .map({NAME}))]"""
HERE = f"""() => {{
  const one = document.activeElement;
  if (one === document.body) return ["", true];
  const style = getComputedStyle(one.matches("input[type=radio]") ? one.parentElement : one);
  const inner = one.matches(".pill > input") ? getComputedStyle(one.nextElementSibling) : style;
  return [({NAME})(one), [style, inner].some(({{ outlineStyle, outlineWidth }}) =>
    outlineStyle !== "none" && parseFloat(outlineWidth) >= 2)];
}}"""
INSIDE = "() => Boolean(document.activeElement.closest('dialog[open]'))"


async def walk(page: Page, most: int = 150) -> tuple[set[str], list[str]]:
    """Tab through the page: what was reached, and where one could not see it."""
    reached, unseen = set[str](), list[str]()
    await page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    for _ in range(most):
        await page.keyboard.press("Tab")
        name, is_seen = await page.evaluate(HERE)
        if not name:  # past the last one: the browser's own bar
            break
        reached.add(name)
        unseen += [] if is_seen else [name]
    return reached, unseen


@pytest.mark.parametrize(
    ("who", "screen"), [("ada", "phone"), ("gita", "table"), ("dora", "console"), ("dora", "desk")]
)
async def test_every_control_is_reached_and_seen(
    laptop: Hand, house: House, cafe: Cafe, who: str, screen: str
) -> None:
    await fill(house, cafe)
    page = (await laptop(who, screen, reduced_motion="reduce")).page
    controls = set(await page.evaluate(CONTROLS))
    reached, unseen = await walk(page)
    assert controls <= reached, controls - reached
    assert not unseen


async def test_a_note_by_keyboard_alone(laptop: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    gita = await laptop("gita")
    page = gita.page
    await page.locator("#note-words").focus()
    await page.keyboard.type("Typed at the table")
    await page.keyboard.press("Enter")
    await expect(gita.note("Typed at the table")).to_have_count(1)
    await expect(page.locator("#note-words")).to_be_focused()
    await page.keyboard.type("With a kind")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(gita.note("With a kind").locator(".kind")).to_have_text("Progress")
    await expect(page.locator("#note-words")).to_be_focused()
    await expect(page.get_by_role("radio", name="No kind")).to_be_checked()


async def test_a_call_by_keyboard_keeps_its_place(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada = await phone("ada", is_mobile=False)
    await ada.page.locator("#help").focus()
    await ada.page.keyboard.press("Enter")
    await expect(ada.page.locator("#help")).to_contain_text("Help is on its way")
    await expect(ada.page.locator("#help")).to_be_focused()
    await ada.page.keyboard.press("Space")
    await expect(ada.page.locator("#help")).to_contain_text("Call a facilitator")
    await expect(ada.page.locator("#help")).to_be_focused()


async def test_a_dialog_holds_the_focus_and_gives_it_back(
    laptop: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    page = (await laptop("gita")).page
    opener = page.get_by_role("button", name="Write the hand-on card")
    await opener.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#hand-on textarea")).to_be_focused()
    for _ in range(8):
        await page.keyboard.press("Tab")
        told = await page.evaluate("() => document.activeElement.tagName")
        assert told == "BODY" or await page.evaluate(INSIDE)  # BODY: the browser's own bar
    await page.keyboard.press("Escape")
    await expect(page.locator("#hand-on")).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_focus_stays_while_lists_grow(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    await say_note(house, cafe, "hugo", "First here")
    ada = await phone("ada", is_mobile=False)
    button = ada.note("First here").get_by_role("button", name="We share this")
    await button.focus()
    for number in range(5):
        await say_note(house, cafe, "ben", f"And number {number}")
    await expect(ada.region("notes").locator("li.note")).to_have_count(6)
    await expect(button).to_be_focused()
    await ada.page.keyboard.press("Enter")
    await expect(ada.note("First here").locator(".support")).to_contain_text("1 shares this")
    await expect(button).to_be_focused()


async def test_the_round_is_run_with_single_keys(laptop: Hand, house: House, cafe: Cafe) -> None:
    dora = await laptop("dora", "console")
    page, clock = dora.page, dora.page.locator(".clock").first
    await page.keyboard.press("n")
    await expect(clock).to_have_attribute("data-phase", "open")
    await page.keyboard.press("p")
    await expect(clock).to_have_attribute("data-phase", "paused")
    await page.keyboard.press("n")
    await expect(clock).to_have_attribute("data-phase", "open")
    await expect(page.get_by_role("button", name="Ring the bell now")).to_be_enabled()
    await page.keyboard.press("n")
    await expect(page.locator("dialog[open]")).to_contain_text("Ring the bell")
    await page.keyboard.press("Escape")
    await expect(clock).to_have_attribute("data-phase", "open")
    await page.keyboard.press("m")
    await expect(page.locator("#field-message")).to_be_focused()
    await page.keyboard.type("no moves in here: n p n")
    await expect(clock).to_have_attribute("data-phase", "open")
    await make(house, cafe, Move.RING)
    await expect(page.locator("#field-message")).to_be_focused()
    await expect(page.locator("#field-message")).to_have_value("no moves in here: n p n")


async def test_the_way_past_the_head(laptop: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    page = (await laptop("gita")).page
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()
