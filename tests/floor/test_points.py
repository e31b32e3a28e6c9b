"""The café at the roundtable: its points, which of them are taken up, and what is read back."""

import pytest

from facilitator.dialogues.conducting import turn_wall
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import Kind, WallView
from facilitator.floor.actions.topics import give_signal
from facilitator.floor.queries import signals, topics_of
from facilitator.floor.rules.kinds import Signal
from facilitator.harvest.actions.gathering import lay
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


async def found(talk):
    async with talk.database.reading() as db:
        session = await db.get_one(DialogueSession, talk.session)
        return await points(db, session, "en")


async def test_notes_of_a_kind_are_a_point_until_somebody_gathers(house, cafe):
    talk = await opened(house, cafe)
    (point,) = await found(talk)
    assert (point.notes, point.kind, point.question) == (2, "gap", "What matters for water?")

    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        laid = harvest(await sources(work.db, dialogue, cafe.session), ByLetters())
        await lay(work, dialogue, cafe.session, laid)
    gathered = await found(talk)
    assert {each.words for each in gathered} == {"One window for permits.", "Permits are slow."}
    assert all(each.key.startswith("point:") for each in gathered)


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
    await talk.does("link", ben, "another", True)
    await talk.does("link", ada, "a point", False)
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
        await turn_wall(work, dialogue, WallView.HARVEST)
    wall = (await house.visitor(cafe, "wall", "wall").regions())["harvest"]
    assert "3 notes" in wall
    card = (await house.visitor(cafe, "ada").regions())["card"]
    assert card.index("World Café") < card.index("Open now")
    await talk.asks("ada")
    assert await talk.order() == ["Ada"]


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
