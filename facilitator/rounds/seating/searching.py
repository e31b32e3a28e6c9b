"""Asking for a plan, stopping the search, and taking what it found.

A search is a row: whoever looks at it, at whichever worker, sees the same. What was found holds
for the seats and rules it was made from; where these have changed, nothing is applied (409).
"""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import update

from facilitator.kit.errors import Conflict, NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.rotation.account import is_last_word
from facilitator.rotation.checker import faults
from facilitator.rotation.events import SearchMoved
from facilitator.rotation.kinds import UNDER_WAY, SearchState
from facilitator.rotation.model import PlanSearch, RotationPlan
from facilitator.rotation.queries import newest_search
from facilitator.rotation.rules import Seats, Sitting
from facilitator.rounds.seating.asked import Asked
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.rounds.seating.planning import make_plan
from facilitator.rounds.seating.seats import as_seated, mark, new_version, write_seats

ON: Final = 10.0
"""Seconds of the processor to go on looking for a better plan than the one found at once."""
OVERTAKEN = N_("Seats, people or rules have changed since this was searched for. Search again.")
NOTHING = N_("Nothing has been found yet. Wait a moment, or search again.")
BEGUN = N_("The café has begun. Say what has happened and compare proposals instead.")


async def plan_at_once(work: Work, session_id: UUID, reason: str) -> RotationPlan:
    """Seats everybody, and goes on looking for a better plan, unless none can be."""
    made = await make_plan(work, session_id, reason)
    hall = await read_hall(work.db, session_id)
    if not hall.walks and not is_last_word(made.figures):
        await ask_search(work, session_id, ON)
    return made


async def ask_search(
    work: Work, session_id: UUID, seconds: float, asked: Asked | None = None
) -> PlanSearch:
    """Asks for a plan for all rounds; or (`asked`) for proposals for the rounds to come.

    The search before this one is stopped. Raises NotNow where no plan can be.
    """
    hall = await read_hall(work.db, session_id, hold=True)
    seats = await as_seated(work.db, hall)
    _refuse_what_cannot_be(hall, asked)
    await _stop_others(work, session_id)
    search = PlanSearch(
        dialogue_id=hall.session.dialogue_id,
        session_id=session_id,
        asked_at=work.now,
        asked_by=work.actor,
        state=SearchState.ASKED,
        seconds=seconds,
        after_round=hall.begun,
        asked=asked.packed() if asked else {},
        mark=mark(hall, seats),
    )
    work.db.add(search)
    await work.db.flush()
    work.record(SearchMoved(hall.session.dialogue_id, session_id))
    return search


def _refuse_what_cannot_be(hall: Hall, asked: Asked | None) -> None:
    if not hall.tables or not hall.rounds:
        raise NotNow(N_("There are no tables or no rounds to plan for yet."))
    if hall.walks:
        raise NotNow(N_("People walk where they like in this session; there is nothing to plan."))
    if asked is None:
        if hall.begun:
            raise NotNow(BEGUN)
    elif hall.begun == len(hall.rounds):
        raise NotNow(N_("The last round has begun. There are no seats left to plan."))


async def stop_search(work: Work, session_id: UUID) -> None:
    """Ends the search that goes on; the best it has found can still be taken."""
    await _stop_others(work, session_id)
    search = await newest_search(work.db, session_id)
    if search:
        work.record(SearchMoved(search.dialogue_id, session_id))


async def _stop_others(work: Work, session_id: UUID) -> None:
    going = PlanSearch.session_id == session_id, PlanSearch.state.in_(UNDER_WAY)
    ended = update(PlanSearch).where(*going).values(state=SearchState.STOPPED)
    await work.db.execute(ended.execution_options(synchronize_session=False))


async def publish_plan(work: Work, session_id: UUID, search_id: UUID) -> RotationPlan:
    """Seats everybody as the plan says that a search has found, before the first round."""
    hall, search, seats = await held_search(work, session_id, search_id)
    if hall.begun:
        raise NotNow(BEGUN)
    if search.asked or search.mark != mark(hall, seats):
        raise Conflict(OVERTAKEN)
    found = seats_found(search, 0)
    await verified(hall.sitting, found)
    await write_seats(work, hall, found)
    search.state = SearchState.DONE
    work.record(SearchMoved(search.dialogue_id, session_id))
    return await new_version(work, hall, "search", found, search.found[0])


async def held_search(
    work: Work, session_id: UUID, search_id: UUID
) -> tuple[Hall, PlanSearch, Seats]:
    """The session held, its newest search, and the seats as they are. Raises NotNow, Conflict."""
    hall = await read_hall(work.db, session_id, hold=True)
    search = await newest_search(work.db, session_id, whole=True)
    if search is None:
        raise NotNow(NOTHING)
    if search.id != search_id:
        raise Conflict(N_("Somebody has searched again meanwhile. Look at the newer proposals."))
    return hall, search, await as_seated(work.db, hall)


async def verified(sitting: Sitting, seats: Seats) -> None:
    """Raises Conflict for a plan that the independent checker does not pass."""
    if await asyncio.to_thread(faults, sitting, seats):
        raise Conflict(OVERTAKEN)


def seats_found(search: PlanSearch, number: int) -> Seats:
    """The seats of one of the plans found."""
    if not 0 <= number < len(search.seats):
        raise NotNow(NOTHING)
    return unpacked(search.people, search.seats[number])


def unpacked(people: Sequence[str], rounds: Sequence[Sequence[int]]) -> Seats:
    return tuple(
        {who: at for who, at in zip(people, tables, strict=True) if at} for tables in rounds
    )


def packed(people: Sequence[str], seats: Seats) -> list[list[int]]:
    return [[seated.get(who, 0) for who in people] for seated in seats]
