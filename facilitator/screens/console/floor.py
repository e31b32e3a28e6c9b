"""The floor from the console: who has it, who waits and why, the rules, the points, the log."""

from collections import Counter
from typing import Any

from fastapi import APIRouter, WebSocket
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.programme.specs import FLOOR_RULES
from facilitator.floor.events import SignalGiven
from facilitator.floor.queries import acts, topics_of, undoable
from facilitator.floor.rules.moves import moves_from
from facilitator.harvest.discussed import belongings
from facilitator.live.screen import Screen
from facilitator.live.socket import shown
from facilitator.people.queries import named
from facilitator.screens.console.screen import common
from facilitator.screens.doors import ConsoleReader, ConsoleWatcher, Reading
from facilitator.screens.frame import frame
from facilitator.screens.podium import FLOOR, HEARD, about, given_to, podium, under_discussion
from facilitator.screens.points import POINTS, points, said_of
from facilitator.screens.vantage import InHall, in_hall

router = APIRouter()
screen = Screen("console/floor")
SHOWN = 40  # people of the line; of the others, the number
LOGGED = 8  # acts


@screen.region("speaker", seen=in_hall, on=[*FLOOR, SignalGiven], rest=0.1)
async def speaker(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """Last, current, next; and the one thing to do now."""
    now = await podium(db, at.session)
    shared = await common(db, at)
    if now is None:
        return {**shared, "now": None}
    topic = await under_discussion(db, now, at.locale)
    over = [each for each in now.floor.speeches if each.speech and each.speech.ended_at]
    return {
        **shared,
        "now": now,
        "last": over[-1] if over else None,
        "moves": moves_from(now.phase),
        "given": await given_to(db, now, about(now, topic), topic),
        "undo": await undoable(db, now.floor.session.id),
    }


@screen.region("line", seen=in_hall, on=FLOOR, rest=0.2)
async def line(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """Everybody who waits, in their order, with the reason for it."""
    return {**await common(db, at), "now": await podium(db, at.session), "shown_people": SHOWN}


@screen.region("rules", seen=in_hall, on=FLOOR, rest=0.2)
async def rules(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """The list, its caps, the rules of fairness in their order, and the quotas."""
    now = await podium(db, at.session)
    if now is None:
        return {"now": None}
    spec = now.floor.spec
    return {
        **await common(db, at),
        "now": now,
        "spec": spec,
        "others": [rule for rule in FLOOR_RULES if rule not in spec.rules],
        "sums": Counter({w.constituency or "": 0 for w in now.floor.speeches}) + now.floor.used(),
    }


@screen.region("points", seen=in_hall, on=[*HEARD, *POINTS, SignalGiven], rest=0.5)
async def taken_up(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """The café's points: which were taken up, and by whom; the one on the wall."""
    now = await podium(db, at.session)
    if now is None:
        return {"now": None, "points": []}
    opened = await points(db, now.floor.session, at.locale)
    linked = await topics_of(db, now.floor.session.id)
    topic = now.floor.floor.topic or ""
    keys = await belongings(db, opened, {topic, *(t for each in linked.values() for t in each)})
    taken = {speech: {keys[t] for t in topics if t in keys} for speech, topics in linked.items()}
    last = now.floor.speaking or (now.floor.speeches[-1] if now.floor.speeches else None)
    return {
        **await common(db, at),
        "now": now,
        "points": opened,
        "on": keys.get(topic),
        "taken": Counter(key for each in taken.values() for key in each),
        "given": await said_of(db, now.floor.session, opened),
        "speech": last and last.speech,
        "linked": taken.get(last.speech.id, set()) if last and last.speech else set(),
    }


@screen.region("log", seen=in_hall, on=HEARD)
async def log(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """What chairs did last."""
    now = await podium(db, at.session)
    if now is None:
        return {"now": None, "acts": []}
    done = list(await acts(db, now.floor.session.id))[-LOGGED:][::-1]
    people = await named(db, {each.by for each in done if each.by})
    return {**await common(db, at), "now": now, "acts": done, "people": people}


@router.get("/floor", response_class=HTMLResponse)
async def show(db: Reading, guest: ConsoleReader) -> str:
    context = frame("console", guest.viewer.locale, guest.dialogue, person=guest.me.id)
    context["live"] = f"/console/{guest.dialogue.slug}/floor/live"
    context["session"] = guest.viewer.session
    return await screen.page(db, guest.viewer, **context)


@router.websocket("/floor/live")
async def live(socket: WebSocket, guest: ConsoleWatcher) -> None:
    await shown(socket, socket.app.state.hub, screen, guest.dialogue.id, guest.held.id)
