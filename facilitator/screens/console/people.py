"""Moving and seating people by hand, and placing stray notes."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from facilitator.kit.errors import NotFound
from facilitator.kit.pages import render
from facilitator.kit.words import N_
from facilitator.notes.actions import place_note
from facilitator.notes.model import Note
from facilitator.notes.queries import held, unplaced
from facilitator.people.model import Participant
from facilitator.people.queries import person as known_person
from facilitator.people.queries import roster
from facilitator.people.rules import Right, Screen
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase
from facilitator.rounds.seating import SEATED, Way, move_person, seat_late
from facilitator.rounds.seating.foreseen import Foreseen
from facilitator.rounds.seating.moving import foresee_move
from facilitator.rounds.seating.searching import plan_at_once
from facilitator.screens.console.open_session import now_open
from facilitator.screens.console.page import choices
from facilitator.screens.console.told import told
from facilitator.screens.doors import ConsoleReader, ConsoleWriter, OneWork, Reading, admitted
from facilitator.screens.meant import meant
from facilitator.tables.queries import numbered, seat_of, seats_in, tables_of, unseated

router = APIRouter()


@router.get("/people", response_class=HTMLResponse)
async def everybody(db: Reading, guest: ConsoleReader) -> str:
    """The people that can sit at tables, as the options of a list to search in."""
    people = [p for p in await roster(db, guest.dialogue.id) if p.role in SEATED]
    return render("console/people_options.html", guest.viewer.locale, people=people)


class Ahead(NamedTuple):
    """A move as a chair means it, and what the seats will come to."""

    person: UUID
    table: int
    round: int
    foreseen: Foreseen


async def look_ahead(
    request: Request,
    slug: str,
    person: Annotated[str, Form(max_length=400)],
    table: Annotated[int, Form(ge=1, le=99_999)],
    round_number: Annotated[int, Form(alias="round", ge=1, le=1000)],
) -> Ahead:
    """Before the work begins: what takes long must not hold up those who write."""
    database = request.app.state.database
    async with database.reading() as db:
        guest = await admitted(db, request, slug, Screen.STAFF, Right.RUN)
        session = await now_open(db, guest)
        who = await meant(db, guest.dialogue.id, person)
        way = Way(who, await numbered(db, session.id, table), round_number)
    return Ahead(who.id, table, round_number, await foresee_move(database, session.id, way))


@router.post("/moves", status_code=204)
async def move(
    ahead: Annotated[Ahead, Depends(look_ahead)], work: OneWork, guest: ConsoleWriter
) -> Response:
    """Moves somebody to a table for a round; says so, and offers the way back."""
    session = await now_open(work.db, guest)
    who = await known_person(work.db, guest.dialogue.id, ahead.person)
    to = await numbered(work.db, session.id, ahead.table)
    seat = await seat_of(work.db, session.id, who.id, ahead.round)
    was = seat and next(t for t in await tables_of(work.db, session.id) if t.id == seat.table_id)
    await move_person(work, session.id, Way(who, to, ahead.round), ahead.foreseen)
    return told(
        guest,
        N_("Moved %(who)s to table %(number)s"),
        who=who.display_name,
        number=to.number,
        undo=f"/console/{guest.dialogue.slug}/moves" if was else "",
        back={"person": f"({who.key})", "table": was.number, "round": ahead.round} if was else {},
    )


@router.post("/seats", status_code=204)
async def seat_those_who_wait(work: OneWork, guest: ConsoleWriter) -> Response:
    """Gives everybody who has come and has no seat one in the rounds to come."""
    session = await now_open(work.db, guest)
    rounds = await rounds_of(work.db, session.id)
    ahead = [each.number for each in rounds if each.phase != Phase.CLOSED]
    waiting: dict[UUID, Participant] = {}
    for number in ahead:
        found = await unseated(work.db, guest.dialogue.id, session.id, number, SEATED)
        waiting |= {each.id: each for each in found}
    seated = [each for each in waiting.values() if await seat_late(work, session.id, each)]
    return told(guest, N_("%(count)s people seated"), count=len(seated))


@router.post("/plans", status_code=204)
async def plan(work: OneWork, guest: ConsoleWriter) -> Response:
    """Seats everybody for all rounds, before the first has begun; a search for better goes on."""
    session = await now_open(work.db, guest)
    made = await plan_at_once(work, session.id, "console")
    return told(guest, N_("Seating plan %(version)s made"), version=made.version)


@router.get("/notes/{note_id}/place", response_class=HTMLResponse)
async def where_to(db: Reading, guest: ConsoleReader, note_id: UUID) -> str:
    """The form that places a note of the tray; the author's own table of that round comes first."""
    session = await now_open(db, guest)
    note = _in_tray(await unplaced(db, session.id), note_id)
    seats = await seats_in(db, session.id, [note.round_number], [note.author_id])
    return render(
        "console/place_form.html",
        guest.viewer.locale,
        slug=guest.dialogue.slug,
        note=note,
        **await choices(db, guest),
        likely=seats[0].table_id if seats else None,
    )


@router.post("/notes/{note_id}/place", status_code=204)
async def put(
    work: OneWork, guest: ConsoleWriter, note_id: UUID, place: Annotated[int, Form(ge=1, le=99_999)]
) -> Response:
    """Takes a note out of the tray and puts it on a table."""
    session = await now_open(work.db, guest)
    note = await held(work.db, guest.dialogue.id, note_id)
    to = await numbered(work.db, session.id, place)
    await place_note(
        work, _in_tray([note] if note.session_id == session.id else [], note_id), to.id
    )
    return told(guest, N_("Note placed at table %(number)s"), number=to.number)


def _in_tray(notes: Sequence[Note], note_id: UUID) -> Note:
    found = next((note for note in notes if note.id == note_id and note.table_id is None), None)
    if found is None:
        raise NotFound(N_("This note is no longer in the tray."))
    return found
