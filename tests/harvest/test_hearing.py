"""Reading points back: tables confirm, correct or dissent; anybody says whether they share them."""

from uuid import UUID

import pytest

from facilitator.harvest.actions.hearing import read_back, sign_off
from facilitator.harvest.actions.supporting import named, spoken_for, support
from facilitator.harvest.actions.undoing import undo
from facilitator.harvest.arranged import point, point_of
from facilitator.harvest.points import Heard, Verdict
from facilitator.harvest.quantifiers import Word, all_parties, quantified
from facilitator.harvest.rules import Whose
from facilitator.kit.errors import Conflict, Invalid, NotFound, NotNow, TooLarge
from facilitator.kit.ids import new_id
from facilitator.notes.rules import Stance
from tests.harvest.boards import Table, id_of, seen
from tests.harvest.noting import write_notes


@pytest.fixture
async def table(database, cafe):
    table = Table(database, cafe, await write_notes(database, cafe))
    await table.gather()
    return table


async def send(table, *points, on=True):
    async with table.doing() as (work, board):
        await read_back(work, board, seen(*points), on)


async def say(table, point_, number, round_, verdict, words="", who="gita"):
    async with table.doing(who) as (work, _):
        row = await point(work.db, table.cafe.dialogue, id_of(point_))
        await sign_off(work, row, table.cafe.tables[number], round_, verdict, words)


async def give(table, position, behalf, stance=Stance.SHARE):
    async with table.doing() as (work, _):
        row = await point_of(work.db, table.cafe.dialogue, UUID(position.id))
        await support(work, row, UUID(position.id), behalf, stance)


async def test_a_point_waits_for_each_table_and_round_that_said_it(table):
    water = await table.with_note(0)
    assert (water.read_back, water.heard) == (False, ())
    await send(table, water)
    water = await table.with_note(0)
    assert (water.read_back, water.heard) == (True, (Heard("1", "1"),))
    async with table.doing() as (work, board):
        await undo(work, board, board.steps)
    assert not (await table.with_note(0)).read_back


async def test_a_dissent_is_kept_with_its_words_and_the_last_word_counts(table):
    await send(table, await table.with_note(0))
    water = await table.with_note(0)
    await say(table, water, 1, 1, Verdict.CONFIRMED)
    assert (await table.with_note(0)).heard == (Heard("1", "1", Verdict.CONFIRMED),)
    await say(table, water, 1, 1, Verdict.DISSENT, " Only in\nsummer ")
    assert (await table.with_note(0)).heard == (Heard("1", "1", Verdict.DISSENT, "Only in summer"),)
    await send(table, await table.with_note(0), on=False)
    assert (await table.with_note(0)).heard == ()


async def test_what_a_table_cannot_say(table):
    water, wind = await table.with_note(0), await table.with_note(6)
    await send(table, water)
    for refusal, act in (
        (NotNow, lambda: say(table, wind, 1, 1, Verdict.CONFIRMED)),
        (NotFound, lambda: say(table, water, 2, 1, Verdict.CONFIRMED)),
        (NotFound, lambda: say(table, water, 1, 2, Verdict.CONFIRMED)),
        (Invalid, lambda: say(table, water, 1, 1, Verdict.CORRECTED, " ")),
        (TooLarge, lambda: say(table, water, 1, 1, Verdict.DISSENT, "x" * 601)),
        (Conflict, lambda: send(table, water)),
    ):
        with pytest.raises(refusal):
            await act()


async def test_support_is_counted_once_whoever_says_it_and_sides_apart(table):
    position = (await table.with_note(0)).positions[0]
    before = position.backing
    for behalf in (named("aosis"), named("AOSIS"), named("LDC"), named("Tuvalu")):
        await give(table, position, behalf)
    backing = (await table.with_note(0)).positions[0].backing
    assert backing.groups == {"AOSIS", "LDC"}
    assert len(backing.parties | before.parties) == len(backing.parties) == 76
    assert quantified(backing, all_parties(0))[0].word is Word.SOME


async def test_support_can_be_turned_round_and_taken_back(table):
    position = (await table.with_note(0)).positions[0]
    own = position.backing
    await give(table, position, named("EIG"))
    assert (await table.with_note(0)).positions[0].backing != own
    await give(table, position, named("EIG"), Stance.DIFFER)
    assert (await table.with_note(0)).positions[0].backing == own
    await give(table, position, named("Harbour Anglers"))
    assert "Harbour Anglers" in (await table.with_note(0)).positions[0].backing.others
    for _ in range(2):
        await give(table, position, named("Harbour Anglers"), None)
    assert (await table.with_note(0)).positions[0].backing == own


def test_for_whom_somebody_speaks():
    me = new_id()
    assert spoken_for(me, "self").code == str(me)
    assert (spoken_for(me, "group:LDC").whose, named("ldc").whose) == (Whose.GROUP, Whose.GROUP)
    for nobody in ("group:NOBODY", "party:XXX", "person:1", ""):
        with pytest.raises(NotFound):
            spoken_for(me, nobody)
    for nobody in ("  ", "x" * 201):
        with pytest.raises(Invalid):
            named(nobody)


async def test_a_position_of_another_point_is_not_found(table):
    water, wind = await table.with_note(0), await table.with_note(6)
    async with table.doing() as (work, _):
        row = await point(work.db, table.cafe.dialogue, id_of(water))
        with pytest.raises(NotFound):
            await support(work, row, UUID(wind.positions[0].id), named("EIG"), Stance.SHARE)
    with pytest.raises(NotFound):
        async with table.doing() as (work, _):
            await point_of(work.db, table.cafe.dialogue, new_id())
