"""The floor of a roundtable: asked for on a phone, given from the console, seen on the wall."""

import pytest
import pytest_asyncio
from playwright.async_api import expect
from sqlalchemy import select

from facilitator.dialogues.conducting import turn_wall
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.rules import WallView
from facilitator.floor.model import FloorRequest
from facilitator.floor.rules.kinds import State
from facilitator.notes.model import Note
from tests.cast import Cafe
from tests.floor.roundtable import Roundtable, open_roundtable
from tests.house_server import House
from tests.journeys.chairs import say_note
from tests.journeys.conftest import Hand
from tests.journeys.devices import Device
from tests.journeys.eyes import Album
from tests.journeys.full_house import speak
from tests.journeys.test_offline import kept_for_later

CUT_OFF = """() => [...document.querySelectorAll(".wall-floor, .wall-floor > *")]
  .filter((one) => one.getBoundingClientRect().bottom > innerHeight + 1
    || one.scrollHeight > one.clientHeight + 1)
  .map((one) => `${one.className} ${one.scrollHeight} ${one.clientHeight}`)"""


@pytest_asyncio.fixture
async def talk(house: House, cafe: Cafe) -> Roundtable:
    """The roundtable after a café that left a point, its floor on the wall."""
    await house.open_round(cafe)
    about_water = str(cafe.questions[0])
    await say_note(house, cafe, "ada", "One window for permits.", kind="gap", question=about_water)
    found = await open_roundtable(house.app.state.database, cafe, rules=["first_time_first"])
    found.work = lambda who="dora": house.at_work(cafe, who)  # type: ignore[method-assign]
    async with house.at_work(cafe) as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        await turn_wall(work, dialogue, WallView.FLOOR)
    return found


async def floor_of(laptop: Hand, cafe: Cafe, who: str) -> Device:
    chair = await laptop(who, "console")
    await chair.open(f"/console/{cafe.slug}/floor")
    return chair


async def press(chair: Device, key: str, once_it_says: str) -> None:
    await expect(chair.region("speaker")).to_contain_text(once_it_says)
    await chair.page.keyboard.press(key)


async def test_from_a_phone_to_the_wall(
    phone: Hand, laptop: Hand, cafe: Cafe, talk: Roundtable
) -> None:
    ada, ben = await phone("ada"), await phone("ben")
    dora, wall = await floor_of(laptop, cafe, "dora"), await laptop("wall", "wall")
    await ben.page.get_by_role("button", name="Ask for the floor").click()
    await expect(ben.region("mine")).to_contain_text("You are next")
    await ada.page.get_by_role("button", name="Ask for the floor").click()
    for screen, region in ((dora, "line"), (wall, "floor"), (ben, "floor")):
        await expect(screen.region(region)).to_contain_text("Ada")
    await expect(ada.region("mine")).to_contain_text("You are second")
    await ada.page.get_by_text("Why this place?").click()
    await expect(ada.region("mine")).to_contain_text("1 asked earlier")
    await expect(ada.page.get_by_role("button", name="Ask for the floor")).to_be_hidden()

    await dora.region("speaker").get_by_role("button", name="Call Ben").click()
    await expect(ben.region("mine")).to_contain_text("You are called")
    await expect(ada.region("mine")).to_contain_text("You are next")
    await press(dora, "n", once_it_says="Start the clock")
    await expect(ben.region("mine")).to_contain_text("You have the floor")
    await expect(wall.region("floor")).to_contain_text("Ben")
    await expect(wall.page.locator(".clock")).to_have_attribute("data-phase", "open")
    await ada.region("signals").get_by_role("button", name="I share this").click()
    await expect(dora.region("speaker")).to_contain_text("1 share this")

    await dora.page.keyboard.press("n")
    await expect(ada.region("mine")).to_contain_text("You are called")
    await expect(ben.page.get_by_role("button", name="Ask for the floor")).to_be_visible()
    await press(dora, "u", once_it_says="Start the clock")
    await expect(ben.region("mine")).to_contain_text("You have the floor")


async def test_withdrawing_without_a_connection(
    phone: Hand, house: House, cafe: Cafe, talk: Roundtable
) -> None:
    ada = await phone("ada", service_workers="allow")
    await ada.page.get_by_role("button", name="Ask for the floor").click()
    await expect(ada.region("mine")).to_contain_text("You are next")
    await kept_for_later(ada)
    await ada.go_offline()
    await ada.region("mine").get_by_role("button", name="Withdraw").click()
    await expect(ada.waiting).to_contain_text("Withdraw the request for the floor")
    await expect(ada.region("mine").get_by_role("button", name="Withdrawn here")).to_be_disabled()
    await ada.come_back()
    await expect(ada.page.get_by_role("button", name="Ask for the floor")).to_be_visible()
    await expect(ada.waiting).to_have_count(0)
    async with house.app.state.database.reading() as db:
        states = (await db.scalars(select(FloorRequest.state))).all()
    assert states == [State.WITHDRAWN]


async def test_asking_without_a_connection_and_thinking_better_of_it(
    phone: Hand, house: House, cafe: Cafe, talk: Roundtable
) -> None:
    ada = await phone("ada", service_workers="allow")
    await kept_for_later(ada)
    await ada.go_offline()
    await ada.page.get_by_text("Other ways to ask").click()
    await ada.page.get_by_role("button", name="Point of order").click()
    await expect(ada.waiting).to_contain_text("Point of order")
    await ada.waiting.get_by_role("button", name="Cancel").click()
    await expect(ada.waiting).to_have_count(0)
    await ada.page.get_by_role("button", name="Ask for the floor").click()
    await ada.come_back()
    await expect(ada.region("mine")).to_contain_text("You are next")
    async with house.app.state.database.reading() as db:
        assert (await db.scalars(select(FloorRequest.kind))).all() == ["intervention"]


async def test_two_chairs_and_the_line_by_keyboard_and_by_hand(
    laptop: Hand, cafe: Cafe, talk: Roundtable
) -> None:
    for who in ("ada", "ben", "cleo"):
        await talk.asks(who)
    dora, emil = await floor_of(laptop, cafe, "dora"), await floor_of(laptop, cafe, "emil")
    names = dora.region("line").locator(".speaker-name")
    more = dora.region("line").locator("summary").nth(2)
    await more.focus()
    await dora.page.keyboard.press("Enter")
    await dora.page.keyboard.press("Tab")
    await dora.page.keyboard.press("Tab")
    await dora.page.keyboard.press("Enter")
    await expect(names).to_have_text(["Ada", "Cleo", "Ben"])
    await expect(emil.region("log")).to_contain_text("Dora moved Cleo from place 3 to 2")
    items = emil.region("line").locator("li.line-item")
    await items.nth(2).drag_to(items.nth(0))
    await expect(names).to_have_text(["Ben", "Ada", "Cleo"])
    await emil.page.keyboard.press("a")
    await emil.page.locator("#field-person").fill("Wren of the nets")
    await emil.page.locator("dialog[open]").get_by_role("button", name="Add", exact=True).click()
    await expect(names).to_have_text(["Ben", "Ada", "Cleo", "Wren of the nets"])


async def test_a_point_of_the_café_is_taken_up(
    laptop: Hand, house: House, cafe: Cafe, talk: Roundtable
) -> None:
    await talk.asks("ada")
    dora, wall = await floor_of(laptop, cafe, "dora"), await laptop("wall", "wall")
    points = dora.region("points")
    await expect(points).to_contain_text("0 of 1 taken up")
    await points.get_by_role("button", name="Put on the wall").click()
    await expect(wall.region("floor")).to_contain_text("One window for permits.")
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    await expect(points).to_contain_text("1 of 1 taken up")
    await say_note(
        house, cafe, "ben", "Said again by Ada.", session=str(talk.session), round=None, table=None
    )
    finn = await laptop("finn", "desk")
    await finn.open(f"/desk/{cafe.slug}/floor")
    speech = finn.page.locator("#speech-1")
    await expect(speech).to_contain_text("Said again by Ada.")
    await expect(speech).to_contain_text("One window for permits.")
    await finn.write("Written by the rapporteur")
    await expect(speech).to_contain_text("Written by the rapporteur")


@pytest.mark.parametrize("locale", ["en", "ar"])
async def test_nothing_to_stumble_on_at_the_floor(
    phone: Hand, laptop: Hand, house: House, cafe: Cafe, talk: Roundtable, locale: str
) -> None:
    await speak(house, cafe, locale)
    for who in ("gita", "ada", "ben"):
        await talk.asks(who)
    await talk.does("settle", quotas={"party": 0.5, "nps": 5})
    await talk.does("call", talk.asked["gita"])
    await talk.does("start")
    async with talk.database.reading() as db:
        await talk.does("turn_to", str(await db.scalar(select(Note.id))))
    album = Album(locale)
    for who in ("gita", "ada", "cleo"):
        device = await phone(who, reduced_motion="reduce")
        for fold in await device.page.locator(".phone details").all():
            await fold.evaluate("one => (one.open = true)")
        await album.look(device.page, f"phone of {who}", thumbs=True)
    dora = await laptop("dora", "console", reduced_motion="reduce")
    await dora.open(f"/console/{cafe.slug}/floor")
    for fold in await dora.page.locator(".floor details").all():
        await fold.evaluate("one => (one.open = true)")
    await album.look(dora.page, "floor", thumbs=True)
    finn = await laptop("finn", "desk", reduced_motion="reduce")
    await finn.open(f"/desk/{cafe.slug}/floor")
    await album.look(finn.page, "speech log", thumbs=True)
    wall = await laptop("wall", "wall", reduced_motion="reduce")
    await album.look(wall.page, "wall")
    assert await wall.page.evaluate(CUT_OFF) == []
    assert album.is_clean()
