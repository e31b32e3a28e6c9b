"""A report drafted from what people laid out on the harvest board."""

import pytest

from facilitator.dialogues.model import DialogueSession
from facilitator.kit.words import translations
from facilitator.report.actions import Wish, draft_report
from facilitator.report.citing import is_point, pieces
from facilitator.report.exports import FORMATS
from facilitator.report.queries import opened
from tests.harvest.boards import Table
from tests.harvest.noting import write_notes
from tests.report.files import squeezed, told
from tests.works import at_work


@pytest.fixture
async def table(database, cafe):
    table = Table(database, cafe, await write_notes(database, cafe))
    await table.gather()
    return table


@pytest.fixture
async def report(table):
    async with at_work(table.database, table.cafe.people["finn"]) as work:
        session = await work.db.get_one(DialogueSession, table.cafe.session)
        return await draft_report(work, session, Wish("en"))


async def read(table, report):
    async with table.database.reading() as db:
        return (await opened(db, report)).document


async def test_its_points_are_cited_and_lead_to_the_notes_that_lie_in_them(table, report):
    document = await read(table, report)
    laid = {each.statement: set(each.notes) for each in (await table.read()).points}
    ids = {note.reference: note.id for note in document.notes}
    cited = {piece.reference for each in document.paragraphs() for piece in pieces(each)}

    assert {each for each in cited if each and is_point(each)}
    assert document.points
    for point in document.points:
        assert point.reference in cited
        notes = {ids[each] for side in point.sides for each in side.notes}
        assert notes == laid[point.sides[0].statement]


async def test_every_format_names_its_points(table, report):
    document = await read(table, report)
    for name, export in FORMATS.items():
        made = export.write(document, translations("en"))
        assert "P1" in squeezed(told(made)), name
