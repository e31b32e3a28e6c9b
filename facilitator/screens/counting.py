"""A show of hands on a note, counted by whoever keeps the table."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import NotFound
from facilitator.kit.pages import render
from facilitator.notes.counting import count_hands, hands_of
from facilitator.notes.model import Note
from facilitator.notes.queries import held
from facilitator.notes.rules import Stance
from facilitator.people.model import Participant
from facilitator.screens.answers import done
from facilitator.screens.doors import Guest, OneWork, Reading, TableReader, TableWriter
from facilitator.tables.queries import people_at

router = APIRouter(prefix="/notes/{note_id}/hands")
Ids = Annotated[list[UUID], Field(max_length=1000)]


class Hands(BaseModel):
    """Whose hands were up, first for sharing the note, then for differing."""

    share: Ids = []
    differ: Ids = []


@router.get("", response_class=HTMLResponse)
async def form(db: Reading, guest: TableReader, note_id: UUID) -> str:
    note, people = await _at_table(db, guest, note_id)
    return render(
        "table/hands_form.html",
        guest.viewer.locale,
        slug=guest.dialogue.slug,
        note=note,
        people=people,
        counted=await hands_of(db, note),
    )


@router.post("", status_code=204)
async def count(
    work: OneWork, guest: TableWriter, note_id: UUID, hands: Annotated[Hands, Form()]
) -> Response:
    """Whoever had a hand up for both differs. Of people of other tables nothing is counted."""
    note, people = await _at_table(work.db, guest, note_id)
    up = dict.fromkeys(hands.share, Stance.SHARE) | dict.fromkeys(hands.differ, Stance.DIFFER)
    await count_hands(work, note, [each.id for each in people], up)
    return done()


async def _at_table(
    db: AsyncSession, guest: Guest, note_id: UUID
) -> tuple[Note, list[Participant]]:
    """A note of one's own table, and who else sat there in its round. Raises NotFound."""
    note = await held(db, guest.dialogue.id, note_id)
    if note.table_id is None or note.table_id != guest.viewer.table:
        raise NotFound
    found = await people_at(db, note.table_id, note.round_number)
    return note, [person for person, _ in found if person.id != note.author_id]
