"""Coming to the board."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, WebSocket
from fastapi.responses import HTMLResponse

from facilitator.harvest.tags import CROSS_CUTTING, EVIDENCE, TAGS, WORKSTREAMS
from facilitator.kit.words import lines_in
from facilitator.live.socket import shown
from facilitator.screens.desk.board.regions import through
from facilitator.screens.desk.board.scene import Look, at_board, scene_of
from facilitator.screens.doors import DeskReader, DeskWatcher, Reading
from facilitator.screens.frame import frame

router = APIRouter(prefix="/desk/{slug}/board", tags=["desk"])


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: DeskReader, look: Annotated[Look, Query()]) -> str:
    scene = await scene_of(db, at_board(guest.viewer, look))
    chosen = look.model_dump(exclude_none=True)
    query = f"?{urlencode(chosen)}" if chosen else ""
    context = frame("board", guest.viewer.locale, guest.dialogue, person=guest.me.id) | {
        "live": f"/desk/{guest.dialogue.slug}/board/live{query}",
        "scene": scene,
        "tags": CROSS_CUTTING,
        "evidence": EVIDENCE,
        "workstreams": WORKSTREAMS,
        "tag_names": TAGS,
        "criteria": lines_in(guest.dialogue.criteria, guest.viewer.locale),
    }
    return await through(look).page(db, guest.viewer, **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: DeskWatcher, look: Annotated[Look, Query()]) -> None:
    await shown(socket, socket.app.state.hub, through(look), guest.dialogue.id, guest.held.id)
