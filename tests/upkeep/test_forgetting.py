"""A person who is forgotten is nowhere any more; what the tables wrote is."""

import gzip
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from facilitator.dialogues.model import Dialogue, Upload
from facilitator.kit.clock import now
from facilitator.kit.ledger import LoggedEvent
from facilitator.people.model import Participant
from facilitator.upkeep.copying import back_up
from facilitator.upkeep.forgetting import forget, forget_all, quiet
from facilitator.upkeep.verifying import verified
from tests.live.deeds import Evening
from tests.live.test_socket import code_of, knock

CANARIES = {
    "name": "Canaryname",
    "shown_as": "Canaryalias",
    "organisation": "Canaryhouse",
    "party": "Canaryland",
    "category": "Canarykind",
    "expertise": "Canarylore",
    "groups": ["Canarygroup"],
    "key": "CANARY-1",
}


@pytest.fixture
async def marked(house, cafe):
    """Ada, with a canary wherever it can be told who she is; she has written a note."""
    await house.open_round(cafe)
    await Evening(house, cafe).note(words="Rivers first")
    async with house.at_work(cafe) as work:
        ada = await work.db.get_one(Participant, cafe.people["ada"])
        for field, canary in CANARIES.items():
            setattr(ada, field, canary)
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        dialogue.appointed = {"CANARY-1": "table_host:1"}
        work.db.add(
            Upload(
                dialogue_id=cafe.dialogue,
                by=None,
                purpose="roster",
                name="Canaryfile",
                data=b"Canaryname",
                at=now(),
            )
        )
    return house.app.state.database


async def test_nothing_tells_who_it_was(marked, cafe, house, tmp_path):
    assert await forget(marked, cafe.slug, "CANARY-1")
    await back_up(marked, tmp_path / "copy")
    copied = gzip.decompress((tmp_path / "copy").read_bytes()).lower()
    assert b"canary" not in copied
    assert b"rivers first" in copied
    if marked.is_sqlite:
        for file in tmp_path.glob("house.db*"):
            assert b"anary" not in file.read_bytes(), file
    assert all(finding.good for finding in await verified(marked))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_the_screens_of_the_forgotten_close_and_others_go_on(marked, cafe, house):
    async with knock(house, cafe) as ada, knock(house, cafe, who="ben") as ben:
        await ada.recv()
        await ben.recv()
        await forget(marked, cafe.slug, "CANARY-1")
        assert await code_of(ada) == 4403
        await ben.send('{"type":"ping","sent":1}')
        assert await ben.recv()
    assert (await house.visitor(cafe, "ada").get()).status_code == 401
    board = await house.visitor(cafe, "dora", "console").get()
    assert "Canary" not in board.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_whoever_is_not_there_is_not_forgotten(marked, cafe):
    assert not await forget(marked, cafe.slug, "P999")
    assert not await forget(marked, "no-such-dialogue", "CANARY-1")
    async with marked.reading() as db:
        ada = await db.get_one(Participant, cafe.people["ada"])
    assert ada.name == "Canaryname"


async def test_people_are_forgotten_when_their_dialogue_is_long_over(marked, cafe):
    assert await quiet(marked, 30) == []
    long_ago = now() - timedelta(days=31)
    async with marked.writing() as db:
        await db.execute(update(Dialogue).values(created_at=long_ago))
        await db.execute(
            update(LoggedEvent).where(LoggedEvent.dialogue_id == cafe.dialogue).values(at=long_ago)
        )
        await db.commit()
    due = dict(await quiet(marked, 30))
    assert due == {cafe.slug: len(cafe.people), cafe.other.slug: len(cafe.other.people)}
    await forget_all(marked, cafe.slug)
    assert dict(await quiet(marked, 30)) == {cafe.other.slug: len(cafe.other.people)}
    async with marked.reading() as db:
        names = set(await db.scalars(select(Participant.name)))
    assert names == {"–", "Zora", "Yann"}
