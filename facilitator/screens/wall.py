"""The wall: what the projector shows, steered from the console.

Counts, clocks and questions; names only of those who speak to the whole room.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from fastapi import APIRouter, WebSocket
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.events import WallTurned
from facilitator.dialogues.queries import asked_by, dialogue, programme, questions_of, themes
from facilitator.dialogues.rules import FLOORED, Kind, WallView, at_table
from facilitator.floor.events import SignalGiven
from facilitator.kit.events import Event
from facilitator.live.screen import Screen
from facilitator.live.socket import shown
from facilitator.messages.events import MessageSent
from facilitator.messages.queries import said_to
from facilitator.notes.events import NoteChanged, NoteFeatured, NoteWritten
from facilitator.notes.featuring import featured, kinds_by_question
from facilitator.people.events import RosterChanged
from facilitator.rounds.events import BellRung, ClockSet, RoundMoved
from facilitator.rounds.rules import LIVE, Phase
from facilitator.screens import parts
from facilitator.screens.doors import Reading, WallReader, WallWatcher
from facilitator.screens.frame import frame
from facilitator.screens.hall import hall
from facilitator.screens.parts import scene
from facilitator.screens.podium import FLOOR, the_floor
from facilitator.screens.points import POINTS, opens_with
from facilitator.screens.qr import qr
from facilitator.screens.seating_map import seating_map
from facilitator.screens.standing import house_language
from facilitator.screens.vantage import InHall, in_hall
from facilitator.settings import settings

router = APIRouter(prefix="/wall/{slug}", tags=["wall"])
wall = Screen("wall")
CLOCK = [RoundMoved, ClockSet, BellRung]
NEXT = 5  # people of the line who are shown by name
READ_BACK = 4  # featured notes that can still be read from the back row

Read = Callable[[AsyncSession, InHall], Awaitable[dict[str, Any]]]


def view(
    name: WallView, on: Iterable[type[Event]] = (), rest: float = 0.0
) -> Callable[[Read], Read]:
    """Registers a view: a region that is empty while the wall shows something else."""

    def keep(read: Read) -> Read:
        async def region(db: AsyncSession, at: InHall) -> dict[str, Any]:
            of = await dialogue(db, at.dialogue)
            if of.wall_view != name:
                return {"shown": False}
            return {"shown": True, "dialogue": of, **await read(db, at)}

        heard = [WallTurned, *parts.PROGRAMME, *on]
        wall.region(name.value, seen=in_hall, on=heard, rest=rest)(region)
        return read

    return keep


@view(WallView.JOIN)
async def join(db: AsyncSession, at: InHall) -> dict[str, Any]:
    of = await dialogue(db, at.dialogue)
    address = settings().base_url.rstrip("/")
    return {"qr": qr(f"{address}/j/{of.way_in}"), "host": address.split("://")[-1]}


@view(WallView.WELCOME)
async def welcome(_db: AsyncSession, _at: InHall) -> dict[str, Any]:
    return {}


@view(WallView.MAP, [*CLOCK, *parts.SEATS])
async def tables(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """Which table is where and about what, its chairs filling; above all when people move."""
    now = await hall(db, at)
    return {"hall": now, **(await seating_map(db, now, at.locale) if now else {})}


@view(WallView.COUNTDOWN, CLOCK)
async def countdown(db: AsyncSession, at: InHall) -> dict[str, Any]:
    return {"hall": await hall(db, at)}


@view(WallView.QUESTION, CLOCK)
async def question(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """What is asked in this round: one question large, several under their themes."""
    now = await hall(db, at)
    if now is None:
        return {"hall": None, "asked": []}
    number = now.round.number if now.round else 1
    known = {each.id: each for each in await questions_of(db, now.scene.session.id)}
    asked = at_table(await asked_by(db, now.scene.session.id), number, None, None)
    by_theme = [
        (theme, [known[each.id] for each in asked if each.theme_id == theme.id])
        for theme in await themes(db, at.dialogue)
    ]
    return {
        "hall": now,
        "asked": [(theme, questions) for theme, questions in by_theme if questions],
    }


@view(WallView.HARVEST, [NoteWritten, NoteChanged, NoteFeatured])
async def harvest(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """How many notes of which kind there are, and those a chair has featured. Never an author."""
    if at.session is None:
        return {"kinds": {}}
    session = (await scene(db, at.session)).session
    told = await opens_with(db, session) if session.kind in FLOORED else None
    gathered = told.id if told else at.session  # a plenary reads back what the café said
    counted = await kinds_by_question(db, gathered)
    asked = await questions_of(db, gathered)
    return {
        "counts": [(each, counted[each.id].total()) for each in asked if each.id in counted],
        "kinds": sum(counted.values(), Counter()),
        "featured": await featured(db, gathered, READ_BACK),
    }


@view(WallView.FLOOR, [*FLOOR, *POINTS, *CLOCK, SignalGiven], rest=0.2)
async def floor(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """Who has the floor and for how long, who comes next, and the point under discussion.

    In a plenary the agenda, while nobody waits; while groups talk, their clock.
    """
    found, now = await the_floor(db, at), await hall(db, at)
    if now is None or found["now"] is None:
        return {"now": None, "hall": now}
    plenary = found["now"].floor.session.kind == Kind.PLENARY
    return {
        **found,
        "groups": now.round if now.round and Phase(now.round.phase) in LIVE else None,
        "next": found["now"].next[:NEXT],
        "agenda": await programme(db, at.dialogue) if plenary else [],
    }


SAID = [MessageSent, RosterChanged, RoundMoved, BellRung, *parts.PROGRAMME]


@wall.region("message", seen=in_hall, on=SAID)
async def message(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """The last word to everybody, until the round moves on."""
    now = await hall(db, at)
    said = await said_to(db, now.scene.session.id, None, limit=1) if now else []
    moved = now.moved_at if now else None
    return {"said": [one for one in said if moved is None or one[0].sent_at > moved]}


async def picture(db: AsyncSession, at: InHall) -> Markup:
    """What the projector shows now, in the projector's own language: the console's thumbnail."""
    of = await dialogue(db, at.dialogue)
    there = at._replace(locale=house_language(of))
    drawn = [await wall.regions[name].whole(db, there) for name in (of.wall_view, "message")]
    return Markup("".join(drawn))  # noqa: S704 - drawn by our own templates


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: WallReader) -> str:
    context = frame("wall", guest.viewer.locale, guest.dialogue)
    return await wall.page(db, guest.viewer, **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: WallWatcher) -> None:
    await shown(socket, socket.app.state.hub, wall, guest.dialogue.id, guest.held.id)
