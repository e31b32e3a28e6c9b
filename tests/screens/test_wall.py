"""The wall: what the hall reads. It is steered from the console and names nobody."""

import re

import pytest
from sqlalchemy import update
from websockets.exceptions import InvalidStatus

from facilitator.dialogues.conducting import turn_wall
from facilitator.dialogues.model import Dialogue, Theme
from facilitator.dialogues.rules import WallView
from facilitator.kit.clock import now
from facilitator.kit.ids import new_id
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.rounds.actions import move_round
from facilitator.rounds.rules import Move
from facilitator.screens.seating_map import LEGIBLE, spans
from facilitator.tables.model import Table
from tests.cast import CAST

VIEWS = list(WallView)


@pytest.fixture
def wall(house, cafe):
    return house.visitor(cafe, "wall", "wall")


async def turned(house, cafe, view):
    async with house.at_work(cafe) as work:
        await turn_wall(work, await work.db.get_one(Dialogue, cafe.dialogue), WallView(view))


async def add(house, *made):
    async with house.app.state.database.writing() as db:
        db.add_all(made)
        await db.commit()


def a_note(cafe, words, featured=False, **more):
    return Note(
        id=new_id(),
        dialogue_id=cafe.dialogue,
        session_id=cafe.session,
        round_number=1,
        table_id=cafe.tables[1],
        author_id=cafe.people["ada"],
        question_id=cafe.questions[1],
        key=f"key-{new_id()}",
        body_digest="",
        words=words,
        written_at=now(),
        stored_at=now(),
        featured_at=now() if featured else None,
        **{"kind": "gap", **more},
    )


@pytest.mark.parametrize("view", VIEWS)
async def test_one_view_is_shown_at_a_time(house, cafe, wall, view):
    await turned(house, cafe, view)
    drawn = await wall.regions()
    assert {name for name, html in drawn.items() if html} == {view}


@pytest.mark.parametrize("view", VIEWS)
async def test_every_view_can_be_shown_before_anything_is_open(house, cafe, wall, view):
    async with house.app.state.database.writing() as db:
        shut = update(Dialogue).where(Dialogue.id == cafe.dialogue)
        await db.execute(shut.values(live_session_id=None, ground_rules={}))
        await db.commit()
    await turned(house, cafe, view)
    assert (await wall.regions())[view]


async def test_a_turn_of_the_wall_is_seen_at_once(house, cafe, wall):
    async with wall.watching() as watched:
        await watched.until(lambda drawn: "message" in drawn)
        assert watched.regions["join"]
        await turned(house, cafe, "countdown")
        await watched.until(lambda drawn: drawn["countdown"] and not drawn["join"])
        assert watched.regions == await wall.regions()


async def test_the_way_in_is_a_code_for_cameras_and_one_for_fingers(house, cafe, wall):
    join = (await wall.regions())["join"]
    assert '<svg viewBox="0 0' in join
    assert f"{cafe.join_code[:4]} {cafe.join_code[4:]}" in join
    assert "style=" not in join


async def test_the_map_fills_as_people_arrive_and_points_ahead_at_the_bell(house, cafe, wall):
    await turned(house, cafe, "map")
    await house.open_round(cafe)
    assert "Round 1: the tables" in (await wall.regions())["map"]
    await house.visitor(cafe, "ada").post("arrival")
    assert (await wall.regions())["map"].count("chair taken") == 1

    async with house.at_work(cafe) as work:
        await move_round(work, cafe.session, 1, Move.RING, 1)

    ahead = (await wall.regions())["map"]
    assert "Round 2: where to next" in ahead
    assert "chair taken" not in ahead


async def test_a_great_hall_shows_numbers_by_theme(house, cafe, wall):
    async with house.app.state.database.reading() as db:
        water = (await db.get_one(Table, cafe.tables[2])).theme_id
        energy = (await db.get_one(Theme, (await db.get_one(Table, cafe.tables[1])).theme_id)).id
    await add(
        house,
        *(
            Table(
                dialogue_id=cafe.dialogue,
                session_id=cafe.session,
                number=number,
                theme_id=water if number < 30 else energy,
            )
            for number in range(4, LEGIBLE + 2)
        ),
    )
    await turned(house, cafe, "map")
    shown = (await wall.regions())["map"]
    assert "<svg" not in shown
    assert "4–29" in shown
    assert f"30–{LEGIBLE + 1}" in shown


def test_spans_of_numbers():
    assert spans([]) == []
    assert spans([7]) == ["7"]
    assert spans([1, 2, 3, 5, 8, 9]) == ["1–3", "5", "8–9"]


async def test_the_question_is_large_when_it_is_one_and_by_theme_when_they_are_several(
    house, cafe, wall
):
    await turned(house, cafe, "question")
    several = (await wall.regions())["question"]
    assert several.index("Water") < several.index("What matters for water?")
    assert several.index("Energy") < several.index("What matters for energy?")


async def test_the_harvest_shows_counts_and_only_what_a_chair_featured(house, cafe, wall):
    quiet, loud = (
        a_note(cafe, "Kept at the table"),
        a_note(cafe, "Read to everybody", kind="solution"),
    )
    gone = a_note(cafe, "Taken back", featured=True, withdrawn_at=now())
    await add(house, quiet, loud, gone)
    await turned(house, cafe, "harvest")
    dora = house.visitor(cafe, "dora", "console")

    before = str(await wall.regions())
    assert (await dora.post(f"notes/{loud.id}/feature/true")).status_code == 204
    shown = (await wall.regions())["harvest"]
    assert (await dora.post(f"notes/{loud.id}/feature/false")).status_code == 204
    after = str(await wall.regions())

    assert "Read to everybody" in shown
    assert "Read to everybody" not in before + after
    assert "Kept at the table" not in before + shown + after
    assert "Taken back" not in before + shown + after
    assert "2 notes" in shown
    assert re.search(r"Gap\s*<b class=\"number\">1</b>", shown)


@pytest.mark.parametrize("view", VIEWS)
async def test_the_wall_names_nobody(house, cafe, wall, view):
    async with house.app.state.database.writing() as db:
        for who in CAST:
            one = update(Participant).where(Participant.id == cafe.people[who])
            await db.execute(
                one.values(name=f"CANARY {who}", organisation="CANARY office", shown_as=None)
            )
        await db.commit()
    await house.open_round(cafe)
    await house.visitor(cafe, "ada").post("arrival")
    await house.visitor(cafe, "ada").post("help")
    await add(house, a_note(cafe, "Read to everybody", featured=True))
    await turned(house, cafe, view)
    page = (await wall.get()).text
    assert "CANARY" not in page
    assert ("Read to everybody" in page) == (view == "harvest")
    assert "CANARY ada" in (await house.visitor(cafe, "dora", "console").regions())["help"]


async def test_words_to_everybody_stay_until_the_round_moves_on(house, cafe, wall):
    dora = house.visitor(cafe, "dora", "console")
    await dora.post("messages", data={"words": "Coffee at the back"})
    await dora.post("messages", data={"words": "Only for you", "to": 1})
    band = (await wall.regions())["message"]
    assert ("Coffee" in band, "Dora" in band, "Only for you" in band) == (True, True, False)

    await house.open_round(cafe)

    assert (await wall.regions())["message"] == ""


async def test_the_console_shows_the_wall_small(house, cafe, wall):
    dora = house.visitor(cafe, "dora", "console")
    for view in ("join", "map", "harvest"):
        await turned(house, cafe, view)
        assert (await wall.regions())[view] in (await dora.regions())["wall"]


@pytest.mark.parametrize("who", ["", "ada", "dora"])
async def test_the_wall_opens_to_its_own_pass_only(house, cafe, who):
    visitor = house.visitor(cafe, who, "wall")
    answer = await visitor.get()
    assert answer.status_code == 401
    assert cafe.join_code not in answer.text
    with pytest.raises(InvalidStatus):
        await visitor.watching().__aenter__()


async def test_a_walls_pass_opens_nothing_else(house, cafe, wall):
    for path in (f"/console/{cafe.slug}", f"/phone/{cafe.slug}", f"/table/{cafe.slug}"):
        cookies = {
            f"{door}_{cafe.slug}": wall.cookie.split("=", 1)[1]
            for door in ("staff", "phone", "table")
        }
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        answer = await wall.send("GET", path, headers={"Cookie": cookie})
        assert answer.status_code == 401
    other = house.visitor(cafe.other, "", "wall")
    other.cookie = wall.cookie.replace(cafe.slug, cafe.other.slug)
    assert (await other.get()).status_code == 401
