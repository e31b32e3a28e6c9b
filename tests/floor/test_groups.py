"""A roundtable breaks into groups, which talk at tables and report back."""

import pytest
from sqlalchemy import select

from facilitator.dialogues.conducting import turn_wall
from facilitator.dialogues.model import Dialogue, SessionQuestion
from facilitator.dialogues.rules import WallView
from facilitator.harvest.queries import gathered
from facilitator.kit.errors import NotNow
from facilitator.people.model import Participant
from facilitator.report.speaking import speaking
from facilitator.rounds.actions import move_round
from facilitator.rounds.queries import numbered
from facilitator.rounds.rules import Move
from facilitator.rounds.seating import seat_late
from facilitator.rounds.seating.groups import Groups, break_into_groups
from facilitator.tables.model import Seat, Table
from tests.floor.test_points import found, opened, presses
from tests.journeys.chairs import say_note

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def breaks_up(house, talk, **form):
    """A chair sends people to two groups for ten minutes."""
    chair = house.visitor(talk.cafe, "dora", "console")
    data = {"count": 2, "minutes": 10, "expected": 0, **form}
    return await chair.post(f"sessions/{talk.session}/groups", data=data)


async def moves(talk, *steps):
    async with talk.work() as work:
        for step in steps:
            round_ = await numbered(work.db, talk.session, 1)
            await move_round(work, talk.session, 1, step, round_.version)


async def seats(talk):
    """{name: table} of the groups."""
    async with talk.database.reading() as db:
        query = select(Participant.name, Table).join(Seat, Seat.participant_id == Participant.id)
        query = query.join(Table, Table.id == Seat.table_id)
        query = query.where(Seat.session_id == talk.session)
        return dict(list(await db.execute(query)))


async def test_people_go_to_groups_and_come_back_to_the_floor(house, cafe):
    talk = await opened(house, cafe)
    await talk.asks("ben")
    async with talk.work() as work:
        await turn_wall(work, await work.db.get_one(Dialogue, cafe.dialogue), WallView.FLOOR)
    wall = house.visitor(cafe, "wall", "wall")
    await breaks_up(house, talk)
    assert "In groups." in (await wall.regions())["floor"]
    at = await seats(talk)
    ada = house.visitor(cafe, "ada")
    drawn = await ada.regions()
    assert f"Table {at['Ada'].number}" in drawn["card"]
    there = {"session": str(talk.session), "round": 1, "table": str(at["Ada"].id)}
    await say_note(house, cafe, "ada", "Said in a small circle.", **there)
    assert "Said in a small circle." in (await ada.regions())["notes"]
    other = next(n for n, table in at.items() if table.id != at["Ada"].id)
    far = await house.visitor(cafe, other.lower()).regions()
    assert "Said in a small circle." not in far["notes"]

    await moves(talk, Move.RING, Move.CLOSE)
    drawn = await ada.regions()
    assert "Roundtable: water" in drawn["card"]
    assert 'data-table=""' in drawn["card"]
    assert "Said in a small circle." in drawn["notes"]  # the room reads what the groups wrote
    assert await talk.order() == ["Ben"]
    assert "In groups." not in (await wall.regions())["floor"]


async def test_groups_are_of_one_size_and_talk_about_a_question(house, cafe):
    talk = await opened(house, cafe)
    async with talk.work() as work:
        work.db.add(
            SessionQuestion(session_id=talk.session, question_id=cafe.questions[0], position=0)
        )
    chair = house.visitor(cafe, "dora", "console")
    form = await chair.get(f"sessions/{talk.session}/groups")
    assert 'name="expected" value="0"' in form.text
    assert "What matters for water?" in form.text
    assert (await breaks_up(house, talk, question="another")).status_code == 404
    assert (await breaks_up(house, talk, question=str(cafe.questions[0]))).status_code == 204
    at = [table.number for table in (await seats(talk)).values()]
    assert set(at) == {1, 2}
    assert abs(at.count(1) - at.count(2)) <= 1
    assert "What matters for water?" in (await house.visitor(cafe, "ada").regions())["card"]
    assert "Call the groups back" in (await chair.regions("floor"))["groups"]


async def test_what_groups_write_goes_into_the_report(house, cafe):
    talk = await opened(house, cafe)
    await breaks_up(house, talk)
    ada = (await seats(talk))["Ada"]
    there = {"session": str(talk.session), "round": 1, "table": str(ada.id)}
    await say_note(house, cafe, "ada", "Said in a small circle.", **there)
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        (note,) = await gathered(work.db, dialogue, talk.session, "en")
    assert (note.words, note.table, note.round) == ("Said in a small circle.", ada.number, 1)


async def reported(house, cafe):
    """A roundtable whose second group has reported back, and the rapporteur at the desk."""
    talk = await opened(house, cafe)
    await breaks_up(house, talk)
    finn = house.visitor(cafe, "finn", "desk")
    data = {"words": "Wells first.", "version": 0}
    answer = await finn.post(report_of(talk), data=data)
    assert answer.status_code == 204, answer.text
    await moves(talk, Move.RING, Move.CLOSE)
    return talk, finn


def report_of(talk):
    return f"sessions/{talk.session}/rounds/1/groups/2/report"


async def test_a_rapporteur_writes_what_a_group_reports_back(house, cafe):
    talk, finn = await reported(house, cafe)
    assert "Wells first." in (await finn.regions("floor"))["groups"]
    form = (await finn.get(report_of(talk))).text
    assert "Group 2" in form
    assert "Wells first." in form
    second = await finn.post(report_of(talk), data={"words": "Pipes first.", "version": 0})
    assert second.status_code == 409
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        told = await speaking(work.db, dialogue, [(await talk.of(work)).id], "en", talk.now)
    assert told[0].rows == (("Group 2", "Wells first."),)


async def test_a_groups_host_reports_back_and_hands_nothing_on(house, cafe):
    gita = house.visitor(cafe, "gita", "table")
    talk = await opened(house, cafe)
    assert "data-reports" not in (await gita.regions())["hand"]
    await breaks_up(house, talk)
    assert "data-reports" in (await gita.regions())["hand"]
    card = {"words": "Wells first.", "round": 1, "version": 0}
    assert (await gita.post("hand-on", data=card)).status_code == 204
    assert "Your group reports back" in (await gita.regions())["hand"]


async def test_what_a_group_reports_back_is_put_on_the_wall_and_taken_up(house, cafe):
    talk, finn = await reported(house, cafe)
    chair = house.visitor(cafe, "dora", "console")
    (card,) = [each for each in await found(talk) if each.group]
    await talk.asks("ada")
    assert await presses(chair, talk, "point", topic=card.key) == 204
    await talk.speaks("ada", 30)
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        await turn_wall(work, dialogue, WallView.FLOOR)
    wall = (await house.visitor(cafe, "wall", "wall").regions())["floor"]
    assert wall.index("Group 2 reports back") < wall.index("Wells first.")
    drawn = await chair.regions("floor")
    assert "Has reported back" in drawn["groups"]
    assert "Taken up once" in drawn["points"]
    assert "0 of 1 taken up" in drawn["points"]  # of the café's points
    file = await finn.get(f"sessions/{talk.session}/floor/speeches.csv")
    assert card.key in file.text


async def test_two_chairs_send_people_off_once(house, cafe):
    talk = await opened(house, cafe)
    first, second = [await breaks_up(house, talk) for _ in range(2)]
    assert (first.status_code, second.status_code) == (204, 409)
    assert "Dora" in second.text
    still = await breaks_up(house, talk, expected=1)
    assert still.status_code == 409
    assert "still talking" in still.text
    await moves(talk, Move.RING, Move.CLOSE)
    again = await breaks_up(house, talk, expected=1, count=3)
    assert again.status_code == 204
    assert {table.number for table in (await seats(talk)).values()} >= {3}


async def test_whoever_comes_late_is_seated_with_a_group(house, cafe):
    talk = await opened(house, cafe)
    late = cafe.people["ada"]
    async with talk.work() as work:
        for who in ("ben", "cleo"):
            (await work.db.get_one(Participant, cafe.people[who])).joined_at = work.now
        await break_into_groups(work, await talk.of(work), Groups(2, 10), 0)
    assert set(await seats(talk)) == {"Ben", "Cleo"}
    async with talk.work() as work:
        ada = await work.db.get_one(Participant, late)
        assert await seat_late(work, talk.session, ada) == [1]
    assert "Ada" in await seats(talk)


async def test_there_are_no_more_groups_than_people(talk):
    with pytest.raises(NotNow):
        async with talk.work() as work:
            await break_into_groups(work, await talk.of(work), Groups(40, 10), 0)
