"""Reading rotation plans."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from facilitator.rotation.model import RotationPlan


async def newest_plan(db: AsyncSession, session_id: UUID) -> RotationPlan | None:
    """The plan that stands, without its seats: those are read as seats."""
    query = select(RotationPlan).filter_by(session_id=session_id)
    newest = query.order_by(RotationPlan.version.desc()).limit(1)
    return (await db.scalars(newest.options(defer(RotationPlan.seats)))).first()
