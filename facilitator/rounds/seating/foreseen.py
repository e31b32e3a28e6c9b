"""What seats come to, counted before the transaction that makes them: in a large hall that takes
half a second, in which nobody else could write."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.rotation.account import account_of
from facilitator.rotation.rules import Seats, Sitting
from facilitator.rounds.seating.hall import Hall


@dataclass(frozen=True)
class Foreseen:
    """The figures (see `account`) of these seats, in this café and no other."""

    sitting: Sitting
    seats: Seats
    told: Mapping[str, Any]


async def foresee(hall: Hall, seats: Seats) -> Foreseen:
    """Counts the seats of those who have one, off the event loop."""
    sitting = hall.sitting_so_far(seats)
    return Foreseen(sitting, seats, await asyncio.to_thread(account_of, sitting, seats))


async def figures_of(hall: Hall, seats: Seats, foreseen: Foreseen | None) -> Mapping[str, Any]:
    """What was foreseen, if it was of these very seats (else somebody was quicker: counts anew)."""
    known = foreseen if foreseen and foreseen.seats == seats else None
    if known and known.sitting == hall.sitting_so_far(seats):
        return known.told
    return (await foresee(hall, seats)).told
