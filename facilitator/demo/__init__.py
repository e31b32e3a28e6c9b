"""The dialogue that comes with the product, so that there is something to look at.

`seats.json` is a plan of its café, so that opening the house takes no search. After a change of the
programme or the roster: `facilitator plan --roster roster.csv --programme programme.yaml --session
cafe --seconds 40 --json > seats.json`.
"""

import json
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
from facilitator.rounds.seating import take_plan
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
        await take_plan(work, dialogue.live_session_id, "demo", paths())
    return dialogue


def paths() -> dict[str, list[int]]:
    """Who sits where in the café: id → the table of each round."""
    plan = json.loads((HERE / "seats.json").read_bytes())
    found: dict[str, list[int]] = {}
    for tables in plan["seats"]:
        for number, people in zip(plan["tables"], tables, strict=True):
            for who in people:
                found.setdefault(who, []).append(number)
    return found
