"""Searching and publishing; saying what has happened, applying a proposal, taking it back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Path, Request, Response
from pydantic import BaseModel, Field

from facilitator.kit.errors import Invalid
from facilitator.kit.words import N_
from facilitator.people.rules import Right, Screen
from facilitator.rounds.seating.asked import Asked
from facilitator.rounds.seating.foreseen import Foreseen
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.rounds.seating.replanning import (
    apply_proposal,
    foresee_taking_back,
    take_back,
)
from facilitator.rounds.seating.searching import ask_search, publish_plan, stop_search
from facilitator.screens.answers import done
from facilitator.screens.console.told import told
from facilitator.screens.doors import ConsoleWriter, OneWork, admitted
from facilitator.screens.meant import meant
from facilitator.screens.rotation.screen import Key, cafe

router = APIRouter()
T = TypeVar("T", str, int)
QUICKLY = 2.0  # seconds of processor time for proposals: people are waiting at their tables
Table = Annotated[int, Field(ge=1, le=99_999)]
Typed = Annotated[str, Field(max_length=400)]


@router.post("/searches", status_code=204)
async def search(
    request: Request,
    after: BackgroundTasks,
    work: OneWork,
    guest: ConsoleWriter,
    session_key: Key,
    seconds: Annotated[float, Form(ge=1, le=120)] = 10,
) -> Response:
    """Looks for a plan for all rounds."""
    session = await cafe(work.db, guest, session_key)
    await ask_search(work, session.id, seconds)
    after.add_task(request.app.state.searches.stir)
    return done()


class Happened(BaseModel):
    """What a chair says has happened, as the form sends it."""

    absent: list[UUID] = Field(default=[], max_length=5000)
    late: list[UUID] = Field(default=[], max_length=5000)
    leaves: Typed = ""
    last: Annotated[int, Field(ge=0, le=1000)] = 0
    closes: list[Table] = []
    closed_in: list[Table] = []
    opens: list[Table] = []
    twin: Table | None = None
    pinned: Typed = ""
    pinned_at: Table | None = None
    pinned_in: list[Table] = []


@router.post("/changes", status_code=204)
async def compare(
    request: Request,
    after: BackgroundTasks,
    work: OneWork,
    guest: ConsoleWriter,
    session_key: Key,
    happened: Annotated[Happened, Form()],
) -> Response:
    """Looks for proposals for the rounds to come; nothing changes yet."""
    session = await cafe(work.db, guest, session_key)
    hall = await read_hall(work.db, session.id)
    asked = await _asked(work, guest, hall, happened)
    await ask_search(work, session.id, QUICKLY, asked)
    after.add_task(request.app.state.searches.stir)
    return done()


async def _asked(work: OneWork, guest: ConsoleWriter, hall: Hall, what: Happened) -> Asked:
    """Of people and tables that are not there (any more) nothing is asked."""
    people = {str(each.id) for each in hall.people}
    numbers = {table.number for table in hall.tables}
    to_come = range(hall.begun + 1, len(hall.rounds) + 1)
    asked = Asked(
        absent=_known(map(str, what.absent), people),
        late=_known(map(str, what.late), people),
        leaving=await _leaving(work, guest, hall, what),
        closed={at: _rounds(what.closed_in, to_come) for at in _known(what.closes, numbers)},
        twins=_known([what.twin] if what.twin else [], numbers),
        pinned=await _pinned(work, guest, hall, what),
        reopened=_known(what.opens, numbers),
    )
    if asked == Asked():
        raise Invalid(N_("Say first what has happened: who is missing, who has come, what closes."))
    return asked


def _known(said: Iterable[T], there: set[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(each for each in said if each in there))


def _rounds(said: Sequence[int], to_come: range) -> tuple[int, ...]:
    """The rounds named that are still to come; none named: all of them."""
    return tuple(sorted({each for each in said if each in to_come})) or tuple(to_come)


async def _leaving(
    work: OneWork, guest: ConsoleWriter, hall: Hall, what: Happened
) -> dict[str, int]:
    if not what.leaves.strip():
        return {}
    who = await meant(work.db, guest.dialogue.id, what.leaves)
    return {str(who.id): max(what.last, hall.begun)}


async def _pinned(
    work: OneWork, guest: ConsoleWriter, hall: Hall, what: Happened
) -> dict[str, tuple[int, tuple[int, ...]]]:
    if not what.pinned.strip():
        return {}
    who = await meant(work.db, guest.dialogue.id, what.pinned)
    if what.pinned_at not in {table.number for table in hall.tables}:
        raise Invalid(N_("Choose the table where %(who)s stays."), who=who.display_name)
    to_come = range(hall.begun + 1, len(hall.rounds) + 1)
    return {str(who.id): (what.pinned_at, _rounds(what.pinned_in, to_come))}


@router.post("/searches/end", status_code=204)
async def stop(
    request: Request, after: BackgroundTasks, work: OneWork, guest: ConsoleWriter, session_key: Key
) -> Response:
    """Stops searching; the best until now can still be taken."""
    await stop_search(work, (await cafe(work.db, guest, session_key)).id)
    after.add_task(request.app.state.searches.stir)
    return done()


@router.post("/searches/{search_id}/publication", status_code=204)
async def publish(
    work: OneWork, guest: ConsoleWriter, session_key: Key, search_id: UUID
) -> Response:
    """Seats everybody as the plan found says."""
    session = await cafe(work.db, guest, session_key)
    made = await publish_plan(work, session.id, search_id)
    return told(guest, N_("Seating plan %(version)s made"), version=made.version)


@router.post("/searches/{search_id}/proposals/{place}", status_code=204)
async def apply(
    work: OneWork,
    guest: ConsoleWriter,
    session_key: Key,
    search_id: UUID,
    place: Annotated[int, Path(ge=0, le=9)],
) -> Response:
    """Makes a proposal what stands; only those who change are told."""
    session = await cafe(work.db, guest, session_key)
    made = await apply_proposal(work, session.id, search_id, place)
    return told(
        guest,
        N_("Applied. People told of their new seats: %(count)s."),
        count=sum(_sits_elsewhere(moves) for moves in made.changes["people"].values()),
        undo=f"/rotation/{guest.dialogue.slug}/{session_key}/plans/{made.version}/removal",
        news="reseated",
    )


def _sits_elsewhere(moves: Mapping[str, Sequence[int | None]]) -> bool:
    """Not who only leaves; round → table before, table after."""
    return any(after is not None for _, after in moves.values())


async def look_ahead(
    request: Request, slug: str, session_key: Key, version: Annotated[int, Path(ge=1, le=99_999)]
) -> Foreseen:
    """Before the work begins: what takes long must not hold up those who write."""
    database = request.app.state.database
    async with database.reading() as db:
        guest = await admitted(db, request, slug, Screen.STAFF, Right.RUN)
        session = await cafe(db, guest, session_key)
    return await foresee_taking_back(database, session.id, version)


@router.post("/plans/{version}/removal", status_code=204)
async def undo(
    foreseen: Annotated[Foreseen, Depends(look_ahead)],
    work: OneWork,
    guest: ConsoleWriter,
    session_key: Key,
    version: Annotated[int, Path(ge=1, le=99_999)],
) -> Response:
    session = await cafe(work.db, guest, session_key)
    await take_back(work, session.id, version, foreseen)
    return told(guest, N_("Taken back: seats are as they were"), news="reseated")
