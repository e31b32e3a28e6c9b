"""The page of a session's rotation and its socket."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import APIRouter, WebSocket
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import themes
from facilitator.kit.words import in_words
from facilitator.live.socket import shown
from facilitator.people.model import Participant
from facilitator.rotation.kinds import DIAL, RuleKind
from facilitator.rounds.rules import Phase, present
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.screens.doors import ConsoleReader, ConsoleWatcher, Reading
from facilitator.screens.frame import frame
from facilitator.screens.rotation.screen import Key, aimed, cafe
from facilitator.tables.model import Seat
from facilitator.tables.queries import seats_of

router = APIRouter(prefix="/rotation/{slug}/{session_key}", tags=["rotation"])


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: ConsoleReader, session_key: Key) -> str:
    session = await cafe(db, guest, session_key)
    context = frame("rotation", guest.viewer.locale, guest.dialogue, person=guest.me.id)
    home = f"/rotation/{guest.dialogue.slug}/{session_key}"
    context |= {"home": home, "live": f"{home}/live"}
    context |= await _offered(db, await read_hall(db, session.id), guest.viewer.locale)
    return await aimed(session.id).page(db, guest.viewer, session=session, **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: ConsoleWatcher, session_key: Key) -> None:
    async with socket.app.state.database.reading() as db:
        session = await cafe(db, guest, session_key)
    await shown(socket, socket.app.state.hub, aimed(session.id), guest.dialogue.id, guest.held.id)


async def _offered(db: AsyncSession, hall: Hall, locale: str) -> dict[str, Any]:
    """What the forms offer."""
    seats = await seats_of(db, hall.session.id)
    known = await themes(db, hall.session.dialogue_id)
    return {
        "hall": hall,
        "wish": hall.wish,
        "dial": DIAL,
        "RuleKind": RuleKind,
        "topics": {each.id: in_words(each.title, locale) for each in known},
        "to_come": [each for each in hall.rounds if each.phase == Phase.PLANNED],
        "missing": _missing(hall, seats),
        "late": _late(hall, seats),
        "closed": _closed(hall),
    }


def _missing(hall: Hall, seats: Sequence[Seat]) -> list[tuple[int, list[Participant]]]:
    """Who is expected in the present round and has not said "I'm here": [(table, people)].

    Whoever came through the door since it began is on the way to their table; whoever is away
    from all rounds to come need not be struck off again.
    """
    here = present(hall.rounds)
    began = here.opened_at if here else None
    wanted = (p for p in hall.people if not _came_since(p, began) and not _is_away(hall, p))
    people = {each.id: each for each in wanted}
    numbers = {table.id: table.number for table in hall.tables}
    found: dict[int, list[Participant]] = {}
    for seat in seats:
        expected = here is not None and seat.round_number == here.number
        if expected and seat.arrived_at is None and seat.participant_id in people:
            found.setdefault(numbers[seat.table_id], []).append(people[seat.participant_id])
    return [(at, sorted(found[at], key=lambda each: each.name)) for at in sorted(found)]


def _came_since(person: Participant, began: datetime | None) -> bool:
    return began is not None and person.joined_at is not None and person.joined_at >= began


def _to_come(hall: Hall) -> range:
    """Numbers of the rounds that have not begun."""
    return range(hall.begun + 1, len(hall.rounds) + 1)


def _is_away(hall: Hall, person: Participant) -> bool:
    to_come = _to_come(hall)
    return bool(to_come) and all(hall.away(person.id, number) for number in to_come)


def _late(hall: Hall, seats: Sequence[Seat]) -> list[tuple[Participant, bool]]:
    """Who has no seat in some round to come, and whether they have come: those first."""
    held: dict[Any, set[int]] = {}
    for seat in seats:
        held.setdefault(seat.participant_id, set()).add(seat.round_number)
    lacking = [each for each in hall.people if not set(_to_come(hall)) <= held.get(each.id, set())]
    here = [(each, _has_come(hall, each)) for each in lacking]
    return sorted(here, key=lambda pair: (not pair[1], pair[0].name))


def _has_come(hall: Hall, person: Participant) -> bool:
    is_away = any(hall.away(person.id, number) for number in range(1, len(hall.rounds) + 1))
    return person.joined_at is not None and not is_away


def _closed(hall: Hall) -> list[int]:
    """Tables that a rule closes in some round to come."""
    return sorted(
        {
            rule.table_number
            for rule in hall.rules
            if rule.kind == RuleKind.CLOSED and rule.table_number is not None
        }
    )
