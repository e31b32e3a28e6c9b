"""What everybody who sits at a table is shown, on a phone as on the table's laptop."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.live.screen import Screen
from facilitator.screens import parts
from facilitator.screens.vantage import Reseated, at_table, moved, of_table
from facilitator.tables.events import SeatsChanged


def lay(screen: Screen) -> None:
    """Gives a screen the table's card, what the earlier groups left, the messages, the help flag,
    and word of a seat that has changed."""
    clocked = [*parts.CLOCK, *parts.PROGRAMME]
    screen.region(
        "card", seen=at_table, on=clocked, concerns=parts.card_hears, insets=parts.CLOCKED
    )(parts.card)
    screen.region(
        "before", seen=at_table, on=parts.BEFORE, concerns=parts.in_earlier_rounds, by="table"
    )(parts.before)
    screen.region("messages", seen=of_table, on=parts.MESSAGES, concerns=parts.for_table)(
        parts.messages
    )
    screen.region("help", seen=of_table, on=parts.HELP, concerns=parts.for_table)(parts.help_flag)
    screen.region("moved", seen=moved, on=[SeatsChanged])(reseated)


async def reseated(_db: AsyncSession, at: Reseated) -> dict[str, Any]:
    """Only for those whose seat in a round to come is not the one they were told, or whose table
    closes in one."""
    return {"told": at.reseated}
