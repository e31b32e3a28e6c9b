"""The dialogue that comes with the product, and the links the terminal shows."""

from facilitator.demo import load_where_empty
from facilitator.demo.links import greeting, newest
from facilitator.dialogues.queries import programme
from facilitator.people.queries import joined_count
from facilitator.rotation.queries import newest_plan
from facilitator.serve import reachable
from facilitator.tables.queries import seats_of, tables_of

BASE = "http://127.0.0.1:8000"


async def test_an_empty_house_gets_the_demo_once(database):
    assert await load_where_empty(database)
    assert not await load_where_empty(database)

    async with database.reading() as db:
        dialogue = await newest(db)
        cafe = (await programme(db, dialogue.id))[0]
        tables, seats = await tables_of(db, cafe.id), await seats_of(db, cafe.id)
        assert await joined_count(db, dialogue.id) == (150, 0)
    assert dialogue.published_at
    assert all(each.host_id and each.rapporteur_id for each in tables)
    assert len(seats) == 3 * 146


async def test_the_plan_of_the_demo_is_one_to_be_proud_of(database):
    """Made anew (see `facilitator/demo`) when the programme or the roster has changed."""
    await load_where_empty(database)
    async with database.reading() as db:
        dialogue = await newest(db)
        told = (await newest_plan(db, dialogue.live_session_id)).figures
    assert told["optimal"]
    assert (told["hard_violations"], told["table_revisits"], told["repeats"]) == (0, 0, 0)
    assert told["out_of_band_cells"] * 8 <= told["cells"]
    assert told["sizes"][0][0][1] >= 4


async def test_the_terminal_shows_a_link_for_each_screen_and_a_code(database):
    await load_where_empty(database)

    async with database.reading() as db:
        said = await greeting(db, BASE)
        dialogue = await newest(db)

    for name in ("Console", "Set-up", "Report desk", "Table host", "Phone", "Projector"):
        assert f"  {name} " in said
    assert said.count(f"{BASE}/link/") == 6
    assert f"{BASE}/j/{dialogue.join_code}" in said
    assert "▄" in said


async def test_an_empty_house_offers_to_make_a_dialogue(database):
    async with database.reading() as db:
        said = await greeting(db, BASE)

    assert f"{BASE}/setup" in said
    assert "/link/" not in said


def test_a_server_for_all_devices_names_an_address_they_can_reach():
    assert reachable("127.0.0.1") == "127.0.0.1"
    assert reachable("::1") == "[::1]"
    assert reachable("0.0.0.0") not in ("0.0.0.0", "")  # noqa: S104
