"""Coming to the desk, staying at it, leaving it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, WebSocket
from fastapi.responses import HTMLResponse

from facilitator.dialogues.queries import programme
from facilitator.harvest.arranged import board
from facilitator.kit.words import say
from facilitator.live.socket import shown
from facilitator.notes.rules import NoteKind
from facilitator.people.rules import Right, Role, may
from facilitator.report.outlines import NAMES
from facilitator.report.queries import own_outlines
from facilitator.screens import passes
from facilitator.screens.desk import stored
from facilitator.screens.desk.lens import Lens
from facilitator.screens.desk.regions import through
from facilitator.screens.desk.scene import chosen, desk_of
from facilitator.screens.doors import DeskReader, DeskWatcher, DeskWriter, OneWork, Reading
from facilitator.screens.frame import frame
from facilitator.screens.passes import Everywhere, Locale

router = APIRouter(prefix="/desk/{slug}", tags=["desk"])
Look = Annotated[Lens, Query()]


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: DeskReader, lens: Look) -> str:
    viewer, of, lens = guest.viewer, guest.dialogue, lens.but(saved=None)
    desk = await desk_of(db, chosen(viewer, lens))
    context = frame("desk", viewer.locale, of, person=guest.me.id) | {
        "live": f"/desk/{of.slug}/live{lens.query}",
        "me": guest.me,
        "runs": may(Role(guest.me.role), Right.RUN),
        "lens": lens,
        "desk": desk,
        "kinds": [kind.value for kind in NoteKind if kind],
        "tables": sorted({note.table for note in desk.notes if note.table}),
        "outlines": [(each.value, say(name, viewer.locale)) for each, name in NAMES.items()],
        "ungathered": desk.session and desk.standing and not await board(db, desk.session.id),
        "own_outlines": await own_outlines(db, of.id),
    }
    return await through(lens).page(db, viewer, **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: DeskWatcher, lens: Look) -> None:
    await shown(socket, socket.app.state.hub, through(lens), guest.dialogue.id, guest.held.id)


@router.get("/notes.json")
async def stored_notes(db: Reading, guest: DeskReader) -> dict[str, Any]:
    """Every note that is stored, with its place and without its author: for checks and archives."""
    sessions = await programme(db, guest.dialogue.id)
    return {"notes": [note for each in sessions for note in await stored.notes(db, each)]}


@router.post("/locale")
async def speak(guest: DeskWriter, locale: Locale) -> Response:
    return passes.speak(guest, locale, "desk")


@router.post("/departure")
async def sign_out(work: OneWork, guest: DeskWriter, everywhere: Everywhere = False) -> Response:
    return await passes.sign_out(work, guest, everywhere)
