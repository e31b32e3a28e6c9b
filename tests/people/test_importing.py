"""A roster taken in, and the same roster again."""

import pytest

from facilitator.dialogues.queries import dialogue as dialogue_of
from facilitator.people.events import RosterChanged
from facilitator.people.importing import compare, import_roster
from facilitator.people.queries import by_keys
from facilitator.people.roster import read_roster
from facilitator.people.rules import Role
from tests.shared import shared
from tests.works import at_work

LIST = """id,name,constituency,party,language,role
X1,Ada Zorn,party,NOR,en,participant
X2,Ben Yuki,party,SAM,fr,participant
X3,Cleo Wax,nps,,es,observer
"""


async def taken_in(database, cafe, text, actor=None):
    async with at_work(database, actor) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        imported = await import_roster(work, dialogue, read_roster(text.encode()))
        return imported, work.happened


async def people(database, cafe):
    async with database.reading() as db:
        return await by_keys(db, cafe.dialogue)


async def test_new_people_come_with_region_and_groups_of_their_party(database, cafe):
    imported, happened = await taken_in(database, cafe, LIST.replace("SAM", "WSM"))

    found = await people(database, cafe)
    assert imported.created == ("X1", "X2", "X3")
    assert (found["X2"].un_region, "AOSIS" in found["X2"].groups) == ("Asia-Pacific", True)
    assert happened == [RosterChanged(cafe.dialogue)]


async def test_the_same_list_again_changes_nobody(database, cafe):
    await taken_in(database, cafe, LIST)
    again, _ = await taken_in(database, cafe, LIST)

    assert (again.created, again.updated) == ((), ())
    assert again.unchanged == ("X1", "X3")
    assert again.left_out == (3,)


async def test_a_changed_cell_changes_that_person_only(database, cafe):
    await taken_in(database, cafe, LIST)
    before = await people(database, cafe)
    again, _ = await taken_in(database, cafe, LIST.replace("Ada Zorn", "Ada Zorn-Li"))

    found = await people(database, cafe)
    assert (again.updated, again.unchanged) == (("X1",), ("X3",))
    assert found["X1"].name == "Ada Zorn-Li"
    assert found["X1"].link_token == before["X1"].link_token


async def test_a_column_that_is_missing_leaves_what_is_there(database, cafe):
    await taken_in(database, cafe, LIST)
    again, _ = await taken_in(database, cafe, "id,name\nX3,Cleo Wax\n")

    assert again.unchanged == ("X3",)
    assert (await people(database, cafe))["X3"].role == Role.OBSERVER


async def test_an_emptied_cell_empties_the_field(database, cafe):
    await taken_in(database, cafe, LIST)
    await taken_in(database, cafe, LIST.replace("es,observer", ",observer"))

    assert (await people(database, cafe))["X3"].language is None


async def test_ids_are_the_same_in_capitals(database, cafe):
    await taken_in(database, cafe, LIST)
    again, _ = await taken_in(database, cafe, LIST.replace("X1", "x1"))

    assert again.created == ()


async def test_nobody_imports_themselves_out_of_the_chair(database, cafe):
    text = "id,name,role\nP004,Dora,participant\nP005,Emil,participant\n"
    await taken_in(database, cafe, text, actor=cafe.people["dora"])

    found = await people(database, cafe)
    assert found["P004"].role == Role.CO_FACILITATOR
    assert found["P005"].role == Role.PARTICIPANT


async def test_a_comparison_says_what_would_change_and_changes_nothing(database, cafe):
    await taken_in(database, cafe, LIST)
    async with database.reading() as db:
        dialogue = await dialogue_of(db, cafe.dialogue)
        sheet = read_roster(LIST.replace("Ada Zorn", "Ada").encode())
        changes = {each.row.key: each.differs for each in await compare(db, dialogue, sheet)}

    assert changes == {"X1": {"name": "Ada"}, "X3": {}}
    assert (await people(database, cafe))["X1"].name == "Ada Zorn"


async def test_people_of_another_dialogue_stay_as_they_are(database, cafe):
    await taken_in(database, cafe, "id,name\nP001,Somebody else\n")

    assert (await people(database, cafe.other))["P001"].name == "Zora"


@pytest.mark.parametrize("times", [1, 2])
async def test_the_shared_roster(database, cafe, times):
    data = shared("cafe/roster.csv").read_bytes()
    async with at_work(database) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        for _ in range(times):
            imported = await import_roster(work, dialogue, read_roster(data))

    assert imported.left_out == ()
    assert len(imported.created if times == 1 else imported.unchanged) >= 140
