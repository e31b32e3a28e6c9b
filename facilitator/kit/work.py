"""One piece of work is one transaction. What happened is told after it is true."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit import ledger, measures
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.events import Event


class Bell(Protocol):
    """Tells every worker that a dialogue has a new revision."""

    async def ring(self, dialogue: UUID, revision: int) -> None: ...


@dataclass
class Work:
    """What an action has in hand: the open transaction, the moment, and who acts."""

    db: AsyncSession
    now: datetime
    actor: UUID | None = None
    happened: list[Event] = field(default_factory=list)

    def record(self, event: Event) -> None:
        self.happened.append(event)


@asynccontextmanager
async def working(database: Database, bell: Bell) -> AsyncIterator[Work]:
    """Begins a work; commits it with its events when left in peace, else undoes all of it.

    The commit runs in a task of its own: a request that is cancelled while its commit is under
    way must not leave a connection behind that still holds row locks.
    """
    async with database.writing() as db:
        work = Work(db, now())
        yield work
        committing = asyncio.ensure_future(_commit(work))
        try:
            revisions = await asyncio.shield(committing)
        except asyncio.CancelledError:
            await asyncio.wait([committing])
            raise
    for dialogue, revision in revisions.items():
        await bell.ring(dialogue, revision)


async def _commit(work: Work) -> dict[UUID, int]:
    await work.db.flush()
    revisions = await ledger.append(work.db, work.happened, work.actor, work.now)
    with measures.COMMIT.time():
        await work.db.commit()
    return revisions
