"""The bell: one loop a worker, which rings and closes rounds when their time is up.

It makes the same moves as a chair, under the same compare-and-set: when two workers, or a chair and
the bell, are due at once, one of them does it and the others find it done.
"""

import asyncio
from uuid import UUID

import structlog

from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.errors import Refusal
from facilitator.kit.work import Bell, working
from facilitator.rounds.actions import move_round
from facilitator.rounds.queries import due, next_due
from facilitator.rounds.rules import Move, Phase

LONGEST_NAP = 1.0  # seconds: a round may be opened or shortened by another worker meanwhile
SHORTEST_NAP = 0.02
log = structlog.get_logger()


async def keep_time(database: Database, bell: Bell) -> None:
    while True:
        try:
            await ring_what_is_due(database, bell)
            nap = await _nap(database)
        except Exception:
            log.exception("timekeeper_failed")
            nap = LONGEST_NAP
        await asyncio.sleep(nap)


async def ring_what_is_due(database: Database, bell: Bell) -> None:
    async with database.reading() as db:
        late = [(r.session_id, r.number, Phase(r.phase), r.version) for r in await due(db, now())]
    for session, number, phase, version in late:
        move = Move.RING if phase is Phase.OPEN else Move.CLOSE
        await _make(database, bell, session, number, move, version)


async def _make(
    database: Database, bell: Bell, session: UUID, number: int, move: Move, version: int
) -> None:
    try:
        async with working(database, bell) as work:
            await move_round(work, session, number, move, version)
    except Refusal:
        return  # somebody was faster: it is done


async def _nap(database: Database) -> float:
    async with database.reading() as db:
        ends_at = await next_due(db)
    left = (ends_at - now()).total_seconds() if ends_at else LONGEST_NAP
    return min(LONGEST_NAP, max(SHORTEST_NAP, left))
