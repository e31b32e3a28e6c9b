"""Hosts and table rapporteurs as the roster names them, today and in its next version."""

from facilitator.dialogues.queries import dialogue as dialogue_of
from facilitator.people.queries import by_keys
from facilitator.people.roster import read_roster
from facilitator.people.rules import Role
from facilitator.tables.keeping import import_people
from facilitator.tables.queries import tables_of
from tests.works import at_work

FIRST = "id,name,role\nX1,Kim,table_host:3\nX2,Lou,participant\nX3,Mo,table_rapporteur:9\n"


async def taken_in(database, cafe, text):
    async with at_work(database) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        await import_people(work, dialogue, read_roster(text.encode()))
        keys = {each.id: key for key, each in (await by_keys(work.db, cafe.dialogue)).items()}
        tables = await tables_of(work.db, cafe.session)
        return {t.number: (keys.get(t.host_id), keys.get(t.rapporteur_id)) for t in tables}


async def role(database, cafe, key):
    async with database.reading() as db:
        return (await by_keys(db, cafe.dialogue))[key].role


async def test_a_roster_names_hosts_and_others_stay(database, cafe):
    kept = await taken_in(database, cafe, FIRST)

    assert kept == {1: ("P007", "P008"), 2: ("P009", None), 3: ("X1", None)}


async def test_the_next_roster_gives_the_table_to_somebody_else(database, cafe):
    await taken_in(database, cafe, FIRST)
    second = FIRST.replace("X1,Kim,table_host:3", "X1,Kim,participant")
    kept = await taken_in(database, cafe, second.replace("Lou,participant", "Lou,table_host:3"))

    assert kept[3] == ("X2", None)
    assert await role(database, cafe, "X1") == Role.PARTICIPANT


async def test_a_host_who_is_a_participant_now_keeps_no_table(database, cafe):
    await taken_in(database, cafe, FIRST)
    kept = await taken_in(database, cafe, FIRST.replace("table_host:3", "participant"))

    assert kept[3] == (None, None)


async def test_a_post_waits_for_its_table(database, cafe):
    await taken_in(database, cafe, FIRST)

    async with database.reading() as db:
        dialogue = await dialogue_of(db, cafe.dialogue)
    assert dialogue.appointed == {"X3": "table_rapporteur:9"}
