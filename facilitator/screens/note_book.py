"""The note book: writing and changing notes, the same on the phone and on the table's laptop."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from facilitator.kit.clock import now
from facilitator.kit.errors import Conflict, NotFound
from facilitator.messages.actions import ask_for_help, bring_help
from facilitator.notes.actions import (
    Edit,
    edit_note,
    restore_note,
    support_note,
    withdraw_note,
)
from facilitator.notes.model import Note
from facilitator.notes.placing import Claim
from facilitator.notes.queries import held, of_author
from facilitator.notes.rules import NO_ROUND, NoteKind, Stance
from facilitator.notes.writing import Draft, Written
from facilitator.screens.answers import done
from facilitator.screens.doors import Guest, OneWork, Reading
from facilitator.screens.letterbox import Sheet
from facilitator.settings import settings
from facilitator.tables.queries import table

PASTE = 1_100_000  # longer than any note: the refusal says how long it was


Voice = Literal["share", "differ", "neither"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", str_max_length=PASTE)


class NewNote(Strict):
    """A note from a device's outbox."""

    key: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{8,64}$")]
    session: UUID
    round: Annotated[int, Field(ge=1, le=1000)] | None = None
    table: UUID | None = None
    question: UUID | None = None
    kind: NoteKind = NoteKind.PLAIN
    words: str
    language: Annotated[str, Field(max_length=16)] | None = None
    written_at: datetime | None = None


class ChangedNote(Strict):
    version: int
    words: str
    kind: NoteKind = NoteKind.PLAIN


def keep(router: APIRouter, reader: Any, writer: Any, caller: Any) -> None:
    """Adds the note book's routes to a screen, behind that screen's doors."""

    @router.post("/notes", status_code=201)
    async def write(request: Request, who: caller, new: NewNote) -> JSONResponse:
        claim = Claim(new.session, new.round or NO_ROUND, new.table, new.question)
        return _told(await request.app.state.letterbox.take(who, Sheet(claim, _draft(new))))

    @router.get("/mine")
    async def mine(db: Reading, guest: reader) -> dict[str, list[str]]:
        return {"ids": [str(note.id) for note in await of_author(db, guest.me.id)]}

    _keep_changes(router, writer)


def _keep_changes(router: APIRouter, writer: Any) -> None:
    @router.post("/notes/{note_id}")
    async def edit(work: OneWork, guest: writer, note_id: UUID, new: ChangedNote) -> JSONResponse:
        note = await within_reach(work, guest, note_id)
        try:
            limit = settings().note_limit
            edit = Edit(new.version, new.words, new.kind, limit)
            note = await edit_note(work, guest.me, note, edit)
        except Conflict as conflict:
            conflict.current = {"words": note.words, "version": note.version}
            raise
        return JSONResponse({"id": str(note.id), "version": note.version, "words": note.words})

    @router.post("/notes/{note_id}/withdrawal", status_code=204)
    async def withdraw(work: OneWork, guest: writer, note_id: UUID) -> Response:
        await withdraw_note(work, guest.me, await within_reach(work, guest, note_id))
        return done()

    @router.post("/notes/{note_id}/restoration", status_code=204)
    async def restore(work: OneWork, guest: writer, note_id: UUID) -> Response:
        await restore_note(work, guest.me, await within_reach(work, guest, note_id))
        return done()


def keep_table(router: APIRouter, writer: Any) -> None:
    """Adds what people at tables do besides: saying that they share a note, calling for help."""

    @router.post("/notes/{note_id}/support/{stance}", status_code=204)
    async def support(work: OneWork, guest: writer, note_id: UUID, stance: Voice) -> Response:
        note = await within_reach(work, guest, note_id)
        await support_note(work, guest.me, note, None if stance == "neither" else Stance(stance))
        return done()

    @router.post("/help", status_code=204)
    async def call(work: OneWork, guest: writer) -> Response:
        await ask_for_help(work, guest.me, await _own_table(work, guest))
        return done()

    @router.post("/help/end", status_code=204)
    async def never_mind(work: OneWork, guest: writer) -> Response:
        await bring_help(work, guest.me, await _own_table(work, guest))
        return done()


def _draft(new: NewNote) -> Draft:
    written_at = new.written_at or now()
    return Draft(
        key=new.key,
        words=new.words,
        kind=new.kind,
        language=new.language,
        written_at=written_at if written_at.tzinfo else written_at.replace(tzinfo=UTC),
        limit=settings().note_limit,
    )


def _told(written: Written) -> JSONResponse:
    note = written.note
    return JSONResponse(
        {
            "id": str(note.id),
            "key": note.key,
            "version": note.version,
            "late": note.late,
            "placed": note.table_id is not None,
            "words": note.words,
            "changed": list(written.changes),
        },
        200 if written.again else 201,
    )


async def within_reach(work: OneWork, guest: Guest, note_id: UUID) -> Note:
    """A note one may know of: one's own, or of the table where one sits, or of a
    room without tables. Else there is none."""
    note = await held(work.db, guest.dialogue.id, note_id)
    at_this_table = note.table_id is not None and note.table_id == guest.viewer.table
    in_this_room = note.round_number == NO_ROUND and note.session_id == guest.viewer.session
    if note.author_id != guest.me.id and not at_this_table and not in_this_room:
        raise NotFound
    return note


async def _own_table(work: OneWork, guest: Guest) -> Any:
    if guest.viewer.table is None:
        raise NotFound
    return await table(work.db, guest.dialogue.id, guest.viewer.table)
