"""The console: Dora and Emil move the rounds and open sessions; one press is one move."""

import asyncio
import re
from collections import Counter

import pytest

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.kit.ids import new_id
from facilitator.rounds.model import Round, RoundMove
from tests.house_server import running_house
from tests.screens.chairing import add, move, press, rows, said


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
