"""Tables changed by hand, and who stays at them."""

import pytest

from facilitator.dialogues.programme import TableSpec
from facilitator.dialogues.queries import dialogue as dialogue_of
from facilitator.dialogues.queries import session as session_of
from facilitator.kit.errors import Conflict, Invalid
from facilitator.people.queries import person
from facilitator.people.rules import Role
from facilitator.tables.editing import add_table, change_table, make_tables, make_twin
from facilitator.tables.laying import take_away_table
from facilitator.tables.queries import numbered, tables_of
from tests.works import at_work


async def changed(database, cafe, number, **spec):
    async with at_work(database) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        table = await numbered(work.db, cafe.session, number)
        await change_table(work, dialogue, table, TableSpec(number, **spec))


async def role(database, cafe, who):
    async with database.reading() as db:
        return (await person(db, cafe.dialogue, cafe.people[who])).role


async def keepers(database, cafe):
    names = {who_id: who for who, who_id in cafe.people.items()}
    async with database.reading() as db:
        tables = await tables_of(db, cafe.session)
    return {t.number: (names.get(t.host_id), names.get(t.rapporteur_id)) for t in tables}


async def test_a_new_host_stays_and_the_old_one_is_a_participant_again(database, cafe):
    await changed(database, cafe, 1, host="P001", rapporteur="P008")

    assert (await keepers(database, cafe))[1] == ("ada", "hugo")
    assert await role(database, cafe, "ada") == Role.TABLE_HOST
    assert await role(database, cafe, "gita") == Role.PARTICIPANT


async def test_a_host_who_changes_table_leaves_the_other(database, cafe):
    await changed(database, cafe, 3, host="P009")

    found = await keepers(database, cafe)
    assert (found[2], found[3]) == ((None, None), ("ines", None))


async def test_two_hosts_may_change_places_one_after_the_other(database, cafe):
    await changed(database, cafe, 1, host="P009", rapporteur="P008")
    await changed(database, cafe, 2, host="P007")

    found = await keepers(database, cafe)
    assert (found[1], found[2]) == (("ines", "hugo"), ("gita", None))
    assert await role(database, cafe, "gita") == Role.TABLE_HOST


@pytest.mark.parametrize(
    ("spec", "field"),
    [({"host": "P004"}, "host"), ({"host": "P001", "rapporteur": "P001"}, "rapporteur")],
)
async def test_who_cannot_keep_a_table(database, cafe, spec, field):
    with pytest.raises(Invalid) as refused:
        await changed(database, cafe, 1, **spec)

    assert list(refused.value.problems) == [field]


async def test_a_row_of_tables_takes_the_themes_in_turn(database, cafe):
    async with at_work(database) as work:
        session = await session_of(work.db, cafe.session)
        made = await make_tables(work, session, 3, 5, ["water", "energy"])
        assert made[0].theme_id == made[2].theme_id != made[1].theme_id

    assert [(each.number, each.seats) for each in made] == [(4, 5), (5, 5), (6, 5)]


async def test_a_number_is_taken_once(database, cafe):
    async with at_work(database) as work:
        session = await session_of(work.db, cafe.session)
        with pytest.raises(Invalid, match="needs another look"):
            await add_table(work, session, TableSpec(2))


async def test_a_twin_has_the_same_subject(database, cafe):
    async with at_work(database) as work:
        session = await session_of(work.db, cafe.session)
        table = await numbered(work.db, cafe.session, 1)
        twin = await make_twin(work, session, table)

    assert (twin.number, twin.theme_id, twin.seats) == (4, table.theme_id, 6)
    assert twin.keepers == set()


async def test_a_table_goes_with_its_future_seats_only(database, cafe):
    async with at_work(database) as work:
        await take_away_table(work, await numbered(work.db, cafe.session, 3), {1, 2})
        with pytest.raises(Conflict, match="table 2"):
            await take_away_table(work, await numbered(work.db, cafe.session, 2), {2})
