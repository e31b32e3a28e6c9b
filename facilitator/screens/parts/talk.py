"""What is said to a table, and its call for help."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.messages.queries import Said, raised_among, said_to, said_to_each
from facilitator.screens.parts.scenes import at_its_table, scene
from facilitator.screens.vantage import AtTable


async def messages(db: AsyncSession, at: AtTable) -> dict[str, Any] | None:
    said = await _said(db, at)
    return {"said": said} if said else None


async def _said(db: AsyncSession, at: AtTable) -> Said | None:
    session_id = at.session
    if session_id is None:
        return None
    if at.table is None:
        return await said_to(db, session_id, None)
    return await at_its_table(db, at, "said", lambda each: said_to_each(db, session_id, each))


async def help_flag(db: AsyncSession, at: AtTable) -> dict[str, Any] | None:
    """The button that calls a facilitator to this table, or takes the call back."""
    if at.session is None or at.table is None:
        return None
    now = await scene(db, at.session)
    flag = await at_its_table(db, at, "help", lambda tables: raised_among(db, tables))
    return {"flag": flag, "slug": now.dialogue.slug}
