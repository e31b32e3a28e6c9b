"""Importing notes from paper or another tool in two steps: see what it would do, then do it."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, File, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.actions import keep_upload, take_upload
from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import upload
from facilitator.kit.errors import Invalid, Refusal
from facilitator.kit.pages import render
from facilitator.kit.words import N_, say
from facilitator.notes.importing import (
    NoteSheet,
    Problem,
    Ready,
    import_notes,
    matched,
    read_notes,
    slots_of,
)
from facilitator.people.roster.bounds import MAX_BYTES
from facilitator.screens.console.open_session import of_dialogue
from facilitator.screens.doors import DeskReader, DeskWriter, Guest, OneWork, Reading
from facilitator.screens.frame import frame
from facilitator.settings import settings

router = APIRouter(prefix="/desk/{slug}/sessions/{session_id}/import", tags=["desk"])
PURPOSE = "notes"
Sent = Annotated[UploadFile | None, File()]


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: DeskReader, session_id: UUID) -> str:
    return _page("import", guest, await of_dialogue(db, guest, session_id))


async def legible(_: DeskReader, file: Sent = None) -> tuple[str, bytes] | Refusal:
    """Name and bytes of a file that can be read. No work is under way while it is read."""
    if file is None or not file.filename:
        return Invalid(N_("Choose a file first."))
    data = await file.read(MAX_BYTES + 1)
    try:
        await asyncio.to_thread(read_notes, data)
    except Refusal as refusal:
        return refusal
    return file.filename, data


@router.post("")
async def send(
    work: OneWork,
    guest: DeskWriter,
    session_id: UUID,
    sent: Annotated[tuple[str, bytes] | Refusal, Depends(legible, scope="function")],
) -> Response:
    session = await of_dialogue(work.db, guest, session_id)
    if isinstance(sent, Refusal):
        return HTMLResponse(_page("import", guest, session, sent), sent.status)
    kept = await keep_upload(work, guest.dialogue, PURPOSE, *sent)
    return RedirectResponse(f"{_address(guest, session)}/{kept.id}", 303)


async def kept_before(db: Reading, guest: DeskReader, upload_id: UUID) -> NoteSheet:
    """The kept file, read again, before any work is under way."""
    kept = await upload(db, guest.dialogue.id, PURPOSE, upload_id, guest.me.id)
    return await asyncio.to_thread(read_notes, kept.data)


Read = Annotated[NoteSheet, Depends(kept_before, scope="function")]


@router.get("/{upload_id}", response_class=HTMLResponse)
async def preview(
    read: Read, db: Reading, guest: DeskReader, session_id: UUID, upload_id: UUID
) -> str:
    """What the kept file says, row by row, before anything is stored."""
    session = await of_dialogue(db, guest, session_id)
    ready, problems = await _matched(db, session, read)
    told = [(each, each.said(guest.viewer.locale)) for each in problems]
    more = {"ready": ready, "problems": told, "upload": upload_id, "all": len(read.rows)}
    return _page("import_preview", guest, session, None, **more)


@router.post("/{upload_id}")
async def confirm(
    read: Read, work: OneWork, guest: DeskWriter, session_id: UUID, upload_id: UUID
) -> Response:
    session = await of_dialogue(work.db, guest, session_id)
    await take_upload(work, guest.dialogue, PURPOSE, upload_id)
    ready, _ = await _matched(work.db, session, read)
    await import_notes(work, guest.me, session, ready, settings().note_limit)
    return RedirectResponse(f"/desk/{guest.dialogue.slug}?session={session.key}", 303)


async def _matched(
    db: AsyncSession, session: DialogueSession, read: NoteSheet
) -> tuple[tuple[Ready, ...], tuple[Problem, ...]]:
    slots = await slots_of(db, session, settings().note_limit)
    return await asyncio.to_thread(matched, read, slots)


def _address(guest: Guest, session: DialogueSession) -> str:
    return f"/desk/{guest.dialogue.slug}/sessions/{session.id}/import"


def _page(
    template: str,
    guest: Guest,
    session: DialogueSession,
    refusal: Refusal | None = None,
    **more: object,
) -> str:
    locale = guest.viewer.locale
    context = frame("desk", locale, guest.dialogue, live=False, person=guest.me.id) | {
        "session": session,
        "at": _address(guest, session),
        "back": f"/desk/{guest.dialogue.slug}?session={session.key}",
        "error": say(refusal.sentence, locale, **refusal.values) if refusal else "",
        **more,
    }
    return render(f"desk/{template}.html", locale, **context)
