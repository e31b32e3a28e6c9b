"""The console is for the two chairs, and for nobody else."""

import pytest
from websockets.exceptions import InvalidStatus

from facilitator.messages.model import Message
from facilitator.notes.model import Note
from facilitator.rounds.model import Round
from tests.screens.chairing import a_note, add, press, rows, table_of

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
