"""Seats as they were lived: in rounds gone by, who said "I'm here" was there."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.rotation.rules import Seats
from facilitator.rounds.seating.hall import Hall
from facilitator.tables.queries import Place, seating_of


async def lived_seats(db: AsyncSession, hall: Hall) -> Seats:
    """The seats of all rounds; of those begun, only of people who were there, where it is known.

    It is known where at least half of those expected said so: a hall that does not check in has
    sat as planned.
    """
    numbers = {table.id: table.number for table in hall.tables}
    found: list[dict[str, int]] = []
    by_round: dict[int, list[Place]] = {}
    for seat in await seating_of(db, hall.session.id):
        by_round.setdefault(seat.round, []).append(seat)
    for number in range(1, len(hall.rounds) + 1):
        seats = by_round.get(number, [])
        there = _there(seats) if number <= hall.begun else seats
        found.append({str(each.participant): numbers[each.table] for each in there})
    return tuple(found)


def _there(seats: Sequence[Place]) -> Sequence[Place]:
    arrived = [each for each in seats if each.arrived]
    return arrived if 2 * len(arrived) >= len(seats) else seats
