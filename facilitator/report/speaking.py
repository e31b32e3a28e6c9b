"""The annex on who spoke: time, balance, who was not heard, which points were taken up."""

from collections.abc import AsyncIterator
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.queries import programme
from facilitator.dialogues.rules import FLOORED
from facilitator.floor.exports.tables import Chart, charts
from facilitator.floor.logged import speech_log
from facilitator.floor.rules.log import Point
from facilitator.harvest.opening import points
from facilitator.kit.words import in_words
from facilitator.report.document import Grid


async def speaking(
    db: AsyncSession, dialogue: Dialogue, session: DialogueSession, locale: str, at: datetime
) -> tuple[Grid, ...]:
    """Of a session and of those that follow on it, as far as somebody asked for the floor."""
    found: list[Grid] = []
    for each in await programme(db, dialogue.id):
        follows = session.id == each.id or each.from_session_key == session.key
        if follows and each.kind in FLOORED:
            found += [grid async for grid in _of(db, dialogue, each, locale, at)]
    return tuple(found)


async def _of(
    db: AsyncSession, dialogue: Dialogue, session: DialogueSession, locale: str, at: datetime
) -> AsyncIterator[Grid]:
    log = await speech_log(db, dialogue, session, locale, at)
    if not log.entries:
        return
    opened = [Point(each.key, each.words) for each in await points(db, session, locale)]
    for chart in charts(log.figures(opened), locale):
        if chart.bars:
            yield grid(chart, in_words(session.title, locale))


def grid(chart: Chart, session: str) -> Grid:
    """`Roundtable: inputs. Speaking time by region`."""
    bars = tuple(each.percent for each in chart.bars)
    return Grid(f"{session}. {chart.title}", chart.columns, chart.rows, bars)
