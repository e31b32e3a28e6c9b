"""Thousands of notes: whoever drafts, exports or looks at them leaves others their turns (F55)."""

import pytest

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.harvest.actions.gathering import AT_A_STRETCH as POINTS
from facilitator.harvest.actions.gathering import lay
from facilitator.harvest.arranged import arranged
from facilitator.harvest.laid import sources
from facilitator.harvest.model import Placing
from facilitator.harvest.points import Harvest, Point, Position, Side
from facilitator.harvest.queries import gathered
from facilitator.kit.pages import AT_A_STRETCH as PIECES
from facilitator.kit.pages import render
from facilitator.notes.model import Note, Support
from facilitator.notes.queries import AT_A_STRETCH as NOTES
from facilitator.people.model import Participant
from facilitator.report.actions import Wish, draft_report
from facilitator.report.model import Citation, NoteReference
from facilitator.report.queries import document
from facilitator.screens.desk.board.regions import through
from facilitator.screens.desk.board.scene import AtBoard, Look, scene_of
from tests.harvest.boards import Table
from tests.harvest.noting import write_notes
from tests.turns import loaded, turns_of_others
from tests.works import at_work

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
MANY = 1100
ROWS = {Note, Support, Placing, NoteReference, Citation}


async def draft(database, cafe):
    async with at_work(database, cafe.people["finn"]) as work:
        session = await work.db.get_one(DialogueSession, cafe.session)
        return await draft_report(work, session, Wish("en"))


@pytest.fixture
def at(cafe):
    return AtBoard(cafe.dialogue, cafe.session, Look(question="Q-energy"), "en")


async def test_notes_are_gathered_in_stretches(database, cafe):
    await write_notes(database, cafe, [f"Note {each}" for each in range(MANY)])
    async with database.reading() as db:
        dialogue = await db.get_one(Dialogue, cafe.dialogue)
        async with turns_of_others() as had:
            notes = await gathered(db, dialogue, cafe.session, "en")
            turns = len(had)
    assert len(notes) == MANY
    assert turns >= MANY // NOTES


async def test_a_board_is_laid_in_stretches(database, cafe):
    """Each note a point of its own."""
    await write_notes(database, cafe, [f"Note {each}" for each in range(MANY // 2)])
    async with at_work(database, cafe.people["finn"]) as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        notes = await sources(work.db, dialogue, cafe.session)
        sides = [Position("", Side.SAME, each.words, each.id, (each.id,)) for each in notes]
        points = tuple(Point(each.spoken_by, "Q-energy", (each,)) for each in sides)
        async with turns_of_others() as had:
            await lay(work, dialogue, cafe.session, Harvest(points, (), "letters"))
            turns = len(had)
        lying = await arranged(work.db, dialogue, cafe.session)
    assert [each.statement for each in lying.points] == [each.words for each in notes]
    assert turns >= len(points) // POINTS


async def test_a_huge_page_is_drawn_in_stretches(database, cafe, at):
    await write_notes(database, cafe, [f"Note {each}" for each in range(MANY)])
    region = through(at.look).regions["loose"]
    async with database.reading() as db:
        await scene_of(db, at)
        async with turns_of_others() as had:
            html = await region.html(db, at)
            turns = len(had)
        assert html == render(region.template, "en", at=at, **await region.read(db, at))
    assert html.count("data-note=") == MANY
    assert turns >= MANY // PIECES - 1


async def test_no_row_of_which_there_may_be_thousands_is_loaded_as_an_object(database, cafe, at):
    table = Table(database, cafe, await write_notes(database, cafe))
    await table.gather()
    with loaded() as made:
        report = await draft(database, cafe)
        async with database.reading() as db:
            assert (await document(db, report)).notes
        async with database.reading() as db:
            assert (await scene_of(db, at)).points
    assert made[Participant]
    assert not ROWS & made.keys()
