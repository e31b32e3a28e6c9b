"""Counting open screens at the tables, and who writes at which paragraph of a report."""

import asyncio
from datetime import timedelta
from uuid import UUID

import structlog

from facilitator.kit.database import Database
from facilitator.kit.ids import new_token
from facilitator.kit.work import Bell, working
from facilitator.live.hub import Hub
from facilitator.live.stage import Stage
from facilitator.report.actions import count_writers
from facilitator.tables.actions import count_presence

EVERY = 3.0  # seconds
FRESH = timedelta(seconds=12)  # a worker that has not counted for this long is gone
log = structlog.get_logger()


async def keep_counting(hub: Hub, database: Database, bell: Bell) -> None:
    worker = new_token()
    while True:
        await asyncio.sleep(EVERY)
        try:
            await count(hub, database, bell, worker)
        except Exception:
            log.exception("presence_failed")


async def count(hub: Hub, database: Database, bell: Bell, worker: str) -> None:
    for dialogue, stage in list(hub.stages.items()):
        counts = {str(table): screens for table, screens in stage.present().items()}
        writing = {str(at): sorted(map(str, who)) for at, who in at_work(stage).items()}
        async with working(database, bell) as work:
            await count_presence(work, dialogue, worker, counts)
            await count_writers(work, dialogue, worker, writing)


def at_work(stage: Stage) -> dict[UUID, set[UUID]]:
    """Who has a screen open at which of the things that a screen can be about."""
    found: dict[UUID, set[UUID]] = {}
    for each in stage.watchers:
        if each.screen.about and each.viewer and each.viewer.participant:
            found.setdefault(each.screen.about, set()).add(each.viewer.participant)
    return found
