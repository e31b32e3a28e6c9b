"""Finn and Dora work at the harvest board together, and the table hears what they made of it."""

import pytest
from playwright.async_api import Locator, expect

from facilitator.harvest import gatherer
from facilitator.kit.database import Database
from facilitator.rounds.rules import Move
from tests.cast import Cafe
from tests.harvest.boards import OnTheSpot, Table
from tests.harvest.noting import write_notes
from tests.house_server import House
from tests.journeys.chairs import make
from tests.journeys.conftest import Hand
from tests.journeys.devices import Device
from tests.journeys.eyes import blemishes, too_small, too_wide

WATER = "Half of the harbour has no drinking water at all"
SALE = "الماء للجميع وليس للبيع"
WIND = "The wind turbines hum at night near the school"


@pytest.fixture(autouse=True)
def on_the_spot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gatherer, "Worker", OnTheSpot)


@pytest.fixture
async def board(database: Database, cafe: Cafe) -> str:
    """Where the harbour's board lies, its notes gathered."""
    await Table(database, cafe, await write_notes(database, cafe)).gather()
    return f"/desk/{cafe.slug}/board?question=Q-energy"


def point(device: Device, words: str):
    statement = device.page.locator("[data-statement]", has_text=words)
    return device.page.locator("[data-point]", has=statement)


async def menu(device: Device, words: str, act: str) -> None:
    """Chooses from what else can be done with a point, with the keyboard alone."""
    one = point(device, words)
    await one.locator("details.more > summary").focus()
    await device.page.keyboard.press("Enter")
    await one.locator(f"[id^={act}-]").focus()
    await device.page.keyboard.press("Enter")


async def test_two_people_arrange_the_board_and_see_each_other(board: str, laptop: Hand) -> None:
    finn, dora = await laptop("finn", "desk"), await laptop("dora", "desk")
    for each in (finn, dora):
        await each.open(board)
        await expect(point(each, WATER)).to_be_visible()
    assert await blemishes(finn.page, dark=False) == []
    assert await too_wide(finn.page) == await too_small(finn.page) == []

    # With the mouse: a note is dragged onto another point, and lies there on both boards.
    await point(finn, WIND).locator("summary", has_text="note").click()
    note = point(finn, WIND).locator("[data-note]")
    await note.drag_to(point(finn, WATER).locator("[data-statement]"))
    for each in (finn, dora):
        await expect(point(each, WIND)).to_have_count(0)
        await expect(point(each, WATER)).to_contain_text("3 notes")

    # What was dragged is brought back with the keyboard.
    await finn.page.locator("[id^=undo-]").first.press("Enter")
    for each in (finn, dora):
        await expect(point(each, WIND)).to_be_visible()

    # Dora opens a dialog, Finn is faster: she hears who was, and keeps what she typed.
    await point(dora, WATER).locator("[id^=word-]").click()
    words = dora.page.locator("#word-point textarea")
    await words.fill("Half the harbour lacks water")
    await point(finn, WATER).locator("[id^=finding-]").click()
    await expect(point(dora, WATER).locator("[id^=finding-]")).to_have_attribute(
        "aria-pressed", "true"
    )
    dora.awaits(409)
    await dora.page.locator("#word-point [type=submit], #word-point .primary").first.click()
    await expect(dora.page.locator("body")).to_contain_text("Finn changed this first")
    await expect(words).to_have_value("Half the harbour lacks water")
    await dora.page.keyboard.press("Escape")


async def test_sides_are_set_against_each_other_with_the_keyboard(board: str, laptop: Hand) -> None:
    finn = await laptop("finn", "desk")
    await finn.open(board)
    await menu(finn, WATER, "oppose")
    chosen = finn.page.locator("#choose-point")
    assert await blemishes(finn.page, dark=False) == []
    await chosen.locator("button", has_text=SALE).press("Enter")
    await expect(point(finn, WATER).locator(".is-other")).to_contain_text(SALE)

    await menu(finn, WATER, "split")
    asked = finn.page.locator("#split-point")
    await asked.locator("label", has_text=SALE).click()
    await asked.locator(".primary").click()
    await expect(point(finn, WATER).locator(".is-other")).to_have_count(0)
    await expect(point(finn, SALE)).to_be_visible()

    await menu(finn, SALE, "tag")
    await finn.page.locator("#tag-point label").first.click()
    await finn.page.locator("#tags-2 summary").press("Enter")  # what it is related to
    await finn.page.locator("#tags-2 label").first.click()
    await finn.page.locator("#tag-point .primary").click()
    await expect(point(finn, SALE)).to_contain_text("Human rights")
    await expect(point(finn, SALE)).to_contain_text("Mitigation work programme")


async def test_notes_that_came_since_somebody_looked_are_counted(
    board: str, database: Database, house: House, cafe: Cafe, laptop: Hand
) -> None:
    """R48: each on their own device; who looks at a question has seen its notes."""
    finn, dora = await laptop("finn", "desk"), await laptop("dora", "desk")
    for each in (finn, dora):
        await each.open(board)
        await expect(fresh(each, "water")).to_be_visible()  # nobody has looked there yet
        await expect(fresh(each, "energy")).to_be_hidden()
    await dora.open(board.replace("Q-energy", "Q-water"))
    await expect(fresh(dora, "water")).to_be_hidden()

    await make(house, cafe, Move.OPEN)
    note = {"session": str(cafe.session), "round": 1, "table": str(cafe.tables[1])}
    for key, question in enumerate(cafe.questions):
        sent = {**note, "key": f"key-0000{key}", "question": str(question), "words": f"Tea {key}"}
        answer = await house.visitor(cafe, "ada").post("notes", json=sent)
        assert answer.status_code == 201
    await expect(fresh(dora, "energy")).to_have_text("· new: 1")
    await expect(fresh(dora, "water")).to_be_hidden()
    await expect(fresh(finn, "water")).to_have_text("· new: 3")
    await dora.open(board)
    await expect(fresh(dora, "water")).to_be_hidden()
    await expect(fresh(dora, "energy")).to_be_hidden()


def fresh(device: Device, question: str) -> Locator:
    return device.page.locator(f"[data-fresh-of=Q-{question}]")


async def test_who_takes_a_finding_up_is_said_and_taken_back(board: str, laptop: Hand) -> None:
    finn = await laptop("finn", "desk")
    await finn.open(board)
    await point(finn, SALE).locator("[id^=finding-]").press("Enter")
    await menu(finn, SALE, "follow")
    await finn.page.locator("#field-taken_up").fill("The harbour office")
    await finn.page.locator("#follow-point label", has_text="Under way").click()
    assert await blemishes(finn.page, dark=False) == []
    await finn.page.keyboard.press("Enter")
    await expect(point(finn, SALE).locator(".point-follow")).to_contain_text("The harbour office")
    await menu(finn, SALE, "follow")
    await expect(finn.page.locator("#field-taken_up")).to_have_value("The harbour office")
    await expect(finn.page.locator("#follow-point [value=under_way]")).to_be_checked()
    await finn.page.locator("#follow-point [data-clears]").press("Enter")
    await expect(point(finn, SALE).locator(".point-follow")).to_have_count(0)


async def test_a_table_hears_its_point_and_dissents(
    board: str, house: House, cafe: Cafe, laptop: Hand, phone: Hand
) -> None:
    await make(house, cafe, Move.OPEN)
    finn, gita, ada = await laptop("finn", "desk"), await laptop("gita"), await phone("ada")
    await finn.open(board)
    await menu(finn, WATER, "read-back")
    await expect(point(finn, WATER).locator(".heard")).to_contain_text("has not answered yet")

    asked = gita.region("read_back")
    await expect(asked).to_contain_text(WATER)
    assert await blemishes(gita.page, dark=False) == []
    await asked.locator("[id^=dissent-]").click()
    await gita.page.locator("#answer textarea").fill("Only in summer")
    await gita.page.locator("#answer .primary").click()
    await expect(asked).to_contain_text("Only in summer")
    await expect(point(finn, WATER).locator(".heard")).to_contain_text("Only in summer")

    shared = ada.region("points")
    await expect(shared).to_contain_text(WATER)
    assert await blemishes(ada.page, dark=False) == []
    assert await too_wide(ada.page) + await too_small(ada.page) == []
    await shared.locator("[id^=share-point-]").click()
    await expect(ada.page.locator("body")).to_contain_text("noted that you share this")

    await menu(finn, WATER, "support")
    await finn.page.locator("#field-who").fill("aosis")
    await finn.page.locator("#support-point .primary").click()
    told = point(finn, WATER).locator(".quantifiers")
    await expect(told).to_contain_text("39 of 39")  # the Parties of the group, which are not named
    await expect(told).to_contain_text("does not tell who said what")
