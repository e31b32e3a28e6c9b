"""The console's page and its socket."""

from typing import Any

from fastapi import APIRouter, WebSocket
from fastapi.responses import HTMLResponse

from facilitator.live.socket import shown
from facilitator.rounds.queries import rounds_of
from facilitator.screens.console.screen import console
from facilitator.screens.doors import ConsoleReader, ConsoleWatcher, Guest, Reading
from facilitator.screens.frame import frame
from facilitator.tables.queries import tables_of

router = APIRouter(prefix="/console/{slug}", tags=["console"])


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: ConsoleReader) -> str:
    context = frame("console", guest.viewer.locale, guest.dialogue, person=guest.me.id)
    return await console.page(db, guest.viewer, **await choices(db, guest), **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: ConsoleWatcher) -> None:
    await shown(socket, socket.app.state.hub, console, guest.dialogue.id, guest.held.id)


async def choices(db: Reading, guest: Guest) -> dict[str, Any]:
    """What the forms offer: the tables and rounds of the open session."""
    session = guest.dialogue.live_session_id
    return {
        "tables": await tables_of(db, session) if session else [],
        "rounds": await rounds_of(db, session) if session else [],
    }
