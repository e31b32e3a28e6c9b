"""Outlines of one's own: made, changed, kept for the next report, sent as a file."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, File, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import Conflict, Invalid, Refusal, TooLarge
from facilitator.kit.ids import new_id
from facilitator.kit.pages import render
from facilitator.kit.words import N_, say
from facilitator.report.actions import keep_outline, put_outline_away
from facilitator.report.contents import BYTES, Contents, dump, read
from facilitator.report.queries import own_outline, own_outlines
from facilitator.screens.desk.outline_form import Sent, Typed, fresh, page
from facilitator.screens.doors import DeskReader, DeskWriter, Guest, OneWork, Reading
from facilitator.screens.frame import frame


@dataclass(frozen=True)
class Told:
    """What the list says besides: which outline was just saved or put away, or why not."""

    saved: UUID | None = None
    away: UUID | None = None
    refusal: Refusal | None = None


router = APIRouter(prefix="/desk/{slug}/outlines", tags=["desk"])
REFUSED = (Conflict, Invalid, TooLarge)


@router.get("", response_class=HTMLResponse)
async def show(
    db: Reading, guest: DeskReader, saved: UUID | None = None, away: UUID | None = None
) -> str:
    return await _list(db, guest, Told(saved, away))


@router.get("/new", response_class=HTMLResponse)
async def begin(db: Reading, guest: DeskReader) -> str:
    return await page(db, guest, new_id(), await fresh(db, guest))


async def sent_outline(
    _: DeskReader, file: Annotated[UploadFile | None, File()] = None
) -> Contents | Refusal:
    """What a file holds. No work is under way while it is read."""
    if file is None or not file.filename:
        return Invalid(N_("Choose a file first."))
    try:
        return read(await file.read(BYTES + 1))
    except REFUSED as refusal:
        return refusal


@router.post("")
async def bring(
    work: OneWork,
    guest: DeskWriter,
    sent: Annotated[Contents | Refusal, Depends(sent_outline, scope="function")],
) -> Response:
    """An outline from a file, to be looked through at once."""
    if isinstance(sent, Refusal):
        return HTMLResponse(await _list(work.db, guest, Told(refusal=sent)), sent.status)
    kept = await keep_outline(work, guest.dialogue.id, new_id(), sent)
    return RedirectResponse(f"{_at(guest)}/{kept.id}", 303)


@router.get("/{outline_id}", response_class=HTMLResponse)
async def look(db: Reading, guest: DeskReader, outline_id: UUID) -> str:
    kept = await own_outline(db, guest.dialogue.id, outline_id)
    return await page(db, guest, kept.id, Typed.of(Contents.of(kept.contents), kept.version))


@router.post("/{outline_id}")
async def keep(work: OneWork, guest: DeskWriter, outline_id: UUID, typed: Sent) -> Response:
    """Refused, the form comes back with what was typed; saved again, it stands."""
    try:
        await keep_outline(work, guest.dialogue.id, outline_id, typed.told, typed.version)
    except REFUSED as refusal:
        if isinstance(refusal, Conflict):
            kept = await own_outline(work.db, guest.dialogue.id, outline_id)
            typed.version = kept.version
        return HTMLResponse(await page(work.db, guest, outline_id, typed, refusal), refusal.status)
    return RedirectResponse(f"{_at(guest)}?saved={outline_id}", 303)


@router.get("/{outline_id}/file")
async def send(db: Reading, guest: DeskReader, outline_id: UUID) -> Response:
    kept = await own_outline(db, guest.dialogue.id, outline_id)
    told = Contents.of(kept.contents)
    name = f"attachment; filename=outline.yaml; filename*=UTF-8''{quote(told.name, safe='')}.yaml"
    return Response(
        dump(told), media_type="application/yaml", headers={"Content-Disposition": name}
    )


@router.post("/{outline_id}/removal")
async def put_away(work: OneWork, guest: DeskWriter, outline_id: UUID) -> Response:
    kept = await own_outline(work.db, guest.dialogue.id, outline_id)
    await put_outline_away(work, kept, away=True)
    return RedirectResponse(f"{_at(guest)}?away={kept.id}", 303)


@router.post("/{outline_id}/restoration")
async def bring_back(work: OneWork, guest: DeskWriter, outline_id: UUID) -> Response:
    kept = await own_outline(work.db, guest.dialogue.id, outline_id)
    await put_outline_away(work, kept, away=False)
    return RedirectResponse(_at(guest), 303)


async def _list(db: AsyncSession, guest: Guest, told: Told) -> str:
    locale = guest.viewer.locale
    kept = await own_outlines(db, guest.dialogue.id)
    away = await own_outline(db, guest.dialogue.id, told.away) if told.away else None
    context = frame("desk", locale, guest.dialogue, live=False, person=guest.me.id) | {
        "outlines": [(each.id, Contents.of(each.contents)) for each in kept],
        "saved": told.saved,
        "away": away,
        "error": say(told.refusal.sentence, locale, **told.refusal.values) if told.refusal else "",
    }
    return render("desk/outlines.html", locale, **context)


def _at(guest: Guest) -> str:
    return f"/desk/{guest.dialogue.slug}/outlines"
