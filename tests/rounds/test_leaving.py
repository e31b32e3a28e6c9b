"""Taking people off the roster."""

import pytest
from sqlalchemy import select

from facilitator.dialogues.queries import dialogue as dialogue_of
from facilitator.kit.errors import Conflict
from facilitator.people.model import Participant
from facilitator.people.queries import person
from facilitator.rounds.actions import open_next
from facilitator.rounds.leaving import remove_person
from facilitator.tables.queries import numbered
from tests.works import at_work


async def taken_off(database, cafe, who):
    async with at_work(database) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        await remove_person(work, dialogue, await person(work.db, cafe.dialogue, cafe.people[who]))


async def is_there(database, cafe, who):
    async with database.reading() as db:
        return bool(await db.scalar(select(Participant.id).filter_by(id=cafe.people[who])))


async def test_before_the_first_round_anybody_can_go(database, cafe):
    await taken_off(database, cafe, "gita")

    assert not await is_there(database, cafe, "gita")
    async with database.reading() as db:
        assert (await numbered(db, cafe.session, 1)).host_id is None


async def test_whoever_sat_in_a_round_stays(database, cafe):
    async with at_work(database, cafe.people["dora"]) as work:
        await open_next(work, cafe.session, 1)

    with pytest.raises(Conflict, match="Ada has taken part"):
        await taken_off(database, cafe, "ada")
    assert await is_there(database, cafe, "ada")


async def test_the_last_chair_stays(database, cafe):
    await taken_off(database, cafe, "emil")

    with pytest.raises(Conflict, match="Nobody else could run"):
        await taken_off(database, cafe, "dora")
