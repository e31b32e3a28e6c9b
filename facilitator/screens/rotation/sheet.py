"""The plan explained: who sits where, who meets whom, how tables are made up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.pages import render
from facilitator.people.model import Participant
from facilitator.rotation.checker import meetings
from facilitator.rotation.rules import Pair, Seats, Sitting
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.rounds.seating.seats import as_seated
from facilitator.screens import parts
from facilitator.screens.doors import ConsoleReader, Reading
from facilitator.screens.frame import frame
from facilitator.screens.rotation.picture import LEGIBLE, composition, matrix
from facilitator.screens.rotation.screen import Key, cafe
from facilitator.screens.rotation.standing import standing

router = APIRouter()
PAIRS = 60  # that meet again, named one by one
TRAITS = ("constituency", "un_region", "developing", "gender", "language", "expertise")


@dataclass(frozen=True)
class Picture:
    """A session and its seats as they stand, people by name."""

    hall: Hall
    seats: Seats
    sitting: Sitting
    people: Sequence[Participant]

    @property
    def names(self) -> Mapping[str, str]:
        return {str(each.id): each.display_name for each in self.people}


async def picture(db: AsyncSession, session_id: Any) -> Picture:
    hall = await read_hall(db, session_id)
    seats = await as_seated(db, hall)
    people = sorted(hall.seated(seats), key=lambda each: each.display_name.casefold())
    return Picture(hall, seats, hall.sitting_of(people), people)


@router.get("/plan", response_class=HTMLResponse)
async def show(
    db: Reading,
    guest: ConsoleReader,
    session_key: Key,
    round_number: Annotated[int, Query(alias="round", ge=1, le=1000)] = 1,
    trait: str = TRAITS[0],
) -> str:
    session = await cafe(db, guest, session_key)
    seen = await picture(db, session.id)
    number = min(round_number, max(1, len(seen.hall.rounds)))
    traits = _traits(seen.sitting)
    chosen = trait if trait in traits else next(iter(traits), "")
    met = meetings(seen.sitting, seen.seats)
    return render(
        "rotation/sheet.html",
        guest.viewer.locale,
        **frame("rotation", guest.viewer.locale, guest.dialogue, live=False),
        home=f"/rotation/{guest.dialogue.slug}/{session_key}",
        session=session,
        **await standing(db, session.id, seen.seats),
        zone=parts.zone_of(guest.dialogue),
        seen=seen,
        number=number,
        trait=chosen,
        traits=traits,
        matrix=matrix([person.id for person in seen.sitting.people], met),
        legible=LEGIBLE,
        again=_again(seen, met),
        bars=composition(seen.sitting, seen.seats, number, chosen) if any(seen.seats) else [],
    )


def _traits(sitting: Sitting) -> list[str]:
    """What people of this session are known by, in the order of the house."""
    known = {name for person in sitting.people for name in person.traits}
    return [name for name in TRAITS if name in known]


def _again(seen: Picture, met: Mapping[Pair, int]) -> list[tuple[str, str, int]]:
    """Who meets more than once: [(name, name, times)], the most often first."""
    often = sorted((-times, pair) for pair, times in met.items() if times > 1)
    names = seen.names
    return [(names[a], names[b], -times) for times, (a, b) in often[:PAIRS]]
