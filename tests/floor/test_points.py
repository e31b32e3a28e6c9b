"""The café at the roundtable: its points, which of them are taken up, and what is read back."""

import pytest

from facilitator.dialogues.conducting import turn_wall
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import Kind, WallView
from facilitator.floor.actions.topics import give_signal
from facilitator.floor.queries import signals, topics_of
from facilitator.floor.rules.kinds import Signal
from facilitator.harvest.actions.gathering import lay
from facilitator.harvest.discussed import discussed
from facilitator.harvest.laid import sources
from facilitator.harvest.merging import harvest
from facilitator.harvest.merging.methods import ByLetters
from facilitator.people.model import Participant
from facilitator.screens.points import points
from tests.floor.roundtable import open_roundtable
from tests.journeys.chairs import say_note

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def opened(house, cafe, kind=Kind.ROUNDTABLE):
    """A roundtable on water, after a café that spoke of water and of energy."""
    await house.open_round(cafe)
    water, energy = (str(each) for each in cafe.questions)
    await say_note(house, cafe, "ada", "One window for permits.", kind="gap", question=water)
    await say_note(house, cafe, "ben", "Permits are slow.", kind="gap", question=water)
    await say_note(house, cafe, "ben", "Not about water.", kind="gap", question=energy)
    return await open_roundtable(house.app.state.database, cafe, kind)


async def gathered(talk):
    """What the tables said is laid into points, once more."""
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, talk.cafe.dialogue)
        laid = harvest(await sources(work.db, dialogue, talk.cafe.session), ByLetters())
        await lay(work, dialogue, talk.cafe.session, laid)


async def found(talk):
    async with talk.database.reading() as db:
        session = await db.get_one(DialogueSession, talk.session)
        return await points(db, session, "en")


async def test_notes_of_a_kind_are_a_point_until_somebody_gathers(house, cafe):
    talk = await opened(house, cafe)
    (point,) = await found(talk)
    assert (point.notes, point.kind, point.question) == (2, "gap", "What matters for water?")

    await gathered(talk)
    now = await found(talk)
    assert {each.words for each in now} == {"One window for permits.", "Permits are slow."}
    assert all(each.key.startswith("point:") for each in now)


async def test_links_stay_when_notes_are_gathered_anew(house, cafe):
    """Gathering after the roundtable has begun takes no speech from the point it took up."""
    talk = await opened(house, cafe)
    chair = house.visitor(cafe, "dora", "console")
    await talk.asks("ada")
    (group,) = await found(talk)
    assert await presses(chair, talk, "point", topic=group.key) == 204
    await talk.speaks("ada", 30)
    assert await taken_up(talk) == {"One window for permits.": 1}

    await gathered(talk)
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        await turn_wall(work, dialogue, WallView.FLOOR)
    assert await taken_up(talk) == {"One window for permits.": 1, "Permits are slow.": 0}
    for who, screen, below, region in (
        ("dora", "console", "floor", "points"),
        ("finn", "desk", "floor", "log"),
        ("wall", "wall", "", "floor"),
    ):
        drawn = await house.visitor(cafe, who, screen).regions(below)
        assert "One window for permits." in drawn[region], screen
    points = (await chair.regions("floor"))["points"]
    assert "1 of 2 taken up" in points
    assert await presses(chair, talk, "point", topic=group.key) == 409  # it is two points now


async def test_a_speech_is_unlinked_from_a_point_by_any_name_it_had(house, cafe):
    talk = await opened(house, cafe)
    chair = house.visitor(cafe, "dora", "console")
    await talk.asks("ada")
    await talk.speaks("ada", 30)
    (speech,) = (wish.speech.id for wish in (await talk.look()).speeches)
    (group,) = await found(talk)
    for on in ("true", "false"):
        assert await presses(chair, talk, f"speeches/{speech}/links/{on}", topic=group.key) == 204
        assert sum((await taken_up(talk)).values()) == (on == "true")
    await presses(chair, talk, f"speeches/{speech}/links/true", topic=group.key)
    await gathered(talk)
    (point,) = [each for each in await found(talk) if each.words == "One window for permits."]
    await presses(chair, talk, f"speeches/{speech}/links/false", topic=point.key)
    assert sum((await taken_up(talk)).values()) == 0


async def presses(chair, talk, path, **form):
    seen = (await talk.look()).floor.version
    to = f"sessions/{talk.session}/floor/{path}"
    return (await chair.post(to, data={"expected": seen, **form})).status_code


async def taken_up(talk):
    """{words of a point: how many speeches took it up}, as the report tells it."""
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, talk.cafe.dialogue)
        log, points = await discussed(work.db, dialogue, await talk.of(work), "en", talk.now)
        return {each.words: each.speeches for each in log.figures(points).points}


async def test_a_session_after_nothing_has_no_points(house, cafe):
    talk = await opened(house, cafe)
    async with talk.work() as work:
        (await talk.of(work)).from_session_key = None
    assert await found(talk) == []


async def test_what_is_said_while_a_point_is_on_the_wall_takes_it_up(talk):
    for who in ("ada", "ben"):
        await talk.asks(who)
    await talk.does("turn_to", "a point")
    await talk.speaks("ada", 30)
    await talk.does("turn_to", None)
    await talk.speaks("ben", 30)
    ada, ben = (wish.speech.id for wish in (await talk.look()).speeches)
    async with talk.database.reading() as db:
        assert await topics_of(db, talk.session) == {ada: ["a point"]}
    await talk.does("link", ben, ["another"], True)
    await talk.does("link", ada, ["a point"], False)
    async with talk.database.reading() as db:
        assert await topics_of(db, talk.session) == {ben: ["another"]}


async def test_one_signal_a_person(talk):
    async def gives(who, signal):
        async with talk.work(who) as work:
            person = await work.db.get_one(Participant, talk.cafe.people[who])
            await give_signal(work, await talk.of(work), person, "speech-1", signal)

    for who, signal in (("ada", Signal.SHARE), ("ada", Signal.DIFFER), ("ben", Signal.DIFFER)):
        await gives(who, signal)
    async with talk.database.reading() as db:
        assert await signals(db, talk.session) == {"speech-1": {"differ": 2}}
    await gives("ben", None)
    async with talk.database.reading() as db:
        assert await signals(db, talk.session) == {"speech-1": {"differ": 1}}


async def test_a_plenary_reads_the_café_back_and_shows_its_agenda(house, cafe):
    talk = await opened(house, cafe, Kind.PLENARY)
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        (await talk.of(work)).from_session_key = None  # the last café before it
        await turn_wall(work, dialogue, WallView.HARVEST)
    wall = house.visitor(cafe, "wall", "wall")
    assert "3 notes" in (await wall.regions())["harvest"]
    assert [each.words for each in await found(talk)] == ["One window for permits."]
    card = (await house.visitor(cafe, "ada").regions())["card"]
    assert card.index("World Café") < card.index("Open now")
    async with talk.work() as work:
        await turn_wall(work, await work.db.get_one(Dialogue, cafe.dialogue), WallView.FLOOR)
    drawn = (await wall.regions())["floor"]
    assert drawn.index("Agenda") < drawn.index("World Café") < drawn.index('aria-current="step"')
    await talk.asks("ada")
    assert await talk.order() == ["Ada"]


async def test_a_plenary_goes_from_point_to_point(house, cafe):
    talk = await opened(house, cafe, Kind.PLENARY)
    chair = house.visitor(cafe, "dora", "console")
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        await turn_wall(work, dialogue, WallView.FLOOR)
        (await talk.of(work)).theme_keys = []
    assert "First point" in (await chair.regions("floor"))["points"]
    words = []
    for place, point in enumerate(await found(talk), 1):
        assert await presses(chair, talk, "point", topic=point.key) == 204
        wall = (await house.visitor(cafe, "wall", "wall").regions())["floor"]
        assert f"Point {place} of 2" in wall
        assert point.words in wall
        assert point.question in wall
        words.append(point.words)
    assert words == ["One window for permits.", "Not about water."]
    drawn = (await chair.regions("floor"))["points"]
    assert "Point before" in drawn
    assert "Next point" not in drawn
    await talk.asks("ada", language="fr")
    await talk.does("call", talk.asked["ada"])
    wall = (await house.visitor(cafe, "wall", "wall").regions())["floor"]
    assert wall.index("Ada") < wall.index("Français") < wall.index("Under discussion")


async def test_a_note_of_the_room_is_shown_to_the_room_and_not_in_the_tray(house, cafe):
    talk = await opened(house, cafe)
    await say_note(
        house, cafe, "ada", "Said aloud.", session=str(talk.session), round=None, table=None
    )
    assert "Said aloud." in (await house.visitor(cafe, "cleo").regions())["notes"]
    assert "Said aloud." not in (await house.visitor(cafe, "dora", "console").regions())["tray"]


@pytest.mark.parametrize("attribution", ["by_category", "non_attribution"])
async def test_a_log_without_names_says_the_constituency(house, cafe, attribution):
    talk = await opened(house, cafe)
    await talk.asks("cleo")
    await talk.speaks("cleo", 20)
    desk = house.visitor(cafe, "finn", "desk")
    await attribute(talk, "attributed")
    assert "Cleo" in (await desk.regions("floor"))["log"]
    await attribute(talk, attribution)
    log = (await desk.regions("floor"))["log"]
    assert "Cleo" not in log
    assert "Non-Party stakeholder" in log


async def attribute(talk, attribution):
    async with talk.work() as work:
        (await work.db.get_one(Dialogue, talk.cafe.dialogue)).attribution = attribution
