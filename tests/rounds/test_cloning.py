"""A dialogue made after another one."""

import pytest

from facilitator.dialogues.programme import DialogueSpec
from facilitator.dialogues.queries import dialogue as dialogue_of
from facilitator.kit.errors import Invalid
from facilitator.people.queries import roster
from facilitator.rounds.cloning import clone
from facilitator.rounds.writing import written_down
from tests.works import at_work


async def cloned(database, cafe, slug):
    async with at_work(database) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        return await clone(work, dialogue, DialogueSpec(slug, {"en": "Again"}))


async def test_a_copy_has_the_programme_and_the_chairs_only(database, cafe):
    copy = await cloned(database, cafe, "harbour-again")

    async with database.reading() as db:
        before = await written_down(db, await dialogue_of(db, cafe.dialogue))
        after = await written_down(db, copy)
        people = await roster(db, copy.id)
    assert [each.name for each in people] == ["Dora", "Emil"]
    assert (after.themes, after.questions) == (before.themes, before.questions)
    assert after.sessions[0].rounds == before.sessions[0].rounds
    assert {each.host for each in after.sessions[0].tables} == {None}
    assert (after.dialogue.title, copy.published_at) == ({"en": "Again"}, None)


async def test_links_of_the_copy_are_new(database, cafe):
    copy = await cloned(database, cafe, "harbour-again")

    async with database.reading() as db:
        old = {each.link_token for each in await roster(db, cafe.dialogue)}
        new = {each.link_token for each in await roster(db, copy.id)}
    assert not old & new


async def test_an_address_is_taken_once(database, cafe):
    with pytest.raises(Invalid) as refused:
        await cloned(database, cafe, "other-cafe")

    assert "key" in refused.value.problems
