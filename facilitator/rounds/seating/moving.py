"""Single people: somebody who comes late, somebody moved by hand."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.rules import Kind
from facilitator.kit.database import Database
from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.people.rules import Role
from facilitator.rotation import late
from facilitator.rotation.model import RotationPlan
from facilitator.rotation.rules import Seats
from facilitator.rounds.rules import LIVE, Phase
from facilitator.rounds.seating.foreseen import Foreseen, figures_of, foresee
from facilitator.rounds.seating.hall import SEATED, Hall, read_hall
from facilitator.rounds.seating.seats import as_seated, differences, new_version
from facilitator.tables.actions import sit
from facilitator.tables.model import Table


class Way(NamedTuple):
    """Whom to move where, for which round."""

    person: Participant
    table: Table
    round: int


async def seat_late(work: Work, session_id: UUID, person: Participant) -> list[int]:
    """Gives somebody seats in the rounds to come that they have none in; gives those rounds."""
    hall = await read_hall(work.db, session_id, hold=True, nameless=True)
    if not _to_be_seated(hall, person) or not hall.tables:
        return []
    seats = await as_seated(work.db, hall)
    ahead = [each.number for each in hall.rounds if each.phase != Phase.CLOSED]
    if all(str(person.id) in seats[number - 1] for number in ahead):
        return []
    given = late.seat_late(hall.sitting, seats, hall.need(person), min(ahead))
    tables = {table.number: table for table in hall.tables}
    fresh = [number for number in given if number in ahead]
    for number in fresh:
        await sit(work, person, tables[given[number]], [number])
    return fresh


async def move_person(
    work: Work, session_id: UUID, way: Way, foreseen: Foreseen | None = None
) -> RotationPlan:
    """Moves somebody to a table for one round; the other rounds stay as planned."""
    hall, before, seats = await _moved(work.db, session_id, way, hold=True)
    await sit(work, way.person, way.table, [way.round])
    told = await figures_of(hall, seats, foreseen)
    changes = {"people": differences(before, seats, 0)}
    return await new_version(work, hall, f"move {way.person.key}", seats, told, changes)


async def foresee_move(database: Database, session_id: UUID, way: Way) -> Foreseen:
    """What seats will come to; raises what moving would."""
    async with database.reading() as db:
        hall, _, seats = await _moved(db, session_id, way)
    return await foresee(hall, seats)


async def _moved(
    db: AsyncSession, session_id: UUID, way: Way, *, hold: bool = False
) -> tuple[Hall, Seats, Seats]:
    """The session, its seats as they are, and as they will be."""
    hall = await read_hall(db, session_id, hold=hold, nameless=True)
    round_ = next((each for each in hall.rounds if each.number == way.round), None)
    if round_ is None or round_.phase == Phase.CLOSED:
        raise NotNow(N_("This round is over; its seats cannot change any more."))
    before = await as_seated(db, hall)
    moved = {**before[way.round - 1], str(way.person.id): way.table.number}
    return hall, before, (*before[: way.round - 1], moved, *before[way.round :])


def _to_be_seated(hall: Hall, person: Participant) -> bool:
    in_groups = any(Phase(each.phase) in LIVE for each in hall.rounds)
    at_tables = hall.session.kind == Kind.WORLD_CAFE or in_groups
    return at_tables and not hall.walks and Role(person.role) in SEATED
