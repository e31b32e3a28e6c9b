"""Saying something without the floor: shown to all as a count, to oneself as one's own."""

import re

import pytest
from sqlalchemy import select

from facilitator.floor.actions.topics import give_signal
from facilitator.floor.queries import signals
from facilitator.floor.rules.kinds import Signal
from facilitator.notes.model import Note, Support
from facilitator.notes.rules import Stance
from facilitator.people.model import Participant
from tests.floor.test_points import found, opened, presses

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PRESSED = re.compile(r'id="([a-z]+-[a-z]+)" aria-pressed="true"')


async def spoken_of(house, cafe):
    """Ada speaks, and a point is on the wall; Ben shares the one and differs from the other."""
    talk = await opened(house, cafe)
    await talk.asks("ada")
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    chair = house.visitor(cafe, "dora", "console")
    (point,) = await found(talk)
    assert await presses(chair, talk, "point", topic=point.key) == 204
    ben = house.visitor(cafe, "ben")
    for about, signal in (("speech-1", "share"), ("point", "differ")):
        assert (await ben.post(f"floor/signals/{about}/{signal}")).status_code == 204
    return talk, ben


async def pressed(visitor):
    return set(PRESSED.findall((await visitor.regions())["signals"]))


async def test_a_phone_shows_ones_own_signal_and_takes_it_back(house, cafe):
    _, ben = await spoken_of(house, cafe)
    assert await pressed(ben) == {"share-speech", "differ-point"}
    cleo = house.visitor(cafe, "cleo")
    assert await pressed(cleo) == set()
    assert "I share this · 1" in (await cleo.regions())["signals"]

    assert f"/phone/{cafe.slug}/floor/signals/speech-1/neither" in (await ben.regions())["signals"]
    await ben.post("floor/signals/speech-1/neither")
    assert await pressed(ben) == {"differ-point"}
    assert "I share this ·" not in (await cleo.regions())["signals"]


async def test_a_signal_is_about_what_it_was_given_on(house, cafe):
    talk, ben = await spoken_of(house, cafe)
    await talk.asks("cleo")
    await talk.does("call", talk.asked["cleo"])
    await talk.does("start")
    assert await pressed(ben) == {"differ-point"}
    await talk.does("turn_to", None)
    assert await pressed(ben) == set()
    assert "On this point" not in (await ben.regions())["signals"]


async def test_whoever_signals_on_two_points_that_become_one_is_heard_once(house, cafe):
    """By what they said last; on the console as on phones."""
    talk, _ = await spoken_of(house, cafe)
    async with talk.database.reading() as db:
        (point,) = await found(talk)
        notes = [str(each) for each in await db.scalars(select(Note.id)) if str(each) != point.note]
    for who, about, signal in (("cleo", point.note, "share"), ("cleo", notes[0], "differ")):
        async with talk.work(who) as work:
            person = await work.db.get_one(Participant, cafe.people[who])
            await give_signal(work, await talk.of(work), person, about, Signal(signal))
        talk.passes(seconds=1)
    await talk.does("end")
    drawn = (await house.visitor(cafe, "dora", "console").regions("floor"))["points"]
    assert "2 differ" in drawn  # Ben, and Cleo
    assert "share this" not in drawn
    assert "I differ · 2" in (await house.visitor(cafe, "ben").regions())["signals"]


async def test_a_point_that_comes_back_keeps_its_signals(house, cafe):
    """Also when another of its notes has become the one most people share."""
    talk, ben = await spoken_of(house, cafe)
    chair = house.visitor(cafe, "dora", "console")
    await presses(chair, talk, "point", topic="")
    (before,) = await found(talk)
    async with talk.work("cleo") as work:
        other = await work.db.scalar(select(Note.id).filter_by(words="Permits are slow."))
        work.db.add(
            Support(
                note_id=other,
                participant_id=cafe.people["cleo"],
                stance=Stance.SHARE,
                at=work.now,
            )
        )
    (after,) = await found(talk)
    assert after.note != before.note
    await presses(chair, talk, "point", topic=after.key)
    assert await pressed(ben) == {"share-speech", "differ-point"}
    async with talk.database.reading() as db:
        assert set(await signals(db, talk.session)) == {"speech-1", before.note}
