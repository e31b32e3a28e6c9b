"""The annexes on who took part and how the tables rotated: right counts, and nobody's name."""

import pytest
from sqlalchemy import select, update

from facilitator.dialogues.model import DialogueSession
from facilitator.kit.clock import now
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.people.rules import Constituency
from facilitator.report.actions import Wish, draft_report
from facilitator.report.attendance import rotation
from facilitator.report.queries import opened
from facilitator.tables.model import Seat
from tests.cast import SEATED
from tests.harvest.noting import write_notes
from tests.works import at_work

ONE, TWO = "table one", "table two"


def test_a_rotation_is_told_round_by_round():
    places = {
        (ONE, 1): {"host", "a", "b"}, (TWO, 1): {"c", "d"},
        (ONE, 2): {"host", "a", "c"}, (TWO, 2): {"b", "d", "e"},
        (ONE, 3): {"host", "a", "b", "c"},
    }  # fmt: skip
    assert list(rotation(places, {"host"})) == [
        ("1", "2", "5", "2", "3", "2", "0"),
        ("2", "2", "6", "3", "3", "4", "0"),
        ("3", "1", "4", "4", "4", "1", "2"),
    ]
    assert list(rotation({}, ())) == []


@pytest.fixture
async def annexes(database, cafe):
    """Drafts a report; gives its tables by title. `seated` says who came, or empties the room."""
    await write_notes(database, cafe)

    async def draft(came=(), *, empty=False):
        async with at_work(database, cafe.people["finn"]) as work:
            for seat in await work.db.scalars(select(Seat).filter_by(session_id=cafe.session)):
                if empty:
                    await work.db.delete(seat)
                elif seat.participant_id in {cafe.people[each] for each in came}:
                    seat.arrived_at = now()
            await work.db.flush()
            session = await work.db.get_one(DialogueSession, cafe.session)
            report = await draft_report(work, session, Wish("en"))
        async with database.reading() as db:
            grids = (await opened(db, report)).document.grids
        return {each.title.split(". ")[1]: each for each in grids}

    return draft


async def test_where_nobody_sat_there_is_nothing_to_tell(annexes):
    assert await annexes(empty=True) == {}


async def test_who_came_is_counted_and_nobody_named(cafe, annexes):
    """Ada came to table 1, where Ben was expected; Gita and Hugo keep it, Ines keeps table 2."""
    expected, told = await annexes(), await annexes(["ada"])
    assert set(told) == {"Who took part", "How the tables rotated"}
    first, after = (each["How the tables rotated"].rows[0] for each in (expected, told))
    columns = told["How the tables rotated"].columns
    assert len(columns) == len(first) == 7
    assert int(first[2]) - int(after[2]) == 1  # Ben, whom nobody saw
    assert (first[0], first[1]) == (after[0], after[1])
    took_part = told["Who took part"].rows
    assert took_part == (("Parties", str(len(SEATED)), "3", "1"),)
    assert not any(name.title() in repr(told) for name in cafe.people)


async def test_whoever_signed_no_note_is_not_said_to_have_written_one(database, annexes):
    async with at_work(database) as work:
        await work.db.execute(update(Note).values(imported_by=Note.author_id))
    assert (await annexes())["Who took part"].rows[0][2] == "0"


async def test_few_are_not_told_apart(database, cafe, annexes):
    async with at_work(database) as work:
        for who in ("ada", "ben"):
            person = await work.db.get_one(Participant, cafe.people[who])
            person.constituency, person.organisation = Constituency.NPS, "Reef Watch"
    took_part = (await annexes())["Who took part"].rows
    assert took_part == (("Parties", "4", "–", "1"), ("Non-Party stakeholders", "2", "–", "1"))
