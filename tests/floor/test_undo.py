"""Taking back: everything is as it was before, unless somebody has moved on since."""

import pytest

from facilitator.floor.actions.by_hand import Guest
from facilitator.floor.actions.line import Ask
from facilitator.floor.rules.kinds import Asking, State
from facilitator.kit.errors import Conflict, NotNow

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def picture(talk):
    """All that undoing gives back."""
    found = await talk.look()
    return (
        found.phase,
        [each and each.name for each in (found.called, found.speaking, found.interrupted)],
        [each.name for each in found.speeches],
        [(each.speech.clock.limit, bool(each.speech.since)) for each in found.speeches],
        found.floor.is_open,
        found.floor.topic,
        found.spec,
        await talk.order(),
    )


async def left(talk):
    """Seconds left of each speech."""
    speeches = (await talk.look()).speeches
    return [each.speech.clock.left(talk.now).total_seconds() for each in speeches]


ACTS = [
    ("call", lambda talk: (talk.asked["ada"],), []),
    ("start", lambda _: (), ["call"]),
    ("pause", lambda _: (), ["call", "start"]),
    ("resume", lambda _: (), ["call", "start", "pause"]),
    ("extend", lambda _: (30,), ["call", "start"]),
    ("end", lambda _: (), ["call", "start"]),
    ("skip", lambda _: (), ["call"]),
    ("put_back", lambda _: (), ["call"]),
    ("again", lambda _: (), ["call", "start", "end"]),
    ("remove", lambda talk: (talk.asked["ben"],), ["call", "start"]),
    ("place", lambda talk: (talk.asked["cleo"], 1), []),
    ("open_list", lambda _: (False,), []),
    ("turn_to", lambda _: ("a point",), ["call", "start"]),
]


@pytest.mark.parametrize(("action", "given", "before"), ACTS, ids=[each[0] for each in ACTS])
async def test_everything_is_as_it_was(talk, action, given, before):
    for who in ("ada", "ben", "cleo"):
        await talk.asks(who)
    for act in before:
        await talk.does(act, *([talk.asked["ada"]] if act == "call" else []))
        talk.passes(seconds=10)
    was, had = await picture(talk), await left(talk)
    await talk.does(action, *given(talk))
    assert await picture(talk) != was
    stopped = [not each.speech.since for each in (await talk.look()).speeches]
    talk.passes(seconds=5)
    await talk.does("undo", who="emil")
    assert await picture(talk) == was
    ran = [0 if stood else 5 for stood in stopped[: len(had)]]
    assert await left(talk) == [seconds - gone for seconds, gone in zip(had, ran, strict=True)]


async def test_the_rules_come_back_too(talk):
    was = await picture(talk)
    await talk.does("settle", rules=("spread_regions",), limit_seconds=60)
    await talk.does("undo")
    assert await picture(talk) == was


async def test_an_interruption_is_taken_back(talk):
    await talk.asks("ada")
    await talk.asks("ben", Asking.QUESTION)
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    was = await picture(talk)
    talk.passes(seconds=10)
    await talk.does("call", talk.asked["ben"])
    await talk.does("undo")
    assert await picture(talk) == was


async def test_one_step_after_the_other(talk):
    await talk.asks("ada")
    start = await picture(talk)
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    for _ in range(2):
        await talk.does("undo")
    assert await picture(talk) == start
    with pytest.raises(NotNow, match="nothing"):
        await talk.does("undo")


async def test_nothing_is_taken_back_after_two_minutes(talk):
    await talk.asks("ada")
    await talk.does("call", talk.asked["ada"])
    talk.passes(seconds=121)
    with pytest.raises(NotNow, match="nothing"):
        await talk.does("undo")


async def test_whoever_withdrew_since_is_not_called_back(talk):
    await talk.asks("ada")
    await talk.does("call", talk.asked["ada"])
    await talk.does("skip")
    await talk.withdraws("ada")
    with pytest.raises(Conflict, match="moved on since"):
        await talk.does("undo")


async def test_somebody_added_by_mistake_is_withdrawn_and_not_forgotten(talk):

    await talk.does("add", Guest("Nobody in particular"), Ask("added-01"))
    await talk.does("undo")
    found = await talk.look()
    assert [each.request.state for each in found.wishes.values()] == [State.WITHDRAWN]
