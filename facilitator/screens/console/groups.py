"""Groups of a roundtable, from the floor's console: sending people off, and calling them back."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import questions_of
from facilitator.kit.errors import NotFound
from facilitator.kit.pages import render
from facilitator.kit.words import N_
from facilitator.notes.events import HandOnWritten
from facilitator.notes.queries import reports_of
from facilitator.people.queries import joined_count
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import LIVE, Phase
from facilitator.rounds.seating.groups import FEWEST, MOST, Groups, break_into_groups
from facilitator.screens.console.floor import screen
from facilitator.screens.console.floor_acts import Session
from facilitator.screens.console.moves import next_step, other_steps
from facilitator.screens.console.open_session import opened
from facilitator.screens.console.screen import ROUNDS, common
from facilitator.screens.console.told import told
from facilitator.screens.doors import ConsoleReader, ConsoleWriter, OneWork, Reading
from facilitator.screens.hall import hall
from facilitator.screens.vantage import InHall, in_hall
from facilitator.tables.events import SeatsChanged
from facilitator.tables.queries import arrivals

router = APIRouter(prefix="/sessions/{session_id}/groups")
A_GROUP = 6  # people, if nobody says otherwise
MINUTES = 15


@screen.region("groups", seen=in_hall, on=[*ROUNDS, SeatsChanged, HandOnWritten], rest=0.5)
async def groups(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """While groups talk: their clock and the bell. Else the way to send people off."""
    now = await hall(db, at)
    shared = await common(db, at)
    if now is None or not now.scene.has_floor:
        return {**shared, "hall": None}
    number = now.round.number if now.round else 0
    cards = {
        t.id: c for t, c in await reports_of(db, now.scene.session.id) if c.round_number == number
    }
    seated = await arrivals(db, now.scene.session.id, number)
    return {
        **shared,
        "hall": now,
        "talking": bool(now.round and Phase(now.round.phase) in LIVE),
        "groups": [(each, seated[each.id][0]) for each in now.scene.tables if each.id in seated],
        "cards": cards,
        "step": next_step(now.scene.rounds),
        "others": other_steps(now.scene.rounds),
    }


@router.get("", response_class=HTMLResponse)
async def form(db: Reading, guest: ConsoleReader, session_id: UUID) -> str:
    session = await opened(db, guest, session_id)
    _, joined = await joined_count(db, guest.dialogue.id)
    return render(
        "console/floor/groups_form.html",
        guest.viewer.locale,
        slug=guest.dialogue.slug,
        session=session,
        questions=await questions_of(db, session.id),
        expected=len(await rounds_of(db, session.id)),
        count=min(max(FEWEST, -(-joined // A_GROUP)), MOST),
        minutes=MINUTES,
        bounds=(FEWEST, MOST),
    )


class Asked(BaseModel):
    """What the form says; without a question, all of the session's."""

    expected: Annotated[int, Field(ge=0, le=2**31 - 1)]
    count: Annotated[int, Field(ge=FEWEST, le=MOST)]
    minutes: Annotated[int, Field(ge=1, le=240)] = MINUTES
    question: Annotated[str, Field(max_length=40)] = ""


@router.post("", status_code=204)
async def break_up(
    work: OneWork, guest: ConsoleWriter, session: Session, asked: Annotated[Asked, Form()]
) -> Response:
    known = {str(each.id): each.id for each in await questions_of(work.db, session.id)}
    if asked.question and asked.question not in known:
        raise NotFound
    chosen = Groups(asked.count, asked.minutes, known.get(asked.question))
    await break_into_groups(work, session, chosen, asked.expected)
    return told(guest, N_("People are on their way to their groups"))
