"""Forgetting people: one who asks for it, or all of a dialogue that is long over."""

from datetime import timedelta

from sqlalchemy import func, select

from facilitator.dialogues.model import Dialogue
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.ledger import LoggedEvent
from facilitator.kit.work import Work, working
from facilitator.people.erasing import ERASED, erase_person
from facilitator.people.model import Participant
from facilitator.upkeep.store import Silence, leave_no_trace


async def forget(database: Database, slug: str, key: str) -> bool:
    """Whether there was such a person."""
    async with working(database, Silence()) as work:
        found = await _people(work, slug, Participant.key == key)
        for dialogue, person in found:
            await erase_person(work, dialogue, person)
    await leave_no_trace(database)
    return bool(found)


async def forget_all(database: Database, slug: str) -> None:
    async with working(database, Silence()) as work:
        for dialogue, person in await _people(work, slug, Participant.name != ERASED):
            await erase_person(work, dialogue, person)
    await leave_no_trace(database)


async def _people(work: Work, slug: str, which: object) -> list[tuple[Dialogue, Participant]]:
    query = (
        select(Dialogue, Participant)
        .join(Participant, Participant.dialogue_id == Dialogue.id)
        .where(Dialogue.slug == slug, which)  # type: ignore[arg-type]
    )
    return [(row[0], row[1]) for row in await work.db.execute(query)]


async def quiet(database: Database, days: int) -> list[tuple[str, int]]:
    """(slug, people not forgotten yet) of dialogues in which nothing happened for so long."""
    since = now() - timedelta(days=days)
    lively = select(LoggedEvent.dialogue_id).where(LoggedEvent.at >= since)
    query = (
        select(Dialogue.slug, func.count())
        .join(Participant, Participant.dialogue_id == Dialogue.id)
        .where(Dialogue.id.not_in(lively), Dialogue.created_at < since, Participant.name != ERASED)
        .group_by(Dialogue.slug)
        .order_by(Dialogue.slug)
    )
    async with database.reading() as db:
        return [(row[0], row[1]) for row in await db.execute(query)]
