"""What the page shows and keeps true: the plan that stands, the rules, the search."""

import asyncio
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import dialogue, session
from facilitator.live.together import once
from facilitator.people.events import RosterChanged
from facilitator.people.queries import named
from facilitator.rotation.events import RulesChanged, SearchMoved
from facilitator.rotation.findings import SCARCE, findings
from facilitator.rotation.kinds import UNDER_WAY, SearchState
from facilitator.rotation.model import PlanSearch
from facilitator.rotation.queries import newest_search
from facilitator.rotation.rules import Seats, Sitting
from facilitator.rounds.events import RoundMoved
from facilitator.rounds.seating.capacity import capacity
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.rounds.seating.seats import as_seated, mark
from facilitator.screens import parts
from facilitator.screens.rotation.screen import InSession, in_session, rotation
from facilitator.screens.rotation.standing import standing
from facilitator.tables.events import SeatsChanged

HALL = [RulesChanged, RosterChanged, RoundMoved, *parts.PROGRAMME]
SHOWN = 24  # names of people who change; the rest is counted


@rotation.region("plan", seen=in_session, on=[*HALL, SeatsChanged])
async def plan(db: AsyncSession, at: InSession) -> dict[str, Any]:
    """The plan that stands, what it comes to, and what no plan could do better."""
    if at.session is None:
        return {"hall": None}
    hall = await _hall(db, at.session)
    return {
        **await _common(db, at),
        "hall": hall,
        **await standing(db, at.session, await _seats(db, hall)),
        "room": capacity(hall) if hall.walks else None,
    }


@rotation.region("rules", seen=in_session, on=[*HALL, SeatsChanged])
async def rules(db: AsyncSession, at: InSession) -> dict[str, Any]:
    """What every plan keeps to, and what of it cannot be kept."""
    if at.session is None:
        return {"hall": None}
    hall = await _hall(db, at.session)
    found = () if hall.walks else await asyncio.to_thread(findings, await _sitting(db, hall))
    names = {str(each.id): each.display_name for each in hall.people}
    told = [each for each in found if each.code != SCARCE]
    return {
        **await _common(db, at),
        "hall": hall,
        "names": names,
        "findings": [(each.said(at.locale, names), each.stops) for each in told],
        "scarce": [each.said(at.locale) for each in found if each.code == SCARCE],
        "least": sum(int(each.values["cells"]) for each in found if each.code == SCARCE),
    }


@rotation.region("search", seen=in_session, on=[*HALL, SearchMoved, SeatsChanged])
async def search(db: AsyncSession, at: InSession) -> dict[str, Any]:
    """The search that goes on, or what the last one has found.

    While it goes on this is drawn again and again: the hall is not read for it.
    """
    found = await newest_search(db, at.session) if at.session else None
    if found is None:
        return {"search": None}
    going = found.state in UNDER_WAY
    return {
        **await _common(db, at),
        "search": found,
        "going": going,
        "failed": found.state == SearchState.FAILED,
        "is_old": not going and await _is_old(db, found),
        "offers": await _offers(db, found.found),
    }


async def _hall(db: AsyncSession, of: UUID) -> Hall:
    return await once(db, ("rotation", of), lambda: read_hall(db, of))


async def _seats(db: AsyncSession, hall: Hall) -> Seats:
    return await once(db, ("seats", hall.session.id), lambda: as_seated(db, hall))


async def _sitting(db: AsyncSession, hall: Hall) -> Sitting:
    """Everybody on the roster; once the café has begun, those who have come to sit in it."""
    return hall.sitting_so_far(await _seats(db, hall)) if hall.begun else hall.sitting


async def _common(db: AsyncSession, at: InSession) -> dict[str, Any]:
    of = await dialogue(db, at.dialogue)
    key = (await session(db, at.session)).key if at.session else ""
    return {"home": f"/rotation/{of.slug}/{key}", "slug": of.slug, "zone": parts.zone_of(of)}


async def _is_old(db: AsyncSession, found: PlanSearch) -> bool:
    """Whether what was found no longer fits the seats, people and rules."""
    hall = await _hall(db, found.session_id)
    return found.mark != mark(hall, await _seats(db, hall))


async def _offers(db: AsyncSession, found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The proposals with the names of the first few who change."""
    offers = [{**each, "moves": each.get("moves", [])} for each in found]
    people = {UUID(move[0]) for each in offers for move in each["moves"][:SHOWN]}
    names = {str(one): person.display_name for one, person in (await named(db, people)).items()}
    return [
        {
            **each,
            "named": [(names.get(who, ""), *rest) for who, *rest in each["moves"][:SHOWN]],
            "more": max(0, len(each["moves"]) - SHOWN),
        }
        for each in offers
    ]
