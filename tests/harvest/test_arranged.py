"""A harvest laid on the board reads back as it was found, with those who stand behind it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.rules import Denominator
from facilitator.harvest.actions.gathering import lay
from facilitator.harvest.arranged import arranged, point, whole
from facilitator.harvest.laid import sources
from facilitator.harvest.merging import harvest
from facilitator.harvest.merging.methods import ByLetters
from facilitator.harvest.model import PointSupport
from facilitator.harvest.quantifiers import Backing, Whole, quantified
from facilitator.kit.clock import now
from facilitator.kit.errors import NotFound
from facilitator.kit.ids import new_id
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from tests.harvest.noting import write_notes
from tests.works import at_work

DAY = timedelta(days=1)
PEOPLE = {
    "ada": {"constituency": "party", "party": "KEN"},
    "ben": {"constituency": "party", "party": "FJI"},
    "cleo": {"constituency": "nps", "organisation": "Harbour Trust"},
}


@pytest.fixture
async def board(database, cafe):
    """The café's notes, gathered."""
    ids = await write_notes(database, cafe)
    async with at_work(database) as work:
        for who, about in PEOPLE.items():
            person = await work.db.get_one(Participant, cafe.people[who])
            for field, value in about.items():
                setattr(person, field, value)
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        found = harvest(await sources(work.db, dialogue, cafe.session), ByLetters())
        await lay(work, dialogue, cafe.session, found)
    return ids, found


async def read(database, cafe):
    async with database.reading() as db:
        dialogue = await db.get_one(Dialogue, cafe.dialogue)
        return await arranged(db, dialogue, cafe.session)


def without_ids(points):
    return [
        replace(
            each,
            id="",
            positions=tuple(replace(p, id="", backing=None) for p in each.positions),
        )
        for each in points
    ]


async def test_before_gathering_there_is_nothing_but_notes(database, cafe):
    await write_notes(database, cafe)
    found = await read(database, cafe)
    assert (found.points, found.parked, found.method) == ((), (), "")
    assert len(found.unsorted) == 7


async def test_it_reads_back_as_it_was_found(database, cafe, board):
    _, found = board
    laid = await read(database, cafe)
    in_order = sorted(found.points, key=lambda each: each.question == "Q-energy")
    assert without_ids(laid.points) == without_ids(in_order)
    assert (laid.parked, laid.method, laid.unsorted) == (found.parked, "letters", ())


async def test_laying_it_again_changes_nothing(database, cafe, board):
    before = await read(database, cafe)
    async with at_work(database) as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        await lay(work, dialogue, cafe.session, board[1])
    assert await read(database, cafe) == before


async def test_authors_and_those_who_share_stand_behind_it(database, cafe, board):
    ids, _ = board
    laid = await read(database, cafe)
    by_note = {note: p.backing for each in laid.points for p in each.positions for note in p.notes}
    water = by_note[str(ids[0])]
    assert (water.parties, water.others) == ({"KEN", "FJI"}, frozenset())
    cisterns = by_note[str(ids[3])]
    assert (cisterns.parties, cisterns.others) == ({"KEN"}, {"Harbour Trust"})


async def test_nobody_stands_behind_a_note_that_nobody_signed(database, cafe, board):
    pipes = board[0][2]
    async with at_work(database) as work:
        note = await work.db.get_one(Note, pipes)
        note.imported_by = note.author_id
    laid = await read(database, cafe)
    (of,) = (p for each in laid.points for p in each.positions if str(pipes) in p.notes)
    assert (of.statement, of.backing) == (note.words, Backing())


async def test_whoever_signed_nothing_contributes_by_sharing_only(database, cafe, board):
    async with at_work(database) as work:
        await work.db.execute(update(Note).values(imported_by=Note.author_id))
    async with database.reading() as db:
        dialogue = await db.get_one(Dialogue, cafe.dialogue)
        of = await whole(db, dialogue, cafe.session, now())
    assert of == Whole(1, 0, Denominator.CONTRIBUTED)  # Kenya shares what Cleo did not sign


async def test_support_on_behalf_of_a_group_counts_each_of_its_parties_once(database, cafe, board):
    ids, _ = board
    laid = await read(database, cafe)
    position = next(p for e in laid.points for p in e.positions if str(ids[0]) in p.notes)
    at = UUID(position.id)
    given = [("group", "AOSIS", "share"), ("group", "LDC", "share"), ("party", "AUS", "differ")]
    async with at_work(database) as work:
        work.db.add_all(
            PointSupport(position_id=at, whose=whose, code=code, stance=stance, at=now())
            for whose, code, stance in given
        )
    async with database.reading() as db:
        dialogue = await db.get_one(Dialogue, cafe.dialogue)
        dialogue.denominator = Denominator.ALL_PARTIES
        of = await whole(db, dialogue, cafe.session, now())
        laid = await arranged(db, dialogue, cafe.session)
        position = next(p for e in laid.points for p in e.positions if str(ids[0]) in p.notes)
        (told,) = quantified(position.backing, of)
        assert (told.numerator, told.denominator) == (77, 198)  # 76 of the groups, and Kenya
        assert "AUS" not in told.names
        dialogue.denominator = Denominator.CONTRIBUTED
        of = await whole(db, dialogue, cafe.session, now())
        assert (of.parties, of.others) == (77, 1)


async def test_those_present_had_joined_by_then(database, cafe, board):
    async with at_work(database) as work:
        (await work.db.get_one(Participant, cafe.people["ada"])).joined_at = now()
        (await work.db.get_one(Participant, cafe.people["cleo"])).joined_at = now() - DAY
    async with database.reading() as db:
        dialogue = await db.get_one(Dialogue, cafe.dialogue)
        dialogue.denominator = Denominator.PRESENT
        for until, parties in ((now(), 1), (now() - DAY / 2, 0), (now() - 2 * DAY, 0)):
            of = await whole(db, dialogue, cafe.session, until)
            assert (of.parties, of.others) == (parties, int(until > now() - DAY))


async def test_where_its_speaker_was_withdrawn_another_speaks(database, cafe, board):
    ids, _ = board
    async with at_work(database) as work:
        (await work.db.get_one(Note, ids[0])).withdrawn_at = now()
    laid = await read(database, cafe)
    position = next(p for e in laid.points for p in e.positions if str(ids[1]) in p.notes)
    assert (position.spoken_by, position.notes) == (str(ids[1]), (str(ids[1]),))
    assert position.backing.parties == {"FJI"}


async def test_a_point_of_another_dialogue_is_not_there(database, cafe, board):
    laid = await read(database, cafe)
    there = UUID(laid.points[0].id)
    async with database.reading() as db:
        assert await point(db, cafe.dialogue, there)
        for dialogue, id_ in ((cafe.other.dialogue, there), (cafe.dialogue, new_id())):
            with pytest.raises(NotFound):
                await point(db, dialogue, id_)
