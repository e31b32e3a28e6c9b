"""Doing a piece of work outside the house, where nobody listens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from facilitator.kit.database import Database
from facilitator.kit.work import Work, working


class Silence:
    """A bell that nobody hears."""

    async def ring(self, dialogue: UUID, revision: int) -> None:
        pass


@asynccontextmanager
async def at_work(database: Database, actor: UUID | None = None) -> AsyncIterator[Work]:
    """A work of the house; committed when left in peace."""
    async with working(database, Silence()) as work:
        work.actor = actor
        yield work
