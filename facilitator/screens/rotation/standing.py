"""The plan that stands, and how far seats have left it: who comes late makes no new version."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.rotation.account import unproven
from facilitator.rotation.queries import newest_plan, planned_seats
from facilitator.rotation.rules import Seats


async def standing(db: AsyncSession, session_id: UUID, seats: Seats) -> dict[str, Any]:
    """For a template: the newest `plan`, its `figures` (with what is proven of it while `seats` are
    as it made them), and how many people have been seated or moved `since`."""
    made = await newest_plan(db, session_id)
    if made is None:
        return {"plan": None}
    pairs = zip(await planned_seats(db, made.id), seats, strict=False)
    since = {who for was, now in pairs for who, _ in was.items() ^ now.items()}
    figures = unproven(made.figures) if since else made.figures
    return {"plan": made, "figures": figures, "since": len(since)}
