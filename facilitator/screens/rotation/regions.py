"""What the page shows and keeps true: the plan that stands, the rules, the search."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import dialogue
from facilitator.live.together import once
from facilitator.people.events import RosterChanged
from facilitator.people.queries import named
from facilitator.rotation.events import RulesChanged, SearchMoved
from facilitator.rotation.findings import findings
from facilitator.rotation.kinds import UNDER_WAY, SearchState
from facilitator.rotation.model import PlanSearch
from facilitator.rotation.queries import newest_plan, newest_search
from facilitator.rounds.events import RoundMoved
from facilitator.rounds.seating.capacity import capacity
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.rounds.seating.seats import as_seated, mark
from facilitator.screens import parts
from facilitator.screens.rotation.screen import InSession, in_session, rotation
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
        **await _common(db, at, hall),
        "plan": await newest_plan(db, at.session),
        "room": capacity(hall) if hall.walks else None,
    }


@rotation.region("rules", seen=in_session, on=HALL)
async def rules(db: AsyncSession, at: InSession) -> dict[str, Any]:
    """What every plan keeps to, and what of it cannot be kept."""
    if at.session is None:
        return {"hall": None}
    hall = await _hall(db, at.session)
    found = () if hall.walks else findings(hall.sitting)
    return {
        **await _common(db, at, hall),
        "names": {str(each.id): each.display_name for each in hall.people},
        "findings": [(each.said(at.locale), each.stops) for each in found],
    }


@rotation.region("search", seen=in_session, on=[*HALL, SearchMoved, SeatsChanged])
async def search(db: AsyncSession, at: InSession) -> dict[str, Any]:
    """The search that goes on, or what the last one has found."""
    if at.session is None:
        return {"hall": None}
    hall = await _hall(db, at.session)
    found = await newest_search(db, at.session)
    going = found is not None and found.state in UNDER_WAY
    return {
        **await _common(db, at, hall),
        "search": found,
        "going": going,
        "failed": found is not None and found.state == SearchState.FAILED,
        "is_old": found is not None and not going and await _is_old(db, hall, found),
        "offers": await _offers(db, found.found) if found else [],
    }


async def _hall(db: AsyncSession, session: UUID) -> Hall:
    return await once(db, ("rotation", session), lambda: read_hall(db, session))


async def _common(db: AsyncSession, at: InSession, hall: Hall) -> dict[str, Any]:
    of = await dialogue(db, at.dialogue)
    home = f"/rotation/{of.slug}/{hall.session.key}"
    return {"hall": hall, "home": home, "slug": of.slug, "zone": parts.zone_of(of)}


async def _is_old(db: AsyncSession, hall: Hall, found: PlanSearch) -> bool:
    """Whether what was found no longer fits the seats, people and rules."""
    return found.mark != mark(hall, await as_seated(db, hall))


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
