"""The room: its tables at a glance, who calls, what was said."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.messages.events import MessageSent
from facilitator.messages.queries import all_said, raised
from facilitator.notes.queries import contributors, unplaced
from facilitator.people.events import ParticipantJoined, RosterChanged
from facilitator.people.queries import joined_count, named
from facilitator.screens import parts
from facilitator.screens.console.board import ROOMY, Look, drawn, tiles
from facilitator.screens.console.screen import HELP, TABLES, common, console
from facilitator.screens.hall import hall
from facilitator.screens.vantage import InHall, in_hall
from facilitator.tables.events import PresenceCounted


@console.region("summary", seen=in_hall, on=[*TABLES, ParticipantJoined, RosterChanged], rest=0.5)
async def summary(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """The whole room in a line."""
    now = await hall(db, at)
    found = await tiles(db, now, at) if now else []
    on_roster, joined = await joined_count(db, at.dialogue)
    wrote = await contributors(db, at.session) if at.session else 0
    return {
        "hall": now,
        "on_roster": on_roster,
        "joined": joined,
        "expected": sum(each.expected for each in found),
        "arrived": sum(each.arrived for each in found),
        "tables": len(found),
        "silent": [each.number for each in found if each.notes == 0],
        "asking": sum(each.asks for each in found),
        "stray": len(await unplaced(db, at.session)) if at.session else 0,
        "coverage": round(100 * wrote / max(joined, wrote)) if wrote else 0,
    }


@console.region("help", seen=in_hall, on=[*HELP, RosterChanged, *parts.PROGRAMME])
async def help_wanted(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """Tables that wait for somebody, longest first."""
    now = await hall(db, at)
    known = {each.id: each for each in now.scene.tables} if now else {}
    flags = [each for each in await raised(db, at.dialogue) if each.table_id in known]
    callers = await named(db, {each.raised_by for each in flags})
    calls = [(each, known[each.table_id], callers[each.raised_by]) for each in flags]
    return {**await common(db, at), "calls": calls}


@console.region("board", seen=in_hall, on=[*TABLES, PresenceCounted], rest=0.5)
async def board(db: AsyncSession, at: InHall) -> dict[str, Any]:
    now = await hall(db, at)
    shared = await common(db, at)
    if now is None:
        return {**shared, "hall": None, "tiles": []}
    found = await tiles(db, now, at)
    is_live = bool(now.round and now.round.opened_at and not now.round.closed_at)
    look = Look(shared["slug"], at.locale, shared["zone"], is_live, len(found) > ROOMY)
    return {**shared, "hall": now, "look": look, "tiles": drawn(found, look)}


@console.region("messages", seen=in_hall, on=[MessageSent, RosterChanged, *parts.PROGRAMME])
async def messages(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """What was said, by whom and to whom, newest first."""
    now = await hall(db, at)
    numbers = {each.id: each.number for each in now.scene.tables} if now else {}
    said = await all_said(db, at.session) if at.session else []
    return {
        **await common(db, at),
        "said": [(one, author, one.table_id and numbers.get(one.table_id)) for one, author in said],
    }
