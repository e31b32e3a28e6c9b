"""Working on paragraphs: forms with a page of their own, so that nothing is drawn over them."""

from collections.abc import Sequence
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response, WebSocket
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import Conflict, Invalid, NotNow, TooLarge
from facilitator.kit.ids import new_id
from facilitator.kit.pages import render
from facilitator.live.socket import shown
from facilitator.report.actions import (
    add_paragraph,
    edit_paragraph,
    move_paragraph,
    remove_paragraph,
    restore_paragraph,
)
from facilitator.report.citing import paragraph_anchor
from facilitator.report.differences import Piece, between_words
from facilitator.report.marks import bare
from facilitator.report.model import Report
from facilitator.report.queries import Said, history, opened, paragraph_of
from facilitator.screens.answers import done
from facilitator.screens.desk.forms import Added, Addition, Edit, Edited, Page, address, framed
from facilitator.screens.desk.laying import in_time
from facilitator.screens.desk.writing import at_paragraph
from facilitator.screens.doors import DeskReader, DeskWatcher, DeskWriter, Guest, OneWork, Reading

router = APIRouter(prefix="/desk/{slug}/paragraphs/{paragraph_id}", tags=["desk"])
REFUSED = (Conflict, Invalid, NotNow, TooLarge)


@router.get("", response_class=HTMLResponse)
async def edit(
    db: Reading, guest: DeskReader, paragraph_id: UUID, version: int | None = None
) -> str:
    """The form, filled with what the paragraph says, or said in an earlier `version`."""
    page = Page(db, guest, *await paragraph_of(db, guest.dialogue.id, paragraph_id))
    now = await page.current()
    before = await history(db, page.paragraph) if version else ()
    said = next((each for each in before if each.version == version), None)
    if said:
        now = Edit(words=bare(said.words), lead=said.lead, version=now.version)
    return await page.shown(now, brought=said)


@router.post("")
async def save(
    request: Request, work: OneWork, guest: DeskWriter, paragraph_id: UUID, typed: Edited
) -> Response:
    """Stores it and leads back; else the same page again, with both texts where they differ."""
    report, paragraph = await paragraph_of(work.db, guest.dialogue.id, paragraph_id)
    try:
        await edit_paragraph(work, guest.me, paragraph, typed.version, typed.wording)
    except REFUSED as refusal:
        if "application/json" in request.headers.get("accept", ""):
            raise
        page = await Page(work.db, guest, report, paragraph).shown(typed, refusal)
        return HTMLResponse(page, refusal.status)
    return await _back(work.db, guest, report, paragraph.id)


@router.get("/next", response_class=HTMLResponse)
async def add(db: Reading, guest: DeskReader, paragraph_id: UUID) -> str:
    """An empty form for a paragraph after this one."""
    page = Page(db, guest, *await paragraph_of(db, guest.dialogue.id, paragraph_id))
    return await page.shown(Addition(id=new_id()))


@router.post("/next")
async def save_next(work: OneWork, guest: DeskWriter, paragraph_id: UUID, typed: Added) -> Response:
    report, after = await paragraph_of(work.db, guest.dialogue.id, paragraph_id)
    try:
        added = await add_paragraph(work, guest.me, after, typed.id, typed.wording)
    except REFUSED as refusal:
        page = await Page(work.db, guest, report, after).shown(typed, refusal)
        return HTMLResponse(page, refusal.status)
    return await _back(work.db, guest, report, added.id)


@router.post("/moves/{way}", status_code=204)
async def move(
    work: OneWork, guest: DeskWriter, paragraph_id: UUID, way: Literal["up", "down"]
) -> Response:
    _, paragraph = await paragraph_of(work.db, guest.dialogue.id, paragraph_id)
    await move_paragraph(work, guest.me, paragraph, up=way == "up")
    return done()


@router.post("/removal", status_code=204)
async def remove(
    work: OneWork,
    guest: DeskWriter,
    paragraph_id: UUID,
    version: Annotated[int, Form(ge=0, le=2**31 - 1)],
) -> Response:
    _, paragraph = await paragraph_of(work.db, guest.dialogue.id, paragraph_id)
    await remove_paragraph(work, guest.me, paragraph, version)
    return done()


@router.post("/restoration", status_code=204)
async def restore(work: OneWork, guest: DeskWriter, paragraph_id: UUID) -> Response:
    _, paragraph = await paragraph_of(work.db, guest.dialogue.id, paragraph_id)
    await restore_paragraph(work, guest.me, paragraph)
    return done()


@router.get("/history", response_class=HTMLResponse)
async def past(db: Reading, guest: DeskReader, paragraph_id: UUID) -> str:
    """All that a paragraph has said."""
    report, paragraph = await paragraph_of(db, guest.dialogue.id, paragraph_id)
    said = await history(db, paragraph)
    when = in_time(guest.dialogue, guest.viewer.locale)
    context = framed(guest, report, paragraph) | {"said": compared(said), "when": when}
    return render("desk/history.html", guest.viewer.locale, **context)


def compared(said: Sequence[Said]) -> list[tuple[Said, tuple[Piece, ...]]]:
    """Each version, newest first, with what is different in it from the one before."""
    texts = [bare(f"{each.lead}. {each.words}" if each.lead else each.words) for each in said]
    before = [*texts[1:], texts[-1]]
    return [(each, between_words(*both)) for each, *both in zip(said, before, texts, strict=True)]


@router.websocket("/live")
async def live(
    socket: WebSocket,
    guest: DeskWatcher,
    paragraph_id: UUID,
    seen: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> None:
    looks = at_paragraph(paragraph_id, seen)
    await shown(socket, socket.app.state.hub, looks, guest.dialogue.id, guest.held.id)


async def _back(db: AsyncSession, guest: Guest, report: Report, paragraph_id: UUID) -> Response:
    """To the paragraph, where it stands now."""
    open_ = await opened(db, report)
    places = (at for at, row in enumerate(open_.rows, 1) if row.id == paragraph_id)
    anchor = paragraph_anchor(next(places, 1))
    place = f"{address(guest, report, saved='yes')}#{anchor}"
    return Response(status_code=303, headers={"Location": place})
