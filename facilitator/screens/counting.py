"""A show of hands, on a note or on a point that is read back, counted by who keeps the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.harvest.actions import supporting
from facilitator.harvest.arranged import point_of
from facilitator.harvest.model import Point, Position
from facilitator.kit.errors import NotFound, NotNow
from facilitator.kit.pages import render
from facilitator.kit.words import N_
from facilitator.notes import counting
from facilitator.notes.model import Note
from facilitator.notes.queries import held
from facilitator.notes.rules import Stance
from facilitator.people.model import Participant
from facilitator.screens.answers import done
from facilitator.screens.doors import Guest, OneWork, Reading, TableReader, TableWriter
from facilitator.tables.queries import people_at

router = APIRouter()
NOTE = "/notes/{note_id}/hands"
POINT = "/points/{position_id}/hands"
Ids = Annotated[list[UUID], Field(max_length=1000)]


class Hands(BaseModel):
    """Whose hands were up, first for sharing, then for differing."""

    share: Ids = []
    differ: Ids = []

    @property
    def up(self) -> dict[UUID, Stance]:
        """Whoever had a hand up for both differs."""
        shared = dict.fromkeys(self.share, Stance.SHARE)
        return shared | dict.fromkeys(self.differ, Stance.DIFFER)


@dataclass(frozen=True)
class Asked:
    """What people are asked about, who they are, and whose hands were counted before."""

    about: str
    words: str
    people: list[Participant]
    counted: Mapping[UUID, Stance]


Raised = Annotated[Hands, Form()]


@router.get(NOTE, response_class=HTMLResponse)
async def on_a_note(db: Reading, guest: TableReader, note_id: UUID) -> str:
    note, people = await _note(db, guest, note_id)
    asked = Asked(f"notes/{note_id}", note.words, people, await counting.hands_of(db, note))
    return _form(guest, asked)


@router.post(NOTE, status_code=204)
async def count_on_a_note(
    work: OneWork, guest: TableWriter, note_id: UUID, hands: Raised
) -> Response:
    """Of people of other tables nothing is counted."""
    note, people = await _note(work.db, guest, note_id)
    await counting.count_hands(work, note, [each.id for each in people], hands.up)
    return done()


@router.get(POINT, response_class=HTMLResponse)
async def on_a_point(db: Reading, guest: TableReader, position_id: UUID) -> str:
    _, people = await _point(db, guest, position_id)
    position = await db.get_one(Position, position_id)
    words = position.words or (await db.get_one(Note, position.spoken_by)).words
    counted = await supporting.hands_of(db, position_id)
    return _form(guest, Asked(f"points/{position_id}", words, people, counted))


@router.post(POINT, status_code=204)
async def count_on_a_point(
    work: OneWork, guest: TableWriter, position_id: UUID, hands: Raised
) -> Response:
    of, people = await _point(work.db, guest, position_id)
    asked = [each.id for each in people]
    await supporting.count_hands(work, of, position_id, asked, hands.up)
    return done()


async def _note(db: AsyncSession, guest: Guest, note_id: UUID) -> tuple[Note, list[Participant]]:
    """A note of one's own table, and who else sat there in its round. Raises NotFound."""
    note = await held(db, guest.dialogue.id, note_id)
    if note.table_id is None or note.table_id != guest.viewer.table:
        raise NotFound
    found = await people_at(db, note.table_id, note.round_number)
    return note, [person for person, _ in found if person.id != note.author_id]


async def _point(
    db: AsyncSession, guest: Guest, position_id: UUID
) -> tuple[Point, list[Participant]]:
    """A point that is read back, and who sits at one's table. Raises NotFound, NotNow."""
    of = await point_of(db, guest.dialogue.id, position_id)
    if guest.viewer.table is None or of.session_id != guest.viewer.session:
        raise NotFound
    if of.read_back_at is None:
        raise NotNow(N_("This point is not being read back to the tables."))
    found = await people_at(db, guest.viewer.table, guest.viewer.round or 0)
    return of, [person for person, _ in found]


def _form(guest: Guest, asked: Asked) -> str:
    at = f"/table/{guest.dialogue.slug}/{asked.about}/hands"
    return render("table/hands_form.html", guest.viewer.locale, asked=asked, at=at)
