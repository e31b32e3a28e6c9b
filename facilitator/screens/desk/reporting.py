"""What a group reports back, written down by a rapporteur who was not at its table."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.rules import FLOORED
from facilitator.kit.errors import NotNow
from facilitator.kit.pages import render
from facilitator.kit.words import N_
from facilitator.notes.events import HandOnWritten
from facilitator.notes.handing import write_hand_on
from facilitator.notes.queries import hand_on, reports_of
from facilitator.notes.rules import HAND_ON_LIMIT
from facilitator.rounds.events import RoundMoved
from facilitator.rounds.queries import numbered as round_of
from facilitator.screens import parts
from facilitator.screens.console.open_session import Number, of_dialogue
from facilitator.screens.console.told import told
from facilitator.screens.desk.floor import screen
from facilitator.screens.doors import DeskReader, DeskWriter, Known, OneWork, Reading
from facilitator.screens.vantage import AtTable, at_table
from facilitator.tables.events import SeatsChanged
from facilitator.tables.model import Table
from facilitator.tables.queries import arrivals, numbered

router = APIRouter(
    prefix="/desk/{slug}/sessions/{session_id}/rounds/{number}/groups/{group}/report",
    tags=["desk"],
)
REPORTED = [HandOnWritten, RoundMoved, SeatsChanged, *parts.PROGRAMME]


@screen.region("groups", seen=at_table, on=REPORTED)
async def groups(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The groups of a roundtable, the newest first, and what each reports back."""
    if at.session is None:
        return {"groups": []}
    now = await parts.scene(db, at.session)
    if not now.has_floor:
        return {"groups": []}
    cards = {(t.id, c.round_number): c for t, c in await reports_of(db, at.session)}
    found = [
        (each, table, cards.get((table.id, each.number)))
        for each in reversed(now.rounds)
        for seated in [await arrivals(db, at.session, each.number)]
        for table in now.tables
        if table.id in seated
    ]
    return {"groups": found, "slug": now.dialogue.slug, "several": len(now.rounds) > 1}


async def this_group(
    db: AsyncSession, guest: Known, session_id: UUID, number: int, group: int
) -> Table:
    session = await of_dialogue(db, guest, session_id)
    if session.kind not in FLOORED:
        raise NotNow(N_("This session has no list of speakers."))
    await round_of(db, session.id, number)
    return await numbered(db, session.id, group)


@router.get("", response_class=HTMLResponse)
async def form(
    db: Reading, guest: DeskReader, session_id: UUID, number: Number, group: Number
) -> str:
    table = await this_group(db, guest, session_id, number, group)
    return render(
        "desk/floor/report_form.html",
        guest.viewer.locale,
        slug=guest.dialogue.slug,
        table=table,
        number=number,
        card=await hand_on(db, table.id, number),
        longest=HAND_ON_LIMIT,
    )


class Report(BaseModel):
    """What a rapporteur wrote, over the version they saw; 0 for the first."""

    words: Annotated[str, Field(max_length=20 * HAND_ON_LIMIT)] = ""
    version: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


@router.post("", status_code=204)
async def report(
    work: OneWork,
    guest: DeskWriter,
    session_id: UUID,
    number: Number,
    group: Number,
    new: Annotated[Report, Form()],
) -> Response:
    table = await this_group(work.db, guest, session_id, number, group)
    await write_hand_on(work, guest.me, table, number, new.words, new.version)
    return told(guest, N_("Report saved"))
