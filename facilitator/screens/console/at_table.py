"""One table, seen from the console: its people, its notes as they grow, its call for help."""

from dataclasses import replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response, WebSocket
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.live.screen import Screen
from facilitator.live.socket import shown
from facilitator.messages.queries import raised_at
from facilitator.notes.events import NoteFeatured
from facilitator.notes.featuring import feature_note
from facilitator.notes.queries import held
from facilitator.people.events import ParticipantJoined, RosterChanged
from facilitator.rounds.events import BellRung, ClockSet, RoundMoved
from facilitator.screens import parts
from facilitator.screens.answers import done
from facilitator.screens.console.open_session import Number, now_open
from facilitator.screens.console.page import choices
from facilitator.screens.doors import (
    ConsoleReader,
    ConsoleWatcher,
    ConsoleWriter,
    OneWork,
    Reading,
)
from facilitator.screens.frame import frame
from facilitator.screens.hall import hall
from facilitator.screens.vantage import AtTable, InHall, at_table
from facilitator.tables.model import Table
from facilitator.tables.queries import numbered, people_at

router = APIRouter()
screen = Screen("console/table")
CLOCK = [RoundMoved, ClockSet, BellRung]


@screen.region("card", seen=at_table, on=[*CLOCK, *parts.MESSAGES], concerns=parts.for_table)
async def card(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The table, its clock, what it is asked, and whether it waits for somebody."""
    flag = await raised_at(db, at.table) if at.table else None
    return {**await parts.card(db, at), **await _place(db, at), "flag": flag}


PEOPLE = [*parts.SEATS, *CLOCK, RosterChanged, ParticipantJoined, *parts.PROGRAMME]


@screen.region("people", seen=at_table, on=PEOPLE)
async def people(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """Who is expected here and who has arrived, in the round people are bound for."""
    now = await hall(db, InHall(at.dialogue, at.session, at.locale))
    number = now.bound_for.number if now and now.bound_for else None
    known = at.table is not None and number is not None
    found = await people_at(db, at.table, number) if known else []  # type: ignore[arg-type]
    return {**await _place(db, at), "people": found, "number": number}


@screen.region(
    "notes",
    seen=at_table,
    on=[*parts.NOTES, RoundMoved, NoteFeatured],
    concerns=parts.in_this_round,
    by="table",
)
async def notes(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    return await parts.notes(db, at)


@screen.region(
    "before",
    seen=at_table,
    on=[*parts.BEFORE, RoundMoved, NoteFeatured],
    concerns=parts.in_earlier_rounds,
    by="table",
)
async def before(db: AsyncSession, at: AtTable) -> dict[str, Any] | None:
    found = await parts.earlier(db, at)
    return found and {**found, **await _place(db, at)}


async def _place(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    now = await parts.scene(db, at.session) if at.session else None
    zone = ZoneInfo(now.dialogue.timezone) if now else None
    return {"slug": now.dialogue.slug if now else "", "zone": zone}


def aimed(table_id: UUID) -> Screen:
    """The screen, looking at this table and not at one where its viewer would sit."""
    regions = {
        name: replace(region, seen=lambda viewer: at_table(viewer)._replace(table=table_id))
        for name, region in screen.regions.items()
    }
    return Screen(screen.name, regions)


@router.get("/tables/{number}", response_class=HTMLResponse)
async def show(db: Reading, guest: ConsoleReader, number: Number) -> str:
    table = await _table(db, guest, number)
    context = frame("console", guest.viewer.locale, guest.dialogue, person=guest.me.id)
    context["live"] = f"/console/{guest.dialogue.slug}/tables/{number}/live"
    context |= await choices(db, guest)
    return await aimed(table.id).page(db, guest.viewer, table=table, **context)


@router.websocket("/tables/{number}/live")
async def live(socket: WebSocket, guest: ConsoleWatcher, number: Number) -> None:
    async with socket.app.state.database.reading() as db:
        table = await _table(db, guest, number)
    await shown(socket, socket.app.state.hub, aimed(table.id), guest.dialogue.id, guest.held.id)


@router.post("/notes/{note_id}/feature/{on}", status_code=204)
async def feature(work: OneWork, guest: ConsoleWriter, note_id: UUID, on: bool) -> Response:
    """Chooses a note for the projector's harvest (`true`), or takes it off (`false`)."""
    await feature_note(work, await held(work.db, guest.dialogue.id, note_id), on)
    return done()


async def _table(db: AsyncSession, guest: Any, number: int) -> Table:
    return await numbered(db, (await now_open(db, guest)).id, number)
