"""The loop that asks the model what people want of it, one thing at a time."""

import asyncio
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.harvest.actions.helping import keep_answer, next_job
from facilitator.harvest.arranged import arranged
from facilitator.harvest.helping.endpoint import Endpoint, NoAnswer, ask, endpoint
from facilitator.harvest.helping.jobs import Answer, Job, answered, messages
from facilitator.harvest.helping.veiling import veiled
from facilitator.harvest.laid import sources
from facilitator.harvest.model import Board, Proposal
from facilitator.harvest.points import Act, Harvest
from facilitator.kit.database import Database
from facilitator.kit.words import N_
from facilitator.kit.work import Bell, working
from facilitator.people.queries import roster

EVERY = 1.0  # seconds
MOST = 40  # notes that are sent with one job
log = structlog.get_logger()


async def keep_helping(database: Database, bell: Bell) -> None:
    """Does nothing where the operator has set no model."""
    at = endpoint()
    while at:
        await asyncio.sleep(EVERY)
        try:
            await look_round(database, bell, at)
        except Exception:
            log.exception("helping_failed")


async def look_round(database: Database, bell: Bell, at: Endpoint) -> None:
    """Does all jobs that wait. No transaction is open while the model thinks."""
    while True:
        async with working(database, bell) as work:
            found = await next_job(work, at.patience)
        if found is None:
            return
        told: Answer | dict[str, object]
        try:
            async with database.reading() as db:
                job = await _job(db, found)
            told = await _answer(job, at)
        except NoAnswer as why:
            log.info("no_help", why=why.sentence)
            told = {"sentence": why.sentence, "values": why.values}
        async with working(database, bell) as work:
            await keep_answer(work, found.id, told, at.model)


async def _answer(job: Job, at: Endpoint) -> Answer:
    veil = veiled(job.notes.values(), job.names)
    return answered(await ask(at, messages(job, veil)), job, veil)


async def _job(db: AsyncSession, wanted: Proposal) -> Job:
    """Raises NoAnswer where what it is about has gone."""
    board = await db.get_one(Board, wanted.session_id)
    dialogue = await db.get_one(Dialogue, board.dialogue_id)
    words = {each.id: each.words for each in await sources(db, dialogue, board.session_id)}
    if wanted.act == Act.TRANSLATE:
        about = [str(wanted.note_id)]
    else:
        about = _notes_of(await arranged(db, dialogue, board.session_id), wanted)
    notes = {each: words[each] for each in about[:MOST] if each in words}
    if not notes:
        raise NoAnswer(N_("What it was asked about is not there any more."))
    names = frozenset(each.display_name for each in await roster(db, dialogue.id))
    return Job(Act(wanted.act), wanted.reason["locale"], notes, names)


def _notes_of(harvest: Harvest, wanted: Proposal) -> list[str]:
    """A title is for the whole point, words are for one side of it."""
    point = next((each for each in harvest.points if UUID(each.id) == wanted.point_id), None)
    if point is None:
        return []
    if wanted.act == Act.TITLE:
        return list(point.notes)
    sides = (each for each in point.positions if each.side == wanted.reason["side"])
    return [note for each in sides for note in each.notes]
