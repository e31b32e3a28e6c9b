"""Counting open screens at the tables, for the console's board."""

import asyncio
from datetime import timedelta

import structlog

from facilitator.kit.database import Database
from facilitator.kit.ids import new_token
from facilitator.kit.work import Bell, working
from facilitator.live.hub import Hub
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
        async with working(database, bell) as work:
            await count_presence(work, dialogue, worker, counts)
