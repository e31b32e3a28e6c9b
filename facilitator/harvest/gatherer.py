"""The loop that gathers where it was asked to, and proposes where notes have come since."""

import asyncio
from uuid import UUID

import structlog
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue
from facilitator.harvest.actions.gathering import lay
from facilitator.harvest.actions.proposing import keep_proposals
from facilitator.harvest.arranged import arranged
from facilitator.harvest.laid import sources
from facilitator.harvest.model import Board
from facilitator.harvest.steps import held_board
from facilitator.harvest.worker import Worker
from facilitator.kit import ledger
from facilitator.kit.database import Database
from facilitator.kit.work import Bell, working

EVERY = 1.0  # seconds
log = structlog.get_logger()


async def keep_gathering(database: Database, bell: Bell) -> None:
    gatherer = Gatherer(database, bell)
    try:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await gatherer.look_round()
            except Exception:
                log.exception("gathering_failed")
    finally:
        gatherer.worker.close()


class Gatherer:
    """`looked`: {session: the dialogue's revision at the last look}; `proposed`: {session: what
    its proposals rest on}."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self.database = database
        self.bell = bell
        self.worker = Worker()
        self.looked: dict[UUID, ledger.Cursor] = {}
        self.proposed: dict[UUID, object] = {}

    async def look_round(self) -> None:
        """Sees to every board once."""
        async with self.database.reading() as db:
            boards = (await db.scalars(select(Board))).all()
            dialogues = {each.dialogue_id for each in boards}
            heads = {each: await ledger.head(db, each) for each in dialogues}
        for board in boards:
            if board.asked_at:
                await self._gather(board)
            elif self.looked.get(board.session_id) != heads[board.dialogue_id]:
                await self._propose(board)
                self.looked[board.session_id] = heads[board.dialogue_id]

    async def _gather(self, board: Board) -> None:
        async with self.database.reading() as db:
            dialogue = await db.get_one(Dialogue, board.dialogue_id)
            notes = await sources(db, dialogue, board.session_id)
        found = await self.worker.harvested(notes)
        async with working(self.database, self.bell) as work:
            await lay(work, dialogue, board.session_id, found)

    async def _propose(self, board: Board) -> None:
        async with self.database.reading() as db:
            dialogue = await db.get_one(Dialogue, board.dialogue_id)
            notes = await sources(db, dialogue, board.session_id)
            lying = await arranged(db, dialogue, board.session_id)
        rest_on = notes, lying.places, lying.unsorted
        if self.proposed.get(board.session_id) == rest_on:
            return
        found = await self.worker.proposed(notes, lying)
        async with working(self.database, self.bell) as work:
            held = await held_board(work, board.dialogue_id, board.session_id)
            await keep_proposals(work, held, found)
        self.proposed[board.session_id] = rest_on
