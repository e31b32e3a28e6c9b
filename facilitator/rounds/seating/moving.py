"""Single people: somebody who comes late, somebody moved by hand."""

import asyncio
from uuid import UUID

from facilitator.dialogues.rules import Kind
from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.people.rules import Role
from facilitator.rotation import late
from facilitator.rotation.account import account_of
from facilitator.rotation.model import RotationPlan
from facilitator.rounds.rules import LIVE, Phase
from facilitator.rounds.seating.hall import SEATED, Hall, read_hall
from facilitator.rounds.seating.seats import as_seated, differences, new_version
from facilitator.tables.actions import sit
from facilitator.tables.model import Table


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
    work: Work, session_id: UUID, person: Participant, table: Table, round_number: int
) -> RotationPlan:
    """Moves somebody to a table for one round; the other rounds stay as planned."""
    hall = await read_hall(work.db, session_id, hold=True, nameless=True)
    round_ = next((each for each in hall.rounds if each.number == round_number), None)
    if round_ is None or round_.phase == Phase.CLOSED:
        raise NotNow(N_("This round is over; its seats cannot change any more."))
    before = await as_seated(work.db, hall)
    await sit(work, person, table, [round_number])
    moved = {**before[round_number - 1], str(person.id): table.number}
    seats = (*before[: round_number - 1], moved, *before[round_number:])
    told = await asyncio.to_thread(account_of, hall.sitting_of(hall.seated(seats)), seats)
    changes = {"people": differences(before, seats, 0)}
    return await new_version(work, hall, f"move {person.key}", seats, told, changes)


def _to_be_seated(hall: Hall, person: Participant) -> bool:
    in_groups = any(Phase(each.phase) in LIVE for each in hall.rounds)
    at_tables = hall.session.kind == Kind.WORLD_CAFE or in_groups
    return at_tables and not hall.walks and Role(person.role) in SEATED
