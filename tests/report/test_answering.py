"""The annex on what tables said of points that were read back to them."""

import pytest

from facilitator.dialogues.model import Dialogue
from facilitator.harvest.points import Verdict
from facilitator.report.answering import answering
from facilitator.report.document import Grid
from tests.harvest.boards import Table
from tests.harvest.noting import write_notes
from tests.harvest.test_hearing import say, send

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def annexes(table: Table) -> tuple[Grid, ...]:
    async with table.doing() as (work, _):
        dialogue = await work.db.get_one(Dialogue, table.cafe.dialogue)
        return await answering(work.db, dialogue, [table.cafe.session], "en")


async def test_what_tables_answered_stands_in_an_annex(database, cafe):
    table = Table(database, cafe, await write_notes(database, cafe))
    await table.gather()
    assert await annexes(table) == ()
    await send(table, await table.with_note(0))
    await say(table, await table.with_note(0), 1, 1, Verdict.DISSENT, "Only in summer")

    (answers,) = await annexes(table)
    water = await table.with_note(0)
    assert answers.columns == (
        "Point", "Confirmed", "Corrected", "Dissented", "Did not answer", "In their words",
    )  # fmt: skip
    assert answers.rows == ((water.statement, "0", "0", "1", "0", "Only in summer"),)
    assert answers.bars == (0,)
