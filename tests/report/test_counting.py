"""A synthesis counts against everybody of all its sessions, once; and keeps what it counted."""

from dataclasses import replace

import pytest

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.kit.clock import now
from facilitator.kit.ids import new_id
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.report.actions import Wish, draft_report
from facilitator.report.outlines import Outline
from facilitator.report.queries import document
from tests.harvest.boards import Table
from tests.harvest.noting import write_notes
from tests.works import at_work

PARTIES = {"ada": "KEN", "ben": "KEN", "cleo": "FJI", "gita": "BRA"}
MORNING = {"KEN", "FJI"}
EVENING = {"FJI", "BRA"}


async def write(work, cafe, session, who):
    at = now()
    work.db.add(
        Note(
            id=new_id(), dialogue_id=cafe.dialogue, session_id=session, round_number=1,
            question_id=cafe.questions[1], author_id=cafe.people[who], key=f"key-{new_id()}",
            body_digest="", kind="gap", words="Half of the harbour has no drinking water at all",
            language="en", written_at=at, stored_at=at,
        )
    )  # fmt: skip


@pytest.fixture
async def boards(database, cafe):
    """Two cafés of one dialogue, both gathered; Fiji wrote in both."""
    morning = Table(database, cafe, await write_notes(database, cafe))
    async with at_work(database) as work:
        (await work.db.get_one(Dialogue, cafe.dialogue)).denominator = "contributed"
        for who, party in PARTIES.items():
            (await work.db.get_one(Participant, cafe.people[who])).party = party
        second = DialogueSession(
            dialogue_id=cafe.dialogue, key="evening", title={"en": "Evening café"}, position=1
        )
        work.db.add(second)
        await work.db.flush()
        for who in ("cleo", "gita"):
            await write(work, cafe, second.id, who)
    evening = Table(database, replace(cafe, session=second.id))
    await morning.gather()
    await evening.gather()
    return morning, evening


async def drafted(table, outline):
    async with at_work(table.database, table.cafe.people["finn"]) as work:
        session = await work.db.get_one(DialogueSession, table.cafe.session)
        report = await draft_report(work, session, Wish("en", outline=outline))
    return report, await read(table, report)


async def read(table, report):
    async with table.database.reading() as db:
        return await document(db, report)


def denominators(found):
    return {
        each.denominator for point in found.points for side in point.sides for each in side.support
    }


def introduced(found):
    return next(each.words for each in found.paragraphs() if "counted against" in each.words)


@pytest.mark.parametrize("first", [0, 1])
async def test_shares_are_of_all_who_contributed_to_any_session(boards, first):
    _, found = await drafted(boards[first], Outline.SYNTHESIS)
    every = len(MORNING | EVENING)

    assert denominators(found) == {every}
    assert f"the Parties that contributed ({every})" in introduced(found)
    assert "counted once" in introduced(found)
    grid = next(each for each in found.grids if each.title == "Against whom shares are counted")
    assert sorted(grid.rows[:2]) == [
        ("Evening café", str(len(EVENING)), "0"),
        ("World Café", str(len(MORNING)), "0"),
    ]
    assert grid.rows[2][1] == str(every)


async def test_a_session_alone_counts_its_own(boards):
    for table, of in zip(boards, (MORNING, EVENING), strict=True):
        _, found = await drafted(table, Outline.SESSION)
        assert denominators(found) == {len(of)}
        assert f"({len(of)})" in introduced(found)
        assert "Against whom shares are counted" not in {each.title for each in found.grids}


async def test_what_was_counted_stays_as_the_footnotes_tell_it(boards):
    """A Party that speaks later is in the next draft, not in half of this one."""
    morning, _ = boards
    report, before = await drafted(morning, Outline.SYNTHESIS)
    async with at_work(morning.database) as work:
        hugo = await work.db.get_one(Participant, morning.cafe.people["hugo"])
        hugo.party = "MEX"
        await write(work, morning.cafe, morning.cafe.session, "hugo")
    after = await read(morning, report)
    assert introduced(after) == introduced(before)
    assert denominators(after) == denominators(before)
    again, later = await drafted(morning, Outline.SYNTHESIS)
    assert again.number > report.number
    assert denominators(later) == {4}
