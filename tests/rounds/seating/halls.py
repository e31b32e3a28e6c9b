"""Searches and what they find, without a house: the keeper does them when told to."""

from contextlib import asynccontextmanager

from sqlalchemy import select

from facilitator.dialogues.queries import session as session_of
from facilitator.rotation.workshop import Workshop
from facilitator.rounds.actions import open_next
from facilitator.rounds.seating.hall import read_hall
from facilitator.rounds.seating.keeper import SearchKeeper
from facilitator.rounds.seating.ruling import Ruling, add_rule
from facilitator.rounds.seating.searching import ask_search
from facilitator.rounds.seating.seats import as_seated
from facilitator.tables.model import Seat
from tests.works import Silence, at_work


@asynccontextmanager
async def keeper_of(database):
    shop = Workshop(size=1)
    try:
        yield SearchKeeper(database, Silence(), shop)
    finally:
        await shop.close()


async def searched(database, cafe, asked=None):
    """A search that was asked for and has been done; gives its id."""
    async with at_work(database, cafe.people["dora"]) as work:
        search = (await ask_search(work, cafe.session, 0.2, asked)).id
    async with keeper_of(database) as keeper:
        await keeper.search(search)
    return search


async def ruled(database, cafe, kind, *who, table=None, rounds=()):
    async with at_work(database, cafe.people["dora"]) as work:
        session = await session_of(work.db, cafe.session)
        people = [cafe.people[each] for each in who]
        return (await add_rule(work, session, Ruling(kind, people, table, rounds))).id


async def open_round(database, cafe, number=1):
    async with at_work(database, cafe.people["dora"]) as work:
        await open_next(work, cafe.session, number)


async def arrived(database, cafe, *who, number=1):
    """These said "I'm here"."""
    async with at_work(database) as work:
        ids = {cafe.people[each] for each in who}
        query = select(Seat).filter_by(session_id=cafe.session, round_number=number)
        for seat in await work.db.scalars(query):
            seat.arrived_at = work.now if seat.participant_id in ids else None


async def seats_by_name(database, cafe):
    """Round by round {name: table number}."""
    names = {str(person): who for who, person in cafe.people.items()}
    async with database.reading() as db:
        hall = await read_hall(db, cafe.session)
        return [
            {names[who]: at for who, at in seated.items()} for seated in await as_seated(db, hall)
        ]
