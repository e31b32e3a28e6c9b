"""Coming in, coming back, going away."""

import asyncio

from playwright.async_api import expect

from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.conftest import Hand
from tests.journeys.full_house import with_passphrase

LEFT = """async () => {
  const done = (asked) => new Promise((told) => (asked.onsuccess = () => told(asked.result)));
  const database = await done(indexedDB.open("facilitator"));
  const shelf = (name) => database.transaction(name).objectStore(name);
  const kept = [...database.objectStoreNames].map((name) => done(shelf(name).getAll()));
  const pages = (await caches.open("facilitator-pages-1")).keys();
  return (await Promise.all([...kept, pages])).flat().length;
}"""


async def test_joining_by_code_takes_less_than_a_minute(
    phone: Hand, house: House, cafe: Cafe
) -> None:
    await house.open_round(cafe)
    new = await phone()
    async with asyncio.timeout(20):
        page = await new.open("/")
        await page.get_by_label("Code on the screen").press_sequentially(cafe.join_code.lower())
        await page.keyboard.press("Enter")
        await page.get_by_label("Your name or badge number").fill("Lena of the Quay")
        await page.get_by_label("I agree").check()
        await page.get_by_role("button", name="Join").click()
        await new.alive()
        await expect(page.locator("#slot")).to_have_attribute("data-open", "yes")
        await new.write("I am new here")
        await expect(new.note("I am new here")).to_have_count(1)


async def test_joining_in_arabic(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    new = await phone(locale="ar")
    page = await new.open(f"/j/{cafe.join_code}")
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.locator("h1").first).to_have_text("مقهى الميناء")
    await page.locator("[name=name]").fill("ليلى")
    await page.locator("#field-consent").check()
    await page.locator("form .button.primary").click()
    await new.alive()
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await new.write("البحر يجمعنا")
    await expect(new.note("البحر يجمعنا")).to_have_count(1)


async def test_what_was_typed_stays_when_something_is_missing(
    phone: Hand, house: House, cafe: Cafe
) -> None:
    new = await phone()
    new.awaits(422)
    page = await new.open(f"/j/{cafe.join_code}")
    await page.get_by_label("Your name or badge number").fill("Kim")
    await page.get_by_role("button", name="Join").click()
    await expect(page.locator("#error-summary")).to_be_focused()
    await expect(page.get_by_label("Your name or badge number")).to_have_value("Kim")
    await page.locator("#error-summary").get_by_role("link").click()
    await expect(page.get_by_label("I agree")).to_be_focused()


async def test_coming_back_on_another_phone(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    first = await phone("ada")
    await first.write("From my first phone")
    await expect(first.note("From my first phone")).to_have_count(1)
    await first.page.get_by_role("button", name="You", exact=True).click()
    code = (await first.page.locator("#personal-code").inner_text()).strip()
    second = await phone()
    page = await second.open(f"/j/{cafe.join_code}")
    await page.get_by_text("I have joined before").click()
    await page.get_by_label("Your personal code").fill(code)
    await page.get_by_role("button", name="Come back").click()
    await second.alive()
    mine = second.note("From my first phone")
    await expect(mine.get_by_role("button", name="Edit")).to_be_visible()


async def test_a_wrong_code_is_said_in_words(phone: Hand, house: House, cafe: Cafe) -> None:
    new = await phone()
    new.awaits(404)
    page = await new.open("/")
    await page.get_by_label("Code on the screen").fill("ZZZZ2222")
    await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_text("No dialogue has this code")).to_be_visible()
    await expect(page.get_by_label("Code on the screen")).to_have_value("ZZZZ2222")


async def test_signing_out_leaves_nothing(phone: Hand, house: House, cafe: Cafe) -> None:
    await house.open_round(cafe)
    ada = await phone("ada")
    ada.awaits(401)
    page = ada.page
    await ada.write("Before I go")
    await expect(ada.note("Before I go")).to_have_count(1)
    await page.locator("#note-words").fill("A draft that goes with me")
    await page.get_by_role("button", name="You", exact=True).click()
    await page.get_by_role("button", name="Sign out on this phone").click()
    await expect(page).to_have_url(f"{house.url}/")
    await page.goto(f"{house.url}/phone/{cafe.slug}")
    await expect(page.locator("#region-notes")).to_have_count(0)
    assert await page.evaluate(LEFT) == 0


async def test_a_chair_signs_in_by_link_and_passphrase(
    laptop: Hand, house: House, cafe: Cafe
) -> None:
    new = await laptop()
    new.awaits(422)
    page = await new.open(f"/link/{await with_passphrase(house, cafe, 'dora', 'calm sea')}")
    await page.get_by_label("Passphrase").fill("stormy sea")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_text("This is not the passphrase.")).to_be_visible()
    await page.get_by_label("Passphrase").fill("calm sea")
    await page.get_by_role("button", name="Sign in").click()
    await new.alive()
    await expect(page).to_have_url(f"{house.url}/console/{cafe.slug}")


async def test_the_start_page_shows_the_way_back(phone: Hand, house: House, cafe: Cafe) -> None:
    new = await phone()
    page = await new.open(f"/j/{cafe.join_code}")
    await page.get_by_label("Your name or badge number").fill("Nils")
    await page.get_by_label("I agree").check()
    await page.get_by_role("button", name="Join").click()
    await new.alive()
    await new.open("/")
    await page.get_by_role("link", name="Return").click()
    await expect(page).to_have_url(f"{house.url}/phone/{cafe.slug}")
