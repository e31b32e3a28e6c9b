"""One piece of work is one transaction, or several that share one. It is told after it is true."""

import asyncio
from collections.abc import AsyncIterator, Sequence
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


@dataclass
class Shared:
    """A transaction that the works of several people share: all of them come true, or none."""

    db: AsyncSession
    now: datetime
    works: list[Work] = field(default_factory=list)

    def work(self, actor: UUID | None = None) -> Work:
        self.works.append(Work(self.db, self.now, actor))
        return self.works[-1]


@asynccontextmanager
async def working(database: Database, bell: Bell) -> AsyncIterator[Work]:
    """Begins a work; commits it with its events when left in peace, else undoes all of it."""
    async with sharing(database, bell) as shared:
        yield shared.work()


@asynccontextmanager
async def sharing(database: Database, bell: Bell) -> AsyncIterator[Shared]:
    """Begins a transaction for several works; as `working`.

    The commit runs in a task of its own: a request that is cancelled while its commit is under
    way must not leave a connection behind that still holds row locks.
    """
    async with database.writing() as db:
        shared = Shared(db, now())
        yield shared
        committing = asyncio.ensure_future(_commit(db, shared.works))
        try:
            revisions = await asyncio.shield(committing)
        except asyncio.CancelledError:
            await asyncio.wait([committing])
            raise
    for dialogue, revision in revisions.items():
        await bell.ring(dialogue, revision)


async def _commit(db: AsyncSession, works: Sequence[Work]) -> dict[UUID, int]:
    await db.flush()
    acts = [ledger.Act(each.happened, each.actor, each.now) for each in works]
    revisions = await ledger.append(db, acts)
    with measures.COMMIT.time():
        await db.commit()
    return revisions
