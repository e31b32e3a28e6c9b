"""The console: Dora and Emil run the room; nobody else does."""

import asyncio
import json
import re
from collections import Counter

import pytest
from sqlalchemy import select, update
from websockets.exceptions import InvalidStatus

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.kit.clock import now
from facilitator.kit.ids import new_id
from facilitator.messages.model import HelpFlag, Message
from facilitator.notes.model import Note
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant
from facilitator.rounds.model import Round, RoundMove
from facilitator.tables.model import Seat
from tests.house_server import running_house

HTMX = {"HX-Request": "true"}


@pytest.fixture
def dora(house, cafe):
    return house.visitor(cafe, "dora", "console")


@pytest.fixture
def emil(house, cafe):
    return house.visitor(cafe, "emil", "console")


def move(cafe, name, number=1):
    return f"sessions/{cafe.session}/rounds/{number}/{name}"


async def press(visitor, path, **fields):
    return await visitor.post(path, data=fields, headers=HTMX)


async def rows(house, model, **where):
    async with house.app.state.database.reading() as db:
        return list(await db.scalars(select(model).filter_by(**where)))


async def change(house, model, where, **values):
    async with house.app.state.database.writing() as db:
        await db.execute(update(model).where(where).values(**values))
        await db.commit()


async def add(house, *made):
    async with house.app.state.database.writing() as db:
        db.add_all(made)
        await db.commit()


def said(answer):
    """The sentence for the chair, and the way back."""
    assert answer.status_code == 204, answer.text
    return json.loads(answer.headers["HX-Trigger"])["told"]


def a_note(cafe, who="ada", table=1, **more):
    return Note(
        id=new_id(),
        dialogue_id=cafe.dialogue,
        session_id=cafe.session,
        round_number=1,
        table_id=cafe.tables.get(table),
        author_id=cafe.people[who],
        question_id=cafe.questions[1],
        key=f"key-{new_id()}",
        body_digest="",
        kind="gap",
        words="Trust grows slowly",
        written_at=now(),
        stored_at=now(),
        **more,
    )


# ---- rounds


async def test_the_day_runs_by_pressing_what_comes_next(house, cafe, dora):
    pressed = []
    while button := re.search(r'<button[^>]*id="next"[^>]*>', (await dora.regions())["clock"]):
        path = re.search(r'hx-post="([^"]+)"', button[0])[1]
        expected = re.search(r"expected&#34;: (\d+)", button[0])[1]
        answer = await press(dora, path, expected=expected)
        assert answer.status_code == 204, answer.text
        pressed.append("/".join(path.split("/")[-2:]))

    assert pressed == ["1/opening", "1/bell", "2/opening", "2/bell", "2/closing"]
    assert {each.phase for each in await rows(house, Round, session_id=cafe.session)} == {"closed"}
    assert 'id="next"' not in (await dora.regions())["clock"]


async def test_twenty_presses_open_one_round_and_name_who_did_it(house, cafe, database):
    url = database.url.render_as_string(hide_password=False)
    async with running_house(url) as second:
        chairs = [
            where.visitor(cafe, who, "console")
            for where in (house, second)
            for who in ("dora", "emil")
        ]
        answers = await asyncio.gather(
            *(press(each, move(cafe, "opening"), expected="0") for each in chairs * 5)
        )

    assert Counter(each.status_code for each in answers) == {204: 1, 409: 19}
    (made,) = await rows(house, RoundMove)
    winner = "Dora" if made.by == cafe.people["dora"] else "Emil"
    told = {each.text for each in answers if each.status_code == 409}
    assert told == {f'<p class="refusal" role="alert">Round 1 was already opened by {winner}.</p>'}


async def test_a_press_meant_for_another_session_moves_nothing(house, cafe, dora):
    later = DialogueSession(
        id=new_id(), dialogue_id=cafe.dialogue, key="later", title={"en": "Later"}, position=1
    )
    await add(house, later)
    answer = await press(dora, f"sessions/{later.id}/rounds/1/opening", expected=0)
    assert answer.status_code == 409
    assert "Another session is open" in answer.text


@pytest.mark.parametrize("path", ["sessions/{other}/rounds/1/opening", "sessions/{none}/opening"])
async def test_another_dialogues_session_does_not_exist(cafe, dora, path):
    path = path.format(other=cafe.other.session, none=new_id())
    answer = await press(dora, path, **({"expected": 0} if "rounds" in path else {}))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("rounds/1/opening", {"expected": "soon"}, 422),
        ("rounds/1/opening", {}, 422),
        ("rounds/1/opening", {"expected": 10**12}, 422),
        ("rounds/1/extension", {"expected": 0, "minutes": -5}, 422),
        ("rounds/1/extension", {"expected": 0, "minutes": 5}, 409),
        ("rounds/7/opening", {"expected": 0}, 404),
        ("rounds/99999999999999999999/opening", {"expected": 0}, 404),
        ("rounds/1/explosion", {"expected": 0}, 404),
    ],
)
async def test_nonsense_is_refused_in_a_sentence(cafe, dora, path, fields, status):
    answer = await press(dora, f"sessions/{cafe.session}/{path}", **fields)
    assert answer.status_code == status
    assert answer.text.startswith('<p class="refusal"')


# ---- sessions and wall


async def test_opening_a_session_takes_everybody_there_and_offers_the_way_back(house, cafe, dora):
    closing = DialogueSession(
        id=new_id(),
        dialogue_id=cafe.dialogue,
        key="closing",
        kind="plenary",
        title={"en": "Closing"},
        position=1,
    )
    await add(house, closing)

    told = said(await press(dora, f"sessions/{closing.id}/opening", expected=cafe.session))

    assert told["words"] == "Now open: Closing"
    assert (await rows(house, Dialogue, id=cafe.dialogue))[0].live_session_id == closing.id
    said(await press(dora, told["undo"], **told["values"]))
    assert (await rows(house, Dialogue, id=cafe.dialogue))[0].live_session_id == cafe.session


async def test_two_chairs_who_open_different_sessions(house, cafe, dora, emil):
    made = [
        DialogueSession(
            id=new_id(), dialogue_id=cafe.dialogue, key=key, title={"en": key}, position=place
        )
        for place, key in enumerate(["b", "c"], 1)
    ]
    ids = [each.id for each in made]
    await add(house, *made)

    answers = await asyncio.gather(
        press(dora, f"sessions/{ids[0]}/opening", expected=cafe.session),
        press(emil, f"sessions/{ids[1]}/opening", expected=cafe.session),
    )

    assert sorted(each.status_code for each in answers) == [204, 409]


async def test_a_session_is_not_left_while_a_round_runs(house, cafe, dora):
    later = DialogueSession(
        id=new_id(), dialogue_id=cafe.dialogue, key="later", title={"en": "Later"}, position=1
    )
    await add(house, later)
    await house.open_round(cafe)
    answer = await press(dora, f"sessions/{later.id}/opening", expected=cafe.session)
    assert (answer.status_code, "Round 1 is not closed yet." in answer.text) == (409, True)


async def test_the_wall_is_turned_from_the_console(house, cafe, dora):
    wall = house.visitor(cafe, "wall", "wall")
    assert (await press(dora, "wall/countdown")).status_code == 204
    shown = {name for name, html in (await wall.regions()).items() if html}
    assert shown == {"countdown"}
    assert (await press(dora, "wall/fireworks")).status_code == 404


# ---- words and help


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
        ({"words": "x" * 501}, 422),
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


# ---- people and notes


async def test_moving_a_person_and_back(house, cafe, dora):
    told = said(await press(dora, "moves", person="Ada (P001)", table=3, round=1))

    assert told["words"] == "Moved Ada to table 3"
    assert await table_of(house, cafe, "ada") == 3
    said(await press(dora, told["undo"], **told["values"]))
    assert await table_of(house, cafe, "ada") == 1


async def table_of(house, cafe, who, number=1):
    (seat,) = await rows(house, Seat, participant_id=cafe.people[who], round_number=number)
    return next(n for n, each in cafe.tables.items() if each == seat.table_id)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"person": "Nobody", "table": 3, "round": 1}, 422),
        ({"person": "Zora (P001x)", "table": 3, "round": 1}, 422),
        ({"person": "Ada", "table": 88, "round": 1}, 404),
        ({"person": "Ada", "table": 3, "round": 9}, 409),
        ({"person": "", "table": 3, "round": 1}, 422),
    ],
)
async def test_a_move_that_cannot_be_made(house, cafe, dora, fields, status):
    assert (await press(dora, "moves", **fields)).status_code == status
    assert await table_of(house, cafe, "ada") == 1


async def test_people_are_found_by_name_with_their_badge(cafe, dora):
    answer = await dora.get("people")
    assert '<option value="Ada (P001)">' in answer.text
    assert "Dora" not in answer.text, "chairs do not sit at tables"


async def test_those_who_came_without_a_seat_are_seated(house, cafe, dora):
    await change(house, Participant, Participant.id == cafe.people["ada"], joined_at=now())
    async with house.app.state.database.writing() as db:
        for seat in await db.scalars(select(Seat).filter_by(participant_id=cafe.people["ada"])):
            await db.delete(seat)
        await db.commit()
    assert "Ada" in (await dora.regions())["people"]

    assert said(await press(dora, "seats"))["words"] == "1 people seated"

    assert len(await rows(house, Seat, participant_id=cafe.people["ada"])) == 2
    assert (await dora.regions())["people"] == ""


async def test_a_note_leaves_the_tray_for_its_table(house, cafe, dora):
    stray = a_note(cafe, table=None)
    await add(house, stray)
    assert "Trust grows" in (await dora.regions())["tray"]
    form = await dora.get(f"notes/{stray.id}/place")
    assert form.text.index("Table 1, where the author sat") < form.text.index("Table 2")

    assert said(await press(dora, f"notes/{stray.id}/place", place=1))["words"].endswith("table 1")

    assert (await dora.regions())["tray"] == ""
    again = await press(dora, f"notes/{stray.id}/place", place=2)
    assert again.status_code == 404
    assert (await rows(house, Note))[0].table_id == cafe.tables[1]


async def test_the_tray_names_nobody_where_nothing_is_attributed(house, cafe, dora):
    await add(house, a_note(cafe, table=None))
    assert "Ada" in (await dora.regions())["tray"]
    await change(house, Dialogue, Dialogue.id == cafe.dialogue, attribution="non_attribution")
    tray = (await dora.regions())["tray"]
    assert "Trust grows" in tray
    assert "Ada" not in tray


async def test_a_plan_is_made_before_the_first_round_only(house, cafe, dora):
    assert said(await press(dora, "plans"))["words"] == "Seating plan 1 made"
    assert "version 1" in (await dora.regions())["plan"]
    await house.open_round(cafe)
    assert (await press(dora, "plans")).status_code == 409


# ---- the room at a glance


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


async def test_a_chair_reads_it_in_their_language_and_signs_out(cafe, dora):
    assert (await dora.post("locale", data={"locale": "ar"})).status_code == 303
    assert 'dir="rtl"' in (await dora.get()).text
    assert (await dora.post("locale", data={"locale": "tlh"})).status_code == 303
    assert 'dir="rtl"' in (await dora.get()).text

    assert (await dora.post("departure")).status_code == 303
    assert (await dora.get()).status_code == 401


# ---- who may not


COMMANDS = [
    "sessions/{session}/rounds/1/opening",
    "sessions/{session}/opening",
    "wall/harvest",
    "messages",
    "tables/1/help/end",
    "moves",
    "seats",
    "plans",
    "notes/{note}/place",
    "notes/{note}/feature/true",
]
FIELDS = {"expected": 0, "words": "Hello", "person": "Ada", "table": 3, "round": 1, "place": 1}


@pytest.mark.parametrize("who", ["", "ada", "gita", "omar", "finn", "zora"])
async def test_nobody_else_runs_the_room(house, cafe, who):
    stray = a_note(cafe, table=None)
    await add(house, stray)
    visitor = house.visitor(cafe.other if who == "zora" else cafe, who, "console")
    visitor.slug = cafe.slug
    for command in COMMANDS:
        path = command.format(session=cafe.session, note=stray.id)
        answer = await press(visitor, path, **FIELDS)
        assert answer.status_code in (401, 403, 404), f"{who} {command}"
    for page in ("", "tables/1", "people", f"notes/{stray.id}/place"):
        answer = await visitor.get(page)
        assert answer.status_code in (401, 403, 404), f"{who} {page}"
        assert "Ada" not in answer.text
        assert "Trust" not in answer.text
    assert {each.phase for each in await rows(house, Round)} == {"planned"}
    assert await rows(house, Message) == []
    assert (await rows(house, Note))[0].table_id is None
    assert await table_of(house, cafe, "ada") == 1


@pytest.mark.parametrize("page", ["", "tables/1"])
async def test_nobody_else_watches_the_room(house, cafe, page):
    for who in ("", "ada", "finn"):
        with pytest.raises(InvalidStatus):
            await house.visitor(cafe, who, "console").watching(page).__aenter__()


async def test_a_chair_of_another_dialogue_reaches_no_note_of_this_one(house, cafe):
    note = a_note(cafe)
    await add(house, note)
    zora = house.visitor(cafe.other, "zora", "console")
    assert (await press(zora, f"notes/{note.id}/feature/true")).status_code == 404
    assert (await press(zora, f"notes/{note.id}/place", place=1)).status_code == 404
