"""A programme laid out in rows, changed by the same file again, and written down."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.programme import RoundsSpec, TableSpec, dump, parse
from facilitator.dialogues.queries import asked_by, by_slug, programme, questions_of, session_of
from facilitator.kit.errors import Conflict
from facilitator.people.queries import by_keys
from facilitator.people.roster import read_roster
from facilitator.people.rules import Role
from facilitator.rounds.actions import open_next
from facilitator.rounds.layout import lay_out_programme
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.writing import written_down
from facilitator.tables.keeping import import_people
from facilitator.tables.queries import tables_of
from tests.shared import shared
from tests.works import at_work

SMALL = """
dialogue: {id: harbour-2, title: Harbour, co_facilitators: [P1]}
themes: [{id: water, title: Water}, {id: energy, title: Energy}]
questions:
  - {id: Q-W, theme: water, text: What of water?}
  - {id: Q-E, theme: energy, text: What of energy?}
sessions:
  - id: cafe
    kind: world_cafe
    title: Café
    rounds: {count: 2, minutes: 20, warn_minutes: [5], grace_minutes: 2}
    tables:
      - {number: 1, theme: water, host: P2, seats: 6}
      - {number: 2, theme: energy}
  - {id: end, kind: plenary, title: End, minutes: 30}
"""
ROSTER = b"id,name,role\nP1,Ada,participant\nP2,Ben,participant\nP3,Cleo,table_rapporteur:2\n"


async def laid(database, source):
    async with at_work(database) as work:
        return await lay_out_programme(work, parse(source))


async def test_the_shared_programme_comes_back_as_it_went_in(database):
    given = parse(shared("cafe/programme.yaml").read_bytes())

    async with at_work(database) as work:
        dialogue = await lay_out_programme(work, given)
        written = await written_down(work.db, dialogue)

    assert written == given
    assert parse(dump(written)) == given


async def test_laying_out_twice_changes_and_doubles_nothing(database):
    source = shared("cafe/programme.yaml").read_bytes()
    first = await laid(database, source)
    again = await laid(database, source)

    async with database.reading() as db:
        dialogues = (await db.scalars(select(Dialogue))).all()
        sessions = await programme(db, again.id)
        rounds, tables = await rounds_of(db, sessions[0].id), await tables_of(db, sessions[0].id)
    assert [each.id for each in dialogues] == [first.id]
    assert first.live_session_id == sessions[0].id
    assert [each.key for each in sessions] == ["cafe", "roundtable", "closing"]
    assert [(each.number, each.seconds, each.warn_seconds) for each in rounds] == [
        (number, 1800, [300, 60]) for number in (1, 2, 3)
    ]
    assert [each.number for each in tables] == list(range(1, 16))


async def test_a_session_asks_the_questions_of_its_tables_or_themes(database):
    dialogue = await laid(database, shared("cafe/programme.yaml").read_bytes())

    async with database.reading() as db:
        cafe, roundtable, closing = await programme(db, dialogue.id)
        asked = [
            [each.key for each in await questions_of(db, session.id)]
            for session in (cafe, roundtable, closing)
        ]
    assert asked[1:] == [["Q-INP-1", "Q-TIM-1"], []]
    assert len(asked[0]) == 7


async def test_questions_by_round_are_asked_in_these_rounds(database):
    given = parse(SMALL)
    cafe = replace(given.sessions[0], questions_by_round=(("Q-W",), ("Q-W", "Q-E")))

    async with at_work(database) as work:
        dialogue = await lay_out_programme(work, replace(given, sessions=(cafe,)))
        session = await session_of(work.db, dialogue.id, "cafe")
        rounds = [each.rounds for each in await asked_by(work.db, session.id)]
        written = await written_down(work.db, dialogue)

    assert rounds == [(), (2,)]
    assert written.sessions[0].questions_by_round == cafe.questions_by_round


async def test_rounds_may_last_parts_of_a_minute(database):
    whole = "minutes: 20, warn_minutes: [5], grace_minutes: 2"
    quick = SMALL.replace(whole, "minutes: 0.5, warn_minutes: [0.1], grace_minutes: 0.05")

    async with at_work(database) as work:
        dialogue = await lay_out_programme(work, parse(quick))
        session = await session_of(work.db, dialogue.id, "cafe")
        first = (await rounds_of(work.db, session.id))[0]
        written = await written_down(work.db, dialogue)

    assert (first.seconds, first.warn_seconds, first.grace_seconds) == (30, [6], 3)
    assert written.sessions[0].rounds == RoundsSpec(2, 0.5, (0.1,), 0.05)


@pytest.mark.parametrize("roster_first", [True, False])
async def test_roles_meet_people_whichever_file_comes_first(database, roster_first):
    dialogue = await laid(database, SMALL.replace(", host: P2", "").replace("[P1]", "[]"))
    async with at_work(database) as work:
        dialogue = await by_slug(work.db, "harbour-2")
        if roster_first:
            await import_people(work, dialogue, read_roster(ROSTER))
            await lay_out_programme(work, parse(SMALL))
        else:
            await lay_out_programme(work, parse(SMALL))
            await import_people(work, dialogue, read_roster(ROSTER))
        people = await by_keys(work.db, dialogue.id)
        session = await session_of(work.db, dialogue.id, "cafe")
        first, second = await tables_of(work.db, session.id)

    assert people["P1"].role == Role.CO_FACILITATOR
    assert (first.host_id, second.rapporteur_id) == (people["P2"].id, people["P3"].id)


async def test_a_second_cafe_has_hosts_of_its_own(database):
    second = "  - {id: two, kind: world_cafe, title: Two, tables: [{number: 1, host: P3}]}\n"
    dialogue = await laid(database, SMALL)
    async with at_work(database) as work:
        dialogue = await by_slug(work.db, "harbour-2")
        await import_people(work, dialogue, read_roster(ROSTER.replace(b":2", b"")))
        await lay_out_programme(work, parse(SMALL + second))
        people = await by_keys(work.db, dialogue.id)
        cafe = await session_of(work.db, dialogue.id, "two")
        tables = await tables_of(work.db, cafe.id)

    assert people["P3"].role == Role.TABLE_HOST
    assert [each.host_id for each in tables] == [people["P3"].id]


async def test_what_the_file_no_longer_names_goes(database):
    await laid(database, SMALL)
    given = parse(SMALL)
    cafe = replace(given.sessions[0], tables=(TableSpec(1, theme="water"),))
    smaller = replace(
        given, themes=given.themes[:1], questions=given.questions[:1], sessions=(cafe,)
    )

    async with at_work(database) as work:
        dialogue = await lay_out_programme(work, smaller)
        written = await written_down(work.db, dialogue)

    assert [each.key for each in written.themes] == ["water"]
    assert [each.key for each in written.questions] == ["Q-W"]
    assert [len(each.tables) for each in written.sessions] == [1]


async def test_a_round_that_has_begun_stays(database):
    dialogue = await laid(database, SMALL)
    async with at_work(database) as work:
        await open_next(work, dialogue.live_session_id, 1)
    given = parse(SMALL)

    with pytest.raises(Conflict, match="Round 1 has begun"):
        async with at_work(database) as work:
            await lay_out_programme(work, replace(given, sessions=given.sessions[1:]))

    async with database.reading() as db:
        assert len(await programme(db, dialogue.id)) == 2
