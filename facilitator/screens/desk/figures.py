"""Who spoke how long, beside the speech log: charts with their tables, and the log as files."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.floor.exports.tables import charts
from facilitator.harvest.discussed import discussed
from facilitator.kit.clock import now
from facilitator.screens import parts
from facilitator.screens.desk.floor import screen
from facilitator.screens.podium import FLOOR, podium
from facilitator.screens.points import POINTS
from facilitator.screens.vantage import AtTable, at_table


@screen.region("figures", seen=at_table, on=[*FLOOR, *POINTS], rest=1.0)
async def figures(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """Of speeches that are over: the one that is held counts when it has ended."""
    floor = await podium(db, at.session)
    if floor is None or at.session is None:
        return {"charts": [], "session": None}
    of = (await parts.scene(db, at.session)).dialogue
    session = floor.floor.session
    log, opened = await discussed(db, of, session, at.locale, now())
    over = log.ended.figures(opened)
    return {
        "charts": charts(over, at.locale) if over.speeches else [],
        "session": session.id,
        "slug": of.slug,
    }
