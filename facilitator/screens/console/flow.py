"""The flow of the day: the clock, the run of the show, the plan, what the wall shows."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.events import WallTurned
from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import programme
from facilitator.dialogues.rules import WallView
from facilitator.floor.events import SignalGiven
from facilitator.harvest.events import PointsChanged
from facilitator.kit.words import direction
from facilitator.messages.events import MessageSent
from facilitator.notes.events import NoteFeatured, SupportGiven
from facilitator.people.events import RosterChanged
from facilitator.rotation.account import rank
from facilitator.rotation.events import SearchMoved
from facilitator.rotation.kinds import UNDER_WAY
from facilitator.rotation.model import RotationPlan
from facilitator.rotation.queries import newest_plan, newest_search, wish_of
from facilitator.rounds.events import RoundMoved
from facilitator.rounds.queries import last_move, of_dialogue
from facilitator.rounds.seating.hall import wishes
from facilitator.screens import parts
from facilitator.screens.console.moves import next_step, other_steps
from facilitator.screens.console.screen import NOTES, ROUNDS, common, console
from facilitator.screens.hall import hall
from facilitator.screens.podium import FLOOR
from facilitator.screens.standing import house_language
from facilitator.screens.vantage import InHall, in_hall
from facilitator.screens.wall import picture
from facilitator.tables.events import SeatsChanged

WALL = [
    WallTurned,
    MessageSent,
    NoteFeatured,
    SignalGiven,
    *FLOOR,
    PointsChanged,
    SupportGiven,
    *NOTES,
    *parts.SEATS,
    *ROUNDS,
]


@console.region("clock", seen=in_hall, on=[*ROUNDS, RosterChanged])
async def clock(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """The present round, the one thing to do next, and what else can be done."""
    now = await hall(db, at)
    rounds = now.scene.rounds if now else []
    step = next_step(rounds)
    return {
        **await common(db, at),
        "hall": now,
        "step": step,
        "others": other_steps(rounds),
        "onward": None if step else await _following_session(db, at),
        "moved": await last_move(db, now.round.id) if now and now.round else None,
    }


async def _following_session(db: AsyncSession, at: InHall) -> DialogueSession | None:
    """The session after the open one; the first one while none is open."""
    sessions = list(await programme(db, at.dialogue))
    places = [place for place, each in enumerate(sessions, 1) if each.id == at.session]
    return next(iter(sessions[(places or [0])[0] :]), None)


@console.region("run", seen=in_hall, on=ROUNDS)
async def run(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """The run of the show: every session with its rounds, and where we are in it."""
    return {
        **await common(db, at),
        "sessions": await programme(db, at.dialogue),
        "rounds": await of_dialogue(db, at.dialogue),
    }


@console.region("plan", seen=in_hall, on=[SeatsChanged, SearchMoved, RoundMoved, *parts.PROGRAMME])
async def plan(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """The rotation plan that stands, and what it comes to, in words."""
    now = await hall(db, at)
    made = await newest_plan(db, at.session) if at.session else None
    begun = bool(now and any(each.opened_at for each in now.scene.rounds))
    nothing: dict[str, Any] = {"percent": None, "search": None, "better": None}
    look = await _looking(db, made) if made and not begun else {}
    return {**await common(db, at), "hall": now, "plan": made, "begun": begun, **nothing, **look}


async def _looking(db: AsyncSession, made: RotationPlan) -> dict[str, Any]:
    """How far the search for a plan better than the one that stands is; the better one, if found.

    A search asked for before that plan was made has been overtaken by it.
    """
    search = await newest_search(db, made.session_id)
    if search is None or search.asked or search.asked_at < made.made_at:
        return {}
    if search.state in UNDER_WAY:
        return {"percent": search.percent}
    goal = wishes(await wish_of(db, made.session_id)).objective
    better = [each for each in search.found if rank(each, goal) < rank(made.figures, goal)]
    return {"search": search.id, "better": better[0] if better else None}


@console.region("wall", seen=in_hall, on=WALL)
async def wall(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """What the projector shows, and what it could show."""
    shared = await common(db, at)
    return {
        **shared,
        "views": list(WallView),
        "picture": await picture(db, at),
        "wall_direction": direction(house_language(shared["dialogue"])),
    }
