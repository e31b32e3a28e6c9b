"""A board with the harbour café's notes on it, and short ways to read and change it."""

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from facilitator.dialogues.model import Dialogue
from facilitator.harvest.actions.gathering import lay
from facilitator.harvest.arranged import arranged
from facilitator.harvest.laid import sources
from facilitator.harvest.merging import harvest
from facilitator.harvest.merging.methods import ByLetters
from facilitator.harvest.merging.proposing import proposals
from facilitator.harvest.points import Harvest, Point
from facilitator.harvest.steps import held_board
from facilitator.kit.database import Database
from tests.cast import Cafe
from tests.works import at_work


class OnTheSpot:
    """The worker's work without a process or a model."""

    def __init__(self):
        self.asked = []

    async def harvested(self, sources):
        self.asked.append("harvest")
        return harvest(sources, ByLetters())

    async def proposed(self, sources, lying):
        self.asked.append("proposals")
        return proposals(sources, lying, ByLetters())

    def close(self):
        pass


@dataclass
class Table:
    """What the tests say and do at a board."""

    database: Database
    cafe: Cafe
    notes: list[UUID] = field(default_factory=list)

    async def gather(self) -> None:
        async with at_work(self.database, self.cafe.people["finn"]) as work:
            dialogue = await work.db.get_one(Dialogue, self.cafe.dialogue)
            found = harvest(await sources(work.db, dialogue, self.cafe.session), ByLetters())
            await lay(work, dialogue, self.cafe.session, found)

    async def read(self) -> Harvest:
        async with self.database.reading() as db:
            dialogue = await db.get_one(Dialogue, self.cafe.dialogue)
            return await arranged(db, dialogue, self.cafe.session)

    @asynccontextmanager
    async def doing(self, who: str = "finn"):
        """The work of somebody, with the board in hand."""
        async with at_work(self.database, self.cafe.people[who]) as work:
            yield work, await held_board(work, self.cafe.dialogue, self.cafe.session)

    async def with_note(self, number: int) -> Point:
        """The point in which the café's note of that number lies."""
        note = str(self.notes[number])
        return next(each for each in (await self.read()).points if note in each.notes)


def seen(*points: Point) -> dict[UUID, int]:
    return {UUID(each.id): each.version for each in points}


def id_of(point: Point) -> UUID:
    return UUID(point.id)


def lying(found: Harvest) -> dict[str, object]:
    """Where everything lies and what was said of it: what an undoing must bring back."""
    points = {
        frozenset(each.notes): (
            [(p.side, p.statement, p.notes, p.backing) for p in each.positions],
            each.finding,
            each.divergent,
            each.tags,
        )
        for each in found.points
    }
    return {"points": points, "parked": set(found.parked), "unsorted": set(found.unsorted)}
