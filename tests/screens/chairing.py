"""What the console's tests do again and again: press, look into the rows, arrange a scene."""

import json

from sqlalchemy import select, update

from facilitator.kit.clock import now
from facilitator.kit.ids import new_id
from facilitator.notes.model import Note
from facilitator.tables.model import Seat

HTMX = {"HX-Request": "true"}


def move(cafe, name, number=1):
    return f"sessions/{cafe.session}/rounds/{number}/{name}"


async def press(visitor, path, **fields):
    return await visitor.post(path, data=fields, headers=HTMX)


async def rows(house, model, **where):
    async with house.app.state.database.reading() as db:
        return list(await db.scalars(select(model).filter_by(**where)))


async def change(house, model, where, **values):
    async with house.app.state.database.writing() as db:
        await db.execute(update(model).where(where).values(**values))
        await db.commit()


async def add(house, *made):
    async with house.app.state.database.writing() as db:
        db.add_all(made)
        await db.commit()


def said(answer):
    """The sentence for the chair, and the way back."""
    assert answer.status_code == 204, answer.text
    return json.loads(answer.headers["HX-Trigger"])["told"]


def a_note(cafe, who="ada", table=1, **more):
    return Note(
        id=new_id(),
        dialogue_id=cafe.dialogue,
        session_id=cafe.session,
        round_number=1,
        table_id=cafe.tables.get(table),
        author_id=cafe.people[who],
        question_id=cafe.questions[1],
        key=f"key-{new_id()}",
        body_digest="",
        kind="gap",
        words="Trust grows slowly",
        written_at=now(),
        stored_at=now(),
        **more,
    )


async def table_of(house, cafe, who, number=1):
    (seat,) = await rows(house, Seat, participant_id=cafe.people[who], round_number=number)
    return next(n for n, each in cafe.tables.items() if each == seat.table_id)
