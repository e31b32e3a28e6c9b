"""Everybody, everywhere, at every hour: the access matrix in every state of a session.

`test_access.py` asks each row once, on a real server. Here each row of the matrix is asked by each
actor in each state a session can be in, and by each actor of another dialogue; and each event of
the house happens while everybody looks. All of it is made from the routes, regions and events there
are, through the matrix that must know them: whoever adds a route gets its checks.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from typing import Any

import pytest
import pytest_asyncio

from facilitator.dialogues.model import Dialogue
from facilitator.kit.work import working
from facilitator.live.drawing import Watcher
from facilitator.live.stage import Stage
from facilitator.people.rules import screen_pass
from facilitator.rounds.actions import move_round
from facilitator.rounds.queries import numbered
from facilitator.rounds.rules import Move
from facilitator.screens.standing import standings
from facilitator.settings import set_settings
from tests import inside
from tests.conftest import database_url
from tests.house.doorways import doorways
from tests.house.matrix import ACTORS, IN, REGIONS, ROUTES, SOCKETS, Row
from tests.house.test_access import (
    SECRET,
    World,
    fate,
    furnished,
    lookers_at,
    new_world,
    page_of,
    rows_of,
    say_and_hand_on,
)
from tests.house.test_events import EVENTS, sample
from tests.house_server import regions_of
from tests.live.registered import screens
from tests.live.walk import Listening
from tests.works import at_work

AT_THE_DOOR = (401, 403)


# ---- the states of a session, each made of the one before it


async def moved(world: World, move: Move) -> None:
    state = world.app.state
    async with working(state.database, state.bell) as work:
        round_ = await numbered(work.db, world.cafe.session, 1)
        await move_round(work, world.cafe.session, 1, move, round_.version)


async def change(world: World, **fields: Any) -> None:
    state = world.app.state
    async with working(state.database, state.bell) as work:
        dialogue = await work.db.get_one(Dialogue, world.cafe.dialogue)
        for name, value in fields.items():
            setattr(dialogue, name, value)


async def open_(world: World) -> None:
    """As `prepare` leaves it."""


async def paused(world: World) -> None:
    await moved(world, Move.PAUSE)


async def grace(world: World) -> None:
    await moved(world, Move.RESUME)
    await moved(world, Move.RING)


async def closed(world: World) -> None:
    await moved(world, Move.CLOSE)


async def between_sessions(world: World) -> None:
    await change(world, live_session_id=None)


STATES: tuple[Callable[[World], Awaitable[None]], ...] = (
    open_,
    paused,
    grace,
    closed,
    between_sessions,
)
WHILE_THEY_SIT = (open_, paused, grace)


@pytest_asyncio.fixture(scope="module")
async def world(request, tmp_path_factory):
    """One world, in which a command is undone once it is answered (see tests/inside.py)."""
    url = await database_url(request, tmp_path_factory.mktemp("denied"), "sqlite")
    async with inside.house_inside(url) as app:
        world = await furnished(await new_world(app))
        await say_and_hand_on(world)
        set_settings(model_url="http://127.0.0.1:9/v1", model_name="stub")
        with inside.undoing():
            yield world
        set_settings(model_url="", model_name="")


@pytest_asyncio.fixture(scope="module")
async def hours(world):
    """The states in their order, each once; a program may be given only the later ones to ask."""

    async def until(state):
        for each in to_come:
            await each(world)
            if each is state:
                return
        raise AssertionError("an hour does not come back")

    to_come = iter(STATES)
    return until


# ---- what is asked


@dataclass(frozen=True)
class Check:
    at: str
    actor: str

    @property
    def row(self) -> Row:
        return (ROUTES | SOCKETS)[self.at]

    @property
    def due(self) -> str | int:
        return self.row.fates[self.actor]


def checks(which: Callable[[Check], bool]) -> list[Check]:
    return [c for at in (ROUTES | SOCKETS) for c in (Check(at, a) for a in ACTORS) if which(c)]


DENIED = checks(lambda check: check.due != IN)
GUARDED = checks(lambda check: check.row.fates["stranger"] != IN)
LET_IN = {check.at: check for check in checks(lambda check: check.due == IN)}  # one of them


def test_there_are_five_thousand_refusals_and_somebody_let_in_everywhere():
    assert len(DENIED) * len(STATES) + len(GUARDED) >= 5_000
    assert set(LET_IN) == set().union(*doorways())


async def asked(world: World, check: Check, slug: str, cookie: str) -> tuple[int, str]:
    """(status, text) of what somebody gets who holds these cookies."""
    verb, _, template = check.at.rpartition(" ")
    path = world.path(template, check.row).replace(world.cafe.slug, slug)
    if not verb:
        status = await inside.knock(world.app, path, cookie)
        return (200 if status == 101 else status), ""
    more = {k: each(world) if callable(each) else each for k, each in check.row.more.items()}
    more["headers"] = {"Accept": "application/json"} | more.get("headers", {})
    answer = await inside.ask(world.app, verb, path, cookie, **more)
    return answer.status_code, answer.text


@pytest.mark.parametrize("state", STATES, ids=lambda each: each.__name__.strip("_"))
async def test_nobody_gets_in_who_should_not_whatever_the_hour(world, hours, state):
    """In the order of `STATES`. At the door nobody is let in at any hour; what is out of somebody's
    scope may be within it once people have moved; what was said there is told to none of them.
    One who may is asked too, so that a refusal is known to be about who asks."""
    await hours(state)
    wrong = []
    for check in DENIED:
        status, text = await asked(world, check, world.cafe.slug, world.cookies(check.actor))
        if SECRET in text or (fate(status) == IN and refused_at(check, state)):
            wrong.append((check.at, check.actor, check.due, status))
    for check in LET_IN.values():
        status, _ = await asked(world, check, world.cafe.slug, world.cookies(check.actor))
        if not let_in_at(status, state):
            wrong.append((check.at, check.actor, check.due, status))
    assert not wrong


def refused_at(check: Check, state: Any) -> bool:
    """Scope is a matter of where people sit: from the close on, that is the next round's tables."""
    return check.due in AT_THE_DOOR or state in WHILE_THEY_SIT


def let_in_at(status: int, state: Any) -> bool:
    """ "Not now" is an answer to who may. Where nobody sits, what a path names may be gone."""
    return fate(status) == IN or (status == 404 and state not in WHILE_THEY_SIT)


async def test_nobody_gets_in_with_what_they_hold_of_another_dialogue(world):
    """The café's own people at the other café's doors, and their cookies under its names."""
    there = world.cafe.other.slug
    wrong = []
    for check in GUARDED:
        held = world.cookies(check.actor) if check.actor != "other_chair" else ""
        cookie = held.replace(world.cafe.slug, there)
        status, text = await asked(world, check, there, cookie)
        founding = "{slug}" not in check.at  # no dialogue's door
        if not founding and (status not in (401, 403, 404, 410) or SECRET in text):
            wrong.append((check.at, check.actor, status))
    assert not wrong


@pytest.mark.parametrize("screen", sorted({region.split()[0] for region in REGIONS}))
async def test_a_region_tells_no_secret_to_whom_it_never_concerns(world, screen):
    """After every state above: whoever is in neither column of the matrix finds nothing."""
    regions = rows_of(screen)
    for actor in ACTORS:
        answer = await world.ask(actor, "GET", page_of(world, screen))
        for name, html in regions_of(answer.text).items() if answer.status_code == 200 else ():
            row = regions[name]
            assert SECRET not in html or actor in (*row.in_round, *row.after), (actor, name)


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.__name__)
async def test_an_event_shows_no_secret_to_whom_it_does_not_concern(looked_at, event):
    """Each event of the house, about table 1, while everybody looks; the stage redraws for it."""
    world, stage, lookers = looked_at
    fields_ = sample(event).packed() | about(world, event)
    async with at_work(world.app.state.database) as work:
        work.record(event.unpacked(world.cafe.dialogue, fields_))
    await stage.refresh()
    for (actor, screen), line in lookers.items():
        told = SECRET.encode() in line.taken()
        assert not told or actor in concerned(screen), (actor, screen)


def concerned(screen: str) -> set[str]:
    """Whoever may find table 1's secrets in some region of a screen, now or a round later."""
    rows = rows_of(screen).values()
    return {who for row in rows for who in (*row.in_round, *row.after)}


def about(world: World, event: Any) -> dict[str, Any]:
    """What of table 1 an event can be about."""
    known = {
        "table": world.cafe.tables[1],
        "session": world.cafe.session,
        "participant": world.cafe.people["ada"],
        "note": world.adas_note,
        "number": 1,
    }
    names = {each.name for each in fields(event)}
    return {name: v if isinstance(v, int) else str(v) for name, v in known.items() if name in names}


@pytest_asyncio.fixture(scope="module")
async def looked_at(world):
    """(world, a stage, {(actor, screen): their line}), with everybody at every screen of theirs."""
    cafe = world.cafe
    stage = Stage(cafe.dialogue, world.app.state.database, standings)
    lookers = {}
    for screen in screens():
        door = screen_pass(screen.name.partition("/")[0])
        for actor in lookers_at(screen.name):
            line = lookers[actor, screen.name] = Listening()
            watcher = Watcher(cafe.pass_ids[ACTORS[actor], door], screen, line)
            stage.watchers.add(watcher)
            stage.unsettled.add(watcher)
    await stage.refresh()
    assert {actor for actor, _ in lookers} >= {"participant", "other_table", "wall", "rapporteur"}
    return world, stage, lookers
