"""What is gathered of a session, and how much of it may be told."""

import pytest

from facilitator.dialogues.model import Dialogue
from facilitator.harvest.queries import contributors, gathered
from facilitator.harvest.rules import LEAST, grouped, standing
from facilitator.kit.clock import now
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.tables.model import Seat
from tests.harvest.noting import WRITTEN, write_notes

PEOPLE = {
    "ada": {"constituency": "party", "party": "KEN"},
    "ben": {"constituency": "nps", "organisation": "Harbour Trust", "category": "local_government"},
    "cleo": {"constituency": "nps", "organisation": "Harbour Trust", "category": "research"},
}


@pytest.fixture
async def told(database, cafe):
    """Gives the notes as gathered, after changes to the dialogue."""
    await write_notes(database, cafe)
    async with database.writing() as db:
        for who, about in PEOPLE.items():
            person = await db.get_one(Participant, cafe.people[who])
            for field, value in about.items():
                setattr(person, field, value)
        await db.commit()

    async def gather(locale="en", **changed):
        async with database.writing() as db:
            dialogue = await db.get_one(Dialogue, cafe.dialogue)
            for field, value in changed.items():
                setattr(dialogue, field, value)
            await db.commit()
        async with database.reading() as db:
            return await gathered(db, dialogue, cafe.session, locale)

    return gather


async def seat_more(database, cafe, count, *, arrived=0):
    """Table 1 in round 1 with its three, and more who came from elsewhere."""
    async with database.writing() as db:
        for number in range(count):
            guest = Participant(
                dialogue_id=cafe.dialogue, key=f"X{number}", name=f"Guest {number}",
                constituency="nps", category="research",
            )  # fmt: skip
            db.add(guest)
            await db.flush()
            db.add(
                Seat(
                    dialogue_id=cafe.dialogue, session_id=cafe.session, round_number=1,
                    table_id=cafe.tables[1], participant_id=guest.id,
                    arrived_at=now() if number < arrived else None,
                )
            )  # fmt: skip
        await db.commit()


async def test_every_note_is_gathered_with_its_place(told):
    notes = await told()
    assert [note.words for note in notes] == [words for *_, words in WRITTEN]
    first = notes[0]
    assert (first.theme, first.question, first.table, first.round) == ("energy", "Q-energy", 1, 1)
    assert [note.shares for note in notes] == [0, 0, 0, 1, 0, 0, 0, 0]
    assert len(standing(notes)) == len(notes) - 1


async def test_a_note_without_a_question_has_its_tables_theme(database, cafe, told):
    first = (await told())[0]
    async with database.writing() as db:
        note = await db.get_one(Note, first.id)
        note.question_id = None
        await db.commit()
    assert (await told())[0].theme == "energy"


@pytest.mark.parametrize(
    ("mode", "authors", "constituencies"),
    [
        ("attributed", {"Ada", "Ben", "Cleo"}, {"Party", "local government", "research"}),
        ("by_category", {None}, {"Party", "Non-Party stakeholder"}),
        ("non_attribution", {None}, {None}),
    ],
)
async def test_authors_are_told_as_was_promised(told, mode, authors, constituencies):
    notes = await told(attribution=mode)
    assert {note.author for note in notes} == authors
    assert {note.constituency for note in notes} == constituencies


async def test_a_category_that_many_share_is_told(database, cafe, told):
    await seat_more(database, cafe, LEAST - 1)
    notes = await told(attribution="by_category")
    assert {n.constituency for n in notes if n.author_id == cafe.people["cleo"]} == {"research"}


@pytest.mark.parametrize(
    ("more", "arrived", "mode", "number"),
    [
        (0, 0, "by_category", None),  # Ada, Ben and the two who keep the table
        (1, 0, "by_category", 1),
        (3, 2, "by_category", None),  # two came, two keep the table
        (3, 3, "non_attribution", 1),
        (0, 0, "attributed", 1),
    ],
)
async def test_a_small_table_is_not_told(database, cafe, told, more, arrived, mode, number):
    await seat_more(database, cafe, more, arrived=arrived)
    first = (await told(attribution=mode))[0]
    assert (first.table, first.told_table) == (1, number)


async def test_contributors_are_named_only_where_notes_are(database, cafe, told):
    for mode, names in [
        ("attributed", ("Ada (Kenya)", "Ben (Harbour Trust)", "Cleo (Harbour Trust)")),
        ("by_category", ()),
    ]:
        notes = await told(attribution=mode)
        async with database.reading() as db:
            dialogue = await db.get_one(Dialogue, cafe.dialogue)
            assert await contributors(db, dialogue, notes, "en") == names


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("theme", ["water", "energy"]),
        ("question", ["Q-water", "Q-energy"]),
        ("kind", ["gap", "good_practice", "measure", "divergent_view", "off_topic", ""]),
        ("table", ["1", "2", "3"]),
    ],
)
async def test_notes_are_grouped_in_the_programmes_order(told, by, keys):
    groups = grouped(await told(), by, keys[:-1])
    assert [group.key for group in groups] == keys
    assert sum(len(group.notes) for group in groups) == len(WRITTEN)
