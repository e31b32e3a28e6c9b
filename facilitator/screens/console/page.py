"""The console's page and its socket."""

from typing import Any

from fastapi import APIRouter, Response, WebSocket
from fastapi.responses import HTMLResponse

from facilitator.dialogues.queries import themes
from facilitator.kit.words import in_words
from facilitator.live.socket import shown
from facilitator.rounds.queries import rounds_of
from facilitator.screens import passes
from facilitator.screens.console.screen import console
from facilitator.screens.doors import (
    ConsoleReader,
    ConsoleWatcher,
    ConsoleWriter,
    Guest,
    OneWork,
    Reading,
)
from facilitator.screens.frame import frame
from facilitator.screens.passes import Everywhere, Locale
from facilitator.tables.queries import tables_of

router = APIRouter(prefix="/console/{slug}", tags=["console"])


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: ConsoleReader) -> str:
    context = frame("console", guest.viewer.locale, guest.dialogue, person=guest.me.id)
    context |= await choices(db, guest)
    return await console.page(db, guest.viewer, me=guest.me, **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: ConsoleWatcher) -> None:
    await shown(socket, socket.app.state.hub, console, guest.dialogue.id, guest.held.id)


@router.post("/locale")
async def speak(guest: ConsoleWriter, locale: Locale) -> Response:
    return passes.speak(guest, locale, "console")


@router.post("/departure")
async def sign_out(work: OneWork, guest: ConsoleWriter, everywhere: Everywhere = False) -> Response:
    return await passes.sign_out(work, guest, everywhere)


async def choices(db: Reading, guest: Guest) -> dict[str, Any]:
    """What the forms offer: the tables, with what they are about, and rounds of the session."""
    session, locale = guest.dialogue.live_session_id, guest.viewer.locale
    return {
        "tables": await tables_of(db, session) if session else [],
        "topics": {t.id: in_words(t.title, locale) for t in await themes(db, guest.dialogue.id)},
        "rounds": await rounds_of(db, session) if session else [],
    }
