"""Reading plans, what they are made by, and searches."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer, undefer

from facilitator.kit.errors import NotFound
from facilitator.rotation.kinds import UNDER_WAY, SearchState
from facilitator.rotation.model import PlanSearch, RotationPlan, RotationWish, SeatingRule
from facilitator.rotation.rules import Seats


async def newest_plan(db: AsyncSession, session_id: UUID) -> RotationPlan | None:
    """The plan that stands, without its seats: those are read as seats."""
    query = select(RotationPlan).filter_by(session_id=session_id)
    newest = query.order_by(RotationPlan.version.desc()).limit(1)
    return (await db.scalars(newest.options(defer(RotationPlan.seats)))).first()


async def planned_seats(db: AsyncSession, plan_id: UUID) -> Seats:
    """The seats of a plan as they were when it was made."""
    query = select(RotationPlan.seats).where(RotationPlan.id == plan_id)
    return tuple((await db.scalars(query)).one())


async def changes_of(db: AsyncSession, session_id: UUID) -> Sequence[dict[str, Any]]:
    """What each version changed, the oldest first; empty for whole plans."""
    query = select(RotationPlan.changes).filter_by(session_id=session_id)
    return (await db.scalars(query.order_by(RotationPlan.version))).all()


async def plans_of(db: AsyncSession, session_id: UUID) -> Sequence[RotationPlan]:
    """All versions with their seats, the oldest first."""
    query = select(RotationPlan).filter_by(session_id=session_id)
    return (await db.scalars(query.order_by(RotationPlan.version))).all()


async def plan_numbered(db: AsyncSession, session_id: UUID, version: int) -> RotationPlan:
    query = select(RotationPlan).filter_by(session_id=session_id, version=version)
    found = await db.scalar(query)
    if found is None:
        raise NotFound
    return found


async def rules_of(db: AsyncSession, session_id: UUID) -> Sequence[SeatingRule]:
    query = select(SeatingRule).filter_by(session_id=session_id)
    return (await db.scalars(query.order_by(SeatingRule.kind, SeatingRule.id))).all()


async def rule_if_any(db: AsyncSession, session_id: UUID, rule_id: UUID) -> SeatingRule | None:
    return await db.scalar(select(SeatingRule).filter_by(id=rule_id, session_id=session_id))


async def wish_of(db: AsyncSession, session_id: UUID) -> RotationWish | None:
    return await db.get(RotationWish, session_id)


async def newest_search(
    db: AsyncSession, session_id: UUID, *, whole: bool = False
) -> PlanSearch | None:
    """The search that goes on or ended last; its seats only if it is wanted `whole`."""
    query = select(PlanSearch).filter_by(session_id=session_id)
    newest = query.order_by(PlanSearch.asked_at.desc(), PlanSearch.id.desc()).limit(1)
    if whole:
        newest = newest.options(undefer(PlanSearch.people), undefer(PlanSearch.seats))
    return (await db.scalars(newest.execution_options(populate_existing=True))).first()


async def searches_under_way(db: AsyncSession) -> dict[UUID, SearchState]:
    """{search: state} of all dialogues, first come first."""
    query = select(PlanSearch.id, PlanSearch.state).where(PlanSearch.state.in_(UNDER_WAY))
    found = await db.execute(query.order_by(PlanSearch.asked_at))
    return {search: SearchState(state) for search, state in found}
