"""A plan at once: what the planner finds while one waits."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.rotation.account import account
from facilitator.rotation.model import RotationPlan
from facilitator.rotation.rules import Plan, Sitting
from facilitator.rotation.solve import solve
from facilitator.rounds.model import Round
from facilitator.rounds.rules import Phase
from facilitator.rounds.seating.foreseen import foresee
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.rounds.seating.seats import new_version, write_seats

EACH: Final = 0.001
AT_MOST: Final = 1.0
"""Seconds of the processor for one seat, and for all."""


async def make_plan(work: Work, session_id: UUID, reason: str) -> RotationPlan:
    """Seats everybody on the roster for all rounds, before the first has begun."""
    hall = await _not_begun(work, session_id)
    if not hall.tables or not hall.rounds:
        raise NotNow(N_("There are no tables or no rounds to plan for yet."))
    plan, told = await asyncio.to_thread(_first, hall.sitting)
    await hold_planned(work, session_id)
    await write_seats(work, hall, plan.seats)
    return await new_version(work, hall, reason, plan.seats, told)


async def take_plan(
    work: Work, session_id: UUID, reason: str, paths: Mapping[str, Sequence[int]]
) -> RotationPlan:
    """Seats people as a plan says that was made before: key → the table of each round."""
    hall = await _not_begun(work, session_id)
    people = [(str(each.id), paths[each.key]) for each in hall.people if each.key in paths]
    seats = tuple({who: path[n] for who, path in people} for n in range(len(hall.rounds)))
    await write_seats(work, hall, seats)
    return await new_version(work, hall, reason, seats, (await foresee(hall, seats)).told)


async def _not_begun(work: Work, session_id: UUID) -> Hall:
    hall = await read_hall(work.db, session_id, hold=True, history=True)
    not_begun(hall.rounds)
    return hall


def _first(sitting: Sitting) -> tuple[Plan, dict[str, Any]]:
    seats = len(sitting.people) * sitting.rounds
    found = solve(sitting, seconds=min(AT_MOST, EACH * seats), compiled=False)
    return found.plan, account(sitting, found.plan, found.bounds, found.method)


async def hold_planned(work: Work, session_id: UUID) -> None:
    """Looks again, and holds what it sees: a chair may have opened a round meanwhile."""
    query = select(Round).filter_by(session_id=session_id).order_by(Round.number)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    not_begun((await work.db.scalars(fresh)).all())


def not_begun(rounds: Sequence[Round]) -> None:
    if any(each.phase != Phase.PLANNED for each in rounds):
        raise NotNow(N_("The café has begun. Move single people instead."))
