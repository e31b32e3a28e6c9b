"""The phone in a participant's hand."""

from functools import cache
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response, WebSocket
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import dialogue
from facilitator.floor.events import SignalGiven
from facilitator.kit.errors import NotFound
from facilitator.kit.pages import render
from facilitator.live.screen import Screen
from facilitator.live.socket import shown
from facilitator.screens import asking, note_book, parts, passes, reading_back, sitting
from facilitator.screens.answers import done
from facilitator.screens.doors import (
    OneWork,
    PhoneCaller,
    PhoneReader,
    PhoneWatcher,
    PhoneWriter,
    Reading,
)
from facilitator.screens.frame import frame
from facilitator.screens.passes import Everywhere, Locale
from facilitator.screens.podium import (
    FLOOR,
    own_place,
    podium,
    the_floor,
    voices,
    without_the_floor,
)
from facilitator.screens.points import POINTS
from facilitator.screens.slips import slips
from facilitator.screens.vantage import (
    AtTable,
    AtTheFloor,
    InHall,
    OnTheWay,
    Signalling,
    at_table,
    at_the_floor,
    in_hall,
    on_the_way,
    signalling,
)
from facilitator.tables.actions import arrive, check_in
from facilitator.tables.events import SeatsChanged
from facilitator.tables.queries import table

router = APIRouter(prefix="/phone/{slug}", tags=["phone"])
phone = Screen("phone")
sitting.lay(phone)


@phone.region("next", seen=on_the_way, on=[*parts.CLOCK, *parts.PROGRAMME, SeatsChanged])
async def next_table(db: AsyncSession, at: OnTheWay) -> dict[str, Any] | None:
    return await parts.next_table(db, at)


@phone.region("mine", seen=at_the_floor, on=FLOOR, rest=0.5)
async def own_requests(db: AsyncSession, at: AtTheFloor) -> dict[str, Any]:
    return await own_place(db, at)


@phone.region("floor", seen=in_hall, on=[*FLOOR, *POINTS], rest=0.3)
async def floor(db: AsyncSession, at: InHall) -> dict[str, Any]:
    return await the_floor(db, at)


@phone.region("signals", seen=signalling, on=[*FLOOR, *POINTS, SignalGiven], rest=0.3)
async def own_signals(db: AsyncSession, at: Signalling) -> dict[str, Any]:
    return await without_the_floor(db, at)


@phone.region("notes", seen=at_table, on=parts.NOTES, concerns=parts.in_this_round, by="table")
async def notes(db: AsyncSession, at: AtTable) -> dict[str, Any] | Markup:
    found = await parts.notes(db, at)
    if not found["notes"]:
        return _no_notes(found["in_room"], at.locale)
    return {**found, "slip": slips("phone/slip.html", found["slug"], at.locale)}


@cache
def _no_notes(in_room: bool, locale: str) -> Markup:
    """As hundreds of tables look when a round begins."""
    drawn = render("phone/notes.html", locale, notes=(), in_room=in_room)
    return Markup(drawn)  # noqa: S704 - our own template


@phone.region("points", seen=in_hall, on=[*POINTS, *parts.PROGRAMME], rest=1.0)
async def read_back(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """The points of the café that are read back, to share or to differ from."""
    of = await dialogue(db, at.dialogue)
    return {"points": await reading_back.points(db, at), "slug": of.slug}


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: PhoneReader) -> str:
    context = frame("phone", guest.viewer.locale, guest.dialogue, person=guest.me.id)
    asked = await parts.questions(db, at_table(guest.viewer))
    questions = parts.slot_questions(asked, guest.viewer.locale)
    context |= {"speaks_for": voices(guest.me, guest.viewer.locale)}
    context |= {"has_floor": await podium(db, guest.viewer.session) is not None}
    return await phone.page(db, guest.viewer, me=guest.me, questions=questions, **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: PhoneWatcher) -> None:
    await shown(socket, socket.app.state.hub, phone, guest.dialogue.id, guest.held.id)


@router.post("/arrival", status_code=204)
async def i_am_here(work: OneWork, guest: PhoneWriter) -> Response:
    await arrive(work, guest.me, *parts.destination(guest.viewer))
    return done()


@router.post("/tables/{table_id}/seat", status_code=204)
async def sit_down(work: OneWork, guest: PhoneWriter, table_id: UUID) -> Response:
    chosen = await table(work.db, guest.dialogue.id, table_id)
    if chosen.session_id != guest.viewer.session or guest.viewer.round is None:
        raise NotFound
    await check_in(work, guest.me, chosen, guest.viewer.round)
    return done()


@router.post("/locale")
async def speak(guest: PhoneWriter, locale: Locale) -> Response:
    return passes.speak(guest, locale, "phone")


@router.post("/departure")
async def sign_out(work: OneWork, guest: PhoneWriter, everywhere: Everywhere = False) -> Response:
    return await passes.sign_out(work, guest, everywhere)


note_book.keep(router, PhoneReader, PhoneWriter, PhoneCaller)
note_book.keep_table(router, PhoneWriter)
reading_back.share_on(router)
router.include_router(asking.router)
