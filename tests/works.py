"""Doing a piece of work outside the house, where nobody listens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from facilitator.kit.database import Database
from facilitator.kit.errors import Refusal
from facilitator.kit.work import Work, working
from facilitator.notes.placing import Claim, ground
from facilitator.notes.writing import Author, Draft, Letter, Place, Stored, write_notes
from facilitator.people.model import Participant


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


async def write_note(work: Work, author: Participant, claim: Claim | Place, draft: Draft) -> Stored:
    """Writes a note of somebody's down, at a place or where a claim leads to."""
    who = Author(author.dialogue_id, author.id)
    place = claim
    if isinstance(claim, Claim):
        place = (await ground(work.db, [(who, claim)])).place(who, claim)
    (written,) = await write_notes(work.db, [Letter(work, who, place, draft)])
    if isinstance(written, Refusal):
        raise written
    return written.note
