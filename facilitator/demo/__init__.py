"""The dialogue that comes with the product, so that there is something to look at."""

from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select

from facilitator.dialogues.actions import publish
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.programme import parse
from facilitator.kit.database import Database
from facilitator.kit.work import Work, working
from facilitator.people.roster import read_roster
from facilitator.rounds.layout import lay_out_programme
from facilitator.rounds.seating import make_plan
from facilitator.tables.keeping import import_people

HERE: Final = Path(__file__).parent


class Quiet:
    """The bell of a house that has not opened yet."""

    async def ring(self, dialogue: UUID, revision: int) -> None: ...


async def load_where_empty(database: Database) -> bool:
    """Loads the demo dialogue, unless there is any dialogue. Whether it did."""
    async with working(database, Quiet()) as work:
        if await work.db.scalar(select(exists().where(Dialogue.id.is_not(None)))):
            return False
        await load(work)
    return True


async def load(work: Work) -> Dialogue:
    """A published dialogue with its roster, all seats of its café planned."""
    dialogue = await lay_out_programme(work, parse((HERE / "programme.yaml").read_bytes()))
    await import_people(work, dialogue, read_roster((HERE / "roster.csv").read_bytes()))
    await publish(work, dialogue)
    if dialogue.live_session_id:
        await make_plan(work, dialogue.live_session_id, "demo")
    return dialogue
