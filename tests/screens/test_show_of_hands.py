"""A show of hands at a table: counted for those without a phone, and never over their own word."""

from uuid import UUID

import pytest
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue
from facilitator.harvest.actions.hearing import read_back
from facilitator.harvest.laid import laid
from facilitator.harvest.model import PointSupport
from facilitator.notes.model import Support
from facilitator.people.model import Participant
from tests.harvest.boards import Table
from tests.harvest.noting import write_notes
from tests.works import at_work


@pytest.fixture
async def notes(house, cafe, database):
    """Round 1 is open; the first note is Ada's, at Gita's table, where Ben sits too."""
    await house.open_round(cafe)
    return await write_notes(database, cafe)


@pytest.fixture
def gita(house, cafe):
    return house.visitor(cafe, "gita", "table")


@pytest.fixture
def ben(house, cafe):
    return house.visitor(cafe, "ben", "phone")


async def said(database, note):
    async with database.reading() as db:
        found = await db.scalars(select(Support).filter_by(note_id=note))
        return {each.participant_id: (each.stance, each.counted_by) for each in found}


async def counted(gita, note, **hands):
    answer = await gita.post(f"notes/{note}/hands", data=hands)
    assert answer.status_code == 204, answer.text


async def test_those_at_the_table_are_asked_but_not_who_wrote_the_note(gita, notes):
    page = await gita.get(f"notes/{notes[0]}/hands")
    assert "Ben" in page.text
    assert "Hugo" in page.text
    assert "Ada" not in page.text
    assert "Cleo" not in page.text


async def test_hands_are_counted_and_can_be_counted_again(gita, cafe, database, notes):
    ben, hugo, host = (cafe.people[who] for who in ("ben", "hugo", "gita"))
    await counted(gita, notes[0], share=[str(ben)], differ=[str(hugo)])
    assert await said(database, notes[0]) == {ben: ("share", host), hugo: ("differ", host)}
    again = (await gita.get(f"notes/{notes[0]}/hands")).text
    assert f'name="share" value="{ben}" checked' in again
    await counted(gita, notes[0], share=[str(hugo)])
    assert await said(database, notes[0]) == {hugo: ("share", host)}


async def test_what_somebody_says_on_their_own_phone_stands(gita, ben, cafe, database, notes):
    await ben.post(f"notes/{notes[0]}/support/differ")
    await counted(gita, notes[0], share=[str(cafe.people["ben"])])
    assert await said(database, notes[0]) == {cafe.people["ben"]: ("differ", None)}
    form = (await gita.get(f"notes/{notes[0]}/hands")).text
    assert "checked" not in form  # nor is it told to whoever counts


async def test_a_persons_own_word_takes_the_place_of_a_counted_hand(
    gita, ben, cafe, database, notes
):
    await counted(gita, notes[0], share=[str(cafe.people["ben"])])
    await ben.post(f"notes/{notes[0]}/support/differ")
    await counted(gita, notes[0])
    assert await said(database, notes[0]) == {cafe.people["ben"]: ("differ", None)}


async def test_nobody_of_another_table_and_not_the_author_is_counted(gita, cafe, database, notes):
    others = [str(cafe.people[who]) for who in ("cleo", "ada", "dora")]
    await counted(gita, notes[0], share=others)
    assert await said(database, notes[0]) == {}


async def test_a_note_of_another_table_is_not_there(gita, notes):
    assert (await gita.get(f"notes/{notes[3]}/hands")).status_code == 404
    assert (await gita.post(f"notes/{notes[3]}/hands", data={})).status_code == 404
    assert (await gita.post(f"notes/{notes[0]}/hands", data={"share": "me"})).status_code == 422


async def test_a_counted_hand_stands_behind_the_point(gita, cafe, database, notes):
    async with at_work(database) as work:
        ben = await work.db.get_one(Participant, cafe.people["ben"])
        ben.constituency, ben.party = "party", "FJI"
    await counted(gita, notes[0], share=[str(cafe.people["ben"])])
    async with database.reading() as db:
        dialogue = await db.get_one(Dialogue, cafe.dialogue)
        lying = await laid(db, dialogue, cafe.session)
    assert "FJI" in lying.behind[str(notes[0])].parties


@pytest.fixture
async def board(cafe, database, notes):
    table = Table(database, cafe, notes)
    await table.gather()
    return table


async def sent_back(board):
    """The first side of the point that the first note is in; it is read back to the tables."""
    point = await board.with_note(0)
    async with board.doing() as (work, held):
        await read_back(work, held, {UUID(point.id): point.version}, True)
    return UUID(point.positions[0].id)


async def stances(database, position):
    async with database.reading() as db:
        found = await db.scalars(select(PointSupport).filter_by(position_id=position))
        return {UUID(each.code): (each.stance, each.given_by) for each in found}


async def test_hands_are_counted_on_a_point_that_is_read_back(gita, ben, cafe, database, board):
    position = await sent_back(board)
    ada, own, host = (cafe.people[who] for who in ("ada", "ben", "gita"))
    assert f'hx-get="/table/harbour/points/{position}/hands"' in (await gita.get("")).text
    page = (await gita.get(f"points/{position}/hands")).text
    assert "Ada" in page
    assert "Cleo" not in page
    await ben.post(f"points/{position}/support/differ", data={"stands_for": "self"})
    for _ in range(2):
        hands = {"share": [str(ada), str(own)]}
        answer = await gita.post(f"points/{position}/hands", data=hands)
        assert answer.status_code == 204, answer.text
        assert await stances(database, position) == {ada: ("share", host), own: ("differ", own)}
    assert (await gita.get(f"points/{position}/hands")).text.count(" checked") == 1
    await gita.post(f"points/{position}/hands", data={})
    assert await stances(database, position) == {own: ("differ", own)}


async def test_on_a_point_that_is_not_read_back_nothing_is_counted(gita, board):
    position = (await board.with_note(0)).positions[0].id
    assert (await gita.get(f"points/{position}/hands")).status_code == 409
    assert (await gita.post(f"points/{position}/hands", data={})).status_code == 409
