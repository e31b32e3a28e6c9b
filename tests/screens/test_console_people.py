"""The console: people moved, seated and found; notes placed."""

import pytest
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue
from facilitator.kit.clock import now
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.tables.model import Seat
from tests.screens.chairing import a_note, add, change, press, rows, said, table_of


async def test_moving_a_person_and_back(house, cafe, dora):
    told = said(await press(dora, "moves", person="Ada (P001)", table=3, round=1))

    assert told["words"] == "Moved Ada to table 3"
    assert await table_of(house, cafe, "ada") == 3
    said(await press(dora, told["undo"], **told["values"]))
    assert await table_of(house, cafe, "ada") == 1


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
