"""People put on the roster and changed by hand."""

from dataclasses import replace

import pytest

from facilitator.dialogues.queries import dialogue as dialogue_of
from facilitator.kit.errors import Invalid
from facilitator.people.editing import add_person, change_person, renew_ways_in
from facilitator.people.queries import passes_of, person
from facilitator.people.roster import RosterRow
from facilitator.people.rules import Role
from tests.works import at_work

NOBODY = RosterRow(
    row=0, key="", name="Mia", constituency=None, party=None, organisation=None, category=None,
    un_region=None, groups=("LDC",), gender=None, language="fr", expertise=None,
    role=Role.PARTICIPANT, table=None,
)  # fmt: skip


async def test_somebody_new_gets_the_next_free_id(database, cafe):
    async with at_work(database) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        mia = await add_person(work, dialogue, NOBODY)

    assert (mia.key, mia.name, mia.groups, mia.language) == ("P011", "Mia", ["LDC"], "fr")
    assert len(mia.personal_code) == 8


async def test_an_id_belongs_to_one_person(database, cafe):
    async with at_work(database) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        with pytest.raises(Invalid) as refused:
            await add_person(work, dialogue, replace(NOBODY, key="p001"))

    assert "key" in refused.value.problems


async def test_the_last_chair_stays_in_the_chair(database, cafe):
    async with at_work(database) as work:
        emil = await person(work.db, cafe.dialogue, cafe.people["emil"])
        await change_person(work, emil, replace(NOBODY, key=emil.key))
        dora = await person(work.db, cafe.dialogue, cafe.people["dora"])
        with pytest.raises(Invalid) as refused:
            await change_person(work, dora, replace(NOBODY, key=dora.key))

    assert "role" in refused.value.problems


async def test_renewing_ends_the_old_ways_in(database, cafe):
    async with at_work(database) as work:
        ada = await person(work.db, cafe.dialogue, cafe.people["ada"])
        before = ada.link_token, ada.personal_code
        assert await passes_of(work.db, ada.id)
        await renew_ways_in(work, ada)
        after = ada.link_token, ada.personal_code
        assert not await passes_of(work.db, ada.id)

    assert not set(before) & set(after)
