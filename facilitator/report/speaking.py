"""The annexes on a floor: who spoke for how long, who was not heard, which points were taken up;
and what its groups reported back."""

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.queries import programme
from facilitator.dialogues.rules import FLOORED
from facilitator.floor.exports.tables import Chart, charts
from facilitator.harvest.discussed import discussed
from facilitator.kit.words import N_, in_words, say
from facilitator.notes.queries import reports_of
from facilitator.report.document import Grid


async def speaking(
    db: AsyncSession, dialogue: Dialogue, sessions: Collection[UUID], locale: str, at: datetime
) -> tuple[Grid, ...]:
    """Of these sessions and of those that follow on them, as far as anything was said there."""
    found: list[Grid] = []
    every = await programme(db, dialogue.id)
    keys = {each.key for each in every if each.id in sessions}
    for each in every:
        if each.kind in FLOORED and not keys.isdisjoint((each.key, each.from_session_key)):
            found += [grid async for grid in _of(db, dialogue, each, locale, at)]
    return tuple(found)


async def _of(
    db: AsyncSession, dialogue: Dialogue, session: DialogueSession, locale: str, at: datetime
) -> AsyncIterator[Grid]:
    for told in await _reports(db, session, locale):
        yield told
    log, opened = await discussed(db, dialogue, session, locale, at)
    if not log.entries:
        return
    for chart in charts(log.figures(opened), locale):
        if chart.bars:
            yield grid(chart, in_words(session.title, locale))


async def _reports(db: AsyncSession, session: DialogueSession, locale: str) -> list[Grid]:
    rows = [
        (say(N_("Group %(number)s"), locale, number=table.number), card.words)
        for table, card in await reports_of(db, session.id)
    ]
    title = f"{in_words(session.title, locale)}. {say(N_('What groups report back'), locale)}"
    columns = (say(N_("Group"), locale), say(N_("Report"), locale))
    return [Grid(title, columns, tuple(rows))] if rows else []


def grid(chart: Chart, session: str) -> Grid:
    """`Roundtable: inputs. Speaking time by region`."""
    bars = tuple(each.percent for each in chart.bars)
    return Grid(f"{session}. {chart.title}", chart.columns, chart.rows, bars)
