"""The table's laptop, kept by its host and its rapporteur."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Response, WebSocket
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import dialogue
from facilitator.kit.errors import NotFound
from facilitator.live.screen import Screen
from facilitator.live.socket import shown
from facilitator.notes.handing import write_hand_on
from facilitator.notes.rules import HAND_ON_LIMIT
from facilitator.people.events import RosterChanged
from facilitator.people.queries import person
from facilitator.screens import counting, note_book, parts, passes, reading_back, sitting
from facilitator.screens.answers import done
from facilitator.screens.doors import (
    OneWork,
    Reading,
    TableCaller,
    TableReader,
    TableWatcher,
    TableWriter,
)
from facilitator.screens.frame import frame
from facilitator.screens.passes import Everywhere, Locale
from facilitator.screens.points import POINTS
from facilitator.screens.slips import slips
from facilitator.screens.vantage import AtTable, Viewer, at_table
from facilitator.tables import queries as tables
from facilitator.tables.actions import arrive

router = APIRouter(prefix="/table/{slug}", tags=["table"])
screen = Screen("table")
sitting.lay(screen)


@screen.region(
    "people", seen=at_table, on=[*parts.SEATS, *parts.CLOCK, RosterChanged, *parts.PROGRAMME]
)
async def people(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """Who is expected here, and who is here; who comes next once the bell has rung."""
    if at.session is None or at.table is None or at.round is None:
        return {"people": [], "slug": "", "number": None}
    now = await parts.scene(db, at.session)
    return {
        "people": await tables.people_at(db, at.table, at.round),
        "slug": now.dialogue.slug,
        "number": at.round,
    }


@screen.region("notes", seen=at_table, on=parts.NOTES, concerns=parts.in_this_round, by="table")
async def notes(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    found = await parts.notes(db, at)
    return {**found, "slip": slips("table/slip.html", found["slug"], at.locale)}


@screen.region("hand", seen=at_table, on=parts.BEFORE, concerns=parts.at_this_table, by="table")
async def hand(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The card that this round hands on, or that a group of a roundtable reports back."""
    if at.session is None or at.table is None or at.round is None:
        return {"card": None, "reports": False}
    reports = (await parts.scene(db, at.session)).has_floor
    return {"card": await parts.handed_on(db, at, at.round), "reports": reports}


@screen.region("read_back", seen=at_table, on=[*POINTS, *parts.PROGRAMME], rest=1.0)
async def read_back(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The points this table said, to confirm, correct or dissent from."""
    of = await dialogue(db, at.dialogue)
    return {"found": await reading_back.to_answer(db, at), "slug": of.slug}


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: TableReader) -> str:
    at = at_table(guest.viewer)
    context = frame("table", guest.viewer.locale, guest.dialogue, person=guest.me.id)
    return await screen.page(
        db,
        guest.viewer,
        me=guest.me,
        questions=parts.slot_questions(await parts.questions(db, at), at.locale),
        card_limit=HAND_ON_LIMIT,
        **context,
    )


@router.websocket("/live")
async def live(socket: WebSocket, guest: TableWatcher) -> None:
    await shown(socket, socket.app.state.hub, screen, guest.dialogue.id, guest.held.id)


@router.post("/hand-on", status_code=204)
async def hand_over(
    work: OneWork,
    guest: TableWriter,
    words: Annotated[str, Form()],
    round_number: Annotated[int, Form(alias="round", ge=1, le=1000)],
    version: Annotated[int, Form(ge=0, le=2**31 - 1)] = 0,
) -> Response:
    kept = await _kept(work.db, guest.viewer)
    await write_hand_on(work, guest.me, kept, round_number, words, version)
    return done()


@router.post("/people/{person_id}/arrival", status_code=204)
async def they_are_here(work: OneWork, guest: TableWriter, person_id: UUID) -> Response:
    """The host ticks off somebody who has no phone."""
    kept = await _kept(work.db, guest.viewer)
    somebody = await person(work.db, guest.dialogue.id, person_id)
    number = guest.viewer.round or 0
    if not await tables.sat_at(work.db, somebody.id, kept.id, number):
        raise NotFound
    await arrive(work, somebody, guest.viewer.session, number)
    return done()


@router.post("/locale")
async def speak(guest: TableWriter, locale: Locale) -> Response:
    return passes.speak(guest, locale, "table")


@router.post("/departure")
async def sign_out(work: OneWork, guest: TableWriter, everywhere: Everywhere = False) -> Response:
    return await passes.sign_out(work, guest, everywhere)


async def _kept(db: AsyncSession, viewer: Viewer) -> Any:
    if viewer.table is None:
        raise NotFound
    return await tables.table(db, viewer.dialogue, viewer.table)


note_book.keep(router, TableReader, TableWriter, TableCaller)
note_book.keep_table(router, TableWriter)
reading_back.answer_on(router)
router.include_router(counting.router)
