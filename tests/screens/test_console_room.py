"""The console: the room at a glance, words to the tables, calls for help."""

import re

import pytest

from facilitator.dialogues.model import Dialogue
from facilitator.kit.clock import now
from facilitator.messages.model import HelpFlag, Message
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant
from tests.screens.chairing import a_note, add, change, press, rows, said


async def test_a_message_reaches_its_table_with_its_author(house, cafe, dora):
    told = said(await press(dora, "messages", words="Five more minutes", to=1))

    assert told["words"] == "Sent to table 1"
    assert "Dora" in (await house.visitor(cafe, "ada").regions())["messages"]
    assert "Five more" not in str(await house.visitor(cafe, "cleo").regions())
    (message,) = await rows(house, Message)
    assert message.table_id == cafe.tables[1]
    assert "to table 1" in (await dora.regions())["messages"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"words": " "}, 422),
        ({}, 422),
        ({"words": "x" * 501}, 413),
        ({"words": "x" * 200_000}, 422),
        ({"words": "Hello", "to": 77}, 404),
        ({"words": "Hello", "to": "all"}, 422),
    ],
)
async def test_a_message_that_cannot_be_sent_says_why(house, dora, fields, status):
    answer = await press(dora, "messages", **fields)
    assert (answer.status_code, await rows(house, Message)) == (status, [])
    assert answer.text.startswith('<p class="refusal"')


async def test_a_call_for_help_ends_when_somebody_goes(house, cafe, dora, emil):
    await house.open_round(cafe)
    await house.visitor(cafe, "cleo").post("help")
    await house.visitor(cafe, "ada").post("help")
    calls = (await dora.regions())["help"]
    assert calls.index("Table 2") < calls.index("Table 1"), "longest waiting first"

    assert (await press(emil, "tables/2/help/end")).status_code == 204

    assert "Table 2" not in (await dora.regions())["help"]
    lowered = [each for each in await rows(house, HelpFlag) if each.lowered_at]
    assert [each.lowered_by for each in lowered] == [cafe.people["emil"]]


async def test_the_board_tells_each_tables_state(house, cafe, dora):
    await house.open_round(cafe)
    await house.visitor(cafe, "ada").post("arrival")
    await house.visitor(cafe, "cleo").post("help")
    await add(house, a_note(cafe), a_note(cafe))
    drawn = await dora.regions()

    one, two, three = re.findall(r"<li><a class=\"tile[^>]*>.*?</li>", drawn["board"], re.DOTALL)
    assert [f'id="tile-{n}"' in tile for n, tile in enumerate((one, two, three), 1)] == [True] * 3
    assert "1 of 4 arrived" in one
    assert "<b>2</b>" in one
    assert "silent" not in one
    assert "asks" in two
    assert "silent" in two
    assert "0 of 0 arrived" in three
    assert "1/6" in drawn["summary"]


async def test_the_summary_counts_who_has_written(house, cafe, dora):
    for who in ("ada", "ben", "cleo", "gita"):
        await change(house, Participant, Participant.id == cafe.people[who], joined_at=now())
    await add(house, a_note(cafe), a_note(cafe), a_note(cafe, "ben"))
    summary = (await dora.regions())["summary"]
    assert "4/10" in summary
    assert "50%" in summary


async def test_one_table_is_watched_as_it_writes(house, cafe, dora):
    await house.open_round(cafe)
    async with dora.watching("tables/1") as one, dora.watching("tables/2") as two:
        await one.until(lambda drawn: "notes" in drawn)
        await two.until(lambda drawn: "notes" in drawn)
        await house.visitor(cafe, "ada").post(
            "notes",
            json={
                "key": "key-00001",
                "session": str(cafe.session),
                "round": 1,
                "table": str(cafe.tables[1]),
                "words": "Trust grows slowly",
            },
        )
        await one.until(lambda drawn: "Trust grows" in drawn["notes"])
        await two.catch_up()
    assert "Ada" in one.regions["people"]
    assert "Trust grows" not in str(two.regions)


async def test_a_new_name_is_read_wherever_the_old_one_stood(house, cafe, dora, emil):
    await house.open_round(cafe)
    await house.visitor(cafe, "ada").post("help")
    await press(dora, "messages", words="Five more minutes")
    await add(house, a_note(cafe, table=None))
    async with emil.watching() as watched:
        await watched.until(lambda drawn: {"help", "tray", "messages", "wall"} <= drawn.keys())
        async with house.at_work(cafe) as work:
            for who, name in {"ada": "Adaeze", "dora": "Dorothea"}.items():
                (await work.db.get_one(Participant, cafe.people[who])).name = name
            work.record(RosterChanged(cafe.dialogue))
        await watched.until(lambda drawn: "Dorothea" in drawn["wall"])
        await watched.until(lambda drawn: drawn["tray"].count("Adaeze") == 1)
    assert "Adaeze" in watched.regions["help"]
    assert "Dorothea" in watched.regions["messages"]
    assert "Opened by Dorothea" in watched.regions["clock"]


async def test_a_table_that_is_not_there(dora):
    assert (await dora.get("tables/9")).status_code == 404
    assert (await dora.get("tables/nine")).status_code == 404


async def test_an_empty_dialogue_says_what_to_do(house, cafe, dora):
    await change(house, Dialogue, Dialogue.id == cafe.dialogue, live_session_id=None)
    drawn = await dora.regions()
    assert "Open: World Café" in drawn["clock"]
    assert (await press(dora, "messages", words="Hello")).status_code == 409
    path = re.search(r'hx-post="([^"]+)"', drawn["clock"])[1]
    assert said(await press(dora, path))["words"] == "Now open: World Café"


@pytest.mark.parametrize(
    ("who", "screen"),
    [("ada", "phone"), ("gita", "table"), ("dora", "console"), ("finn", "desk")],
)
async def test_a_screen_is_read_in_the_language_that_is_chosen_there(house, cafe, who, screen):
    visitor = house.visitor(cafe, who, screen)
    answer = await visitor.post("locale", data={"locale": "ar"})

    assert answer.headers["location"] == f"/{screen}/{cafe.slug}"
    page = (await visitor.get()).text
    assert 'dir="rtl"' in page
    assert f'action="/{screen}/{cafe.slug}/locale"' in page


async def test_a_chair_reads_it_in_their_language_and_signs_out(cafe, dora):
    assert (await dora.post("locale", data={"locale": "ar"})).status_code == 303
    assert 'dir="rtl"' in (await dora.get()).text
    assert (await dora.post("locale", data={"locale": "tlh"})).status_code == 303
    assert 'dir="rtl"' in (await dora.get()).text

    assert (await dora.post("departure")).status_code == 303
    assert (await dora.get()).status_code == 401
