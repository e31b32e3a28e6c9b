"""Seats as they stand: read as a plan, written from one, and kept as versions."""

import asyncio
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.ids import new_id
from facilitator.kit.work import Work
from facilitator.rotation.model import RotationPlan
from facilitator.rotation.rules import Seats, Sitting
from facilitator.rounds.seating.hall import Hall
from facilitator.tables.events import SeatsChanged
from facilitator.tables.model import Seat
from facilitator.tables.queries import seating_of

T = TypeVar("T")
PIECE: Final = 200
"""Rows written at once: meanwhile nobody else in the house is heard."""


async def as_seated(db: AsyncSession, hall: Hall) -> Seats:
    """The seats as they are now, one mapping a round."""
    numbers = {table.id: table.number for table in hall.tables}
    rounds: list[dict[str, int]] = [{} for _ in hall.rounds]
    for seat in await seating_of(db, hall.session.id):
        if seat.round <= len(rounds):
            rounds[seat.round - 1][str(seat.participant)] = numbers[seat.table]
    return tuple(rounds)


async def write_seats(work: Work, hall: Hall, seats: Seats, after: int = 0) -> None:
    """Makes the seats of all rounds after one what a plan says.

    Whoever sits where they sat keeps the seat, and with it that they said "I'm here".
    """
    now = await as_seated(work.db, hall)
    tables = {table.number: table.id for table in hall.tables}
    for number in range(after + 1, len(hall.rounds) + 1):
        was, becomes = now[number - 1], seats[number - 1]
        moved = {who: at for who, at in becomes.items() if was.get(who) != at}
        gone = [UUID(who) for who in was if who not in becomes or who in moved]
        await _clear(work.db, hall.session.id, number, gone)
        for some in _pieces(list(moved.items())):
            rows = [_row(hall, number, tables[at], who) for who, at in some]
            await work.db.execute(insert(Seat), rows)
            await asyncio.sleep(0)
    work.record(SeatsChanged(hall.session.dialogue_id, hall.session.id))


async def _clear(db: AsyncSession, session: UUID, number: int, people: list[UUID]) -> None:
    for some in _pieces(people):
        seats = delete(Seat).where(Seat.session_id == session, Seat.round_number == number)
        await db.execute(seats.where(Seat.participant_id.in_(some)))


def _pieces(rows: list[T]) -> Iterator[list[T]]:
    return (rows[start : start + PIECE] for start in range(0, len(rows), PIECE))


def _row(hall: Hall, number: int, table: UUID, person: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "dialogue_id": hall.session.dialogue_id,
        "session_id": hall.session.id,
        "round_number": number,
        "table_id": table,
        "participant_id": UUID(person),
    }


async def new_version(
    work: Work,
    hall: Hall,
    reason: str,
    seats: Seats,
    figures: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
) -> RotationPlan:
    made = RotationPlan(
        dialogue_id=hall.session.dialogue_id,
        session_id=hall.session.id,
        version=await newest_version(work.db, hall.session.id) + 1,
        made_at=work.now,
        made_by=work.actor,
        reason=reason,
        seats=[dict(each) for each in seats],
        figures=dict(figures),
        changes=dict(changes or {}),
    )
    work.db.add(made)
    await work.db.flush()
    return made


async def newest_version(db: AsyncSession, session_id: UUID) -> int:
    query = select(func.max(RotationPlan.version)).filter_by(session_id=session_id)
    return await db.scalar(query) or 0


def differences(before: Seats, after: Seats, begun: int) -> dict[str, dict[str, Any]]:
    """{person: {round: [table before, table after]}} of the rounds to come."""
    found: dict[str, dict[str, Any]] = {}
    for number in range(begun + 1, len(after) + 1):
        was, becomes = before[number - 1], after[number - 1]
        for who in sorted(was.keys() | becomes.keys()):
            if was.get(who) != becomes.get(who):
                found.setdefault(who, {})[str(number)] = [was.get(who), becomes.get(who)]
    return found


def mark(hall: Hall, seats: Seats) -> str:
    """A mark of all that a search starts from: another mark, and what it found is of yesterday."""
    facts = [_plain(replace(hall.sitting, met={})), hall.begun, _in_order(seats[hall.begun :])]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _in_order(seats: Iterable[Mapping[str, int]]) -> list[list[tuple[str, int]]]:
    return [sorted(each.items()) for each in seats]


def _plain(sitting: Sitting) -> list[Any]:
    """A sitting without sets, whose order differs from one process to the next."""
    people = [
        (p.id, sorted(p.speaks), p.stays_at, sorted(p.traits.items()), _rounds(p.attends))
        for p in sitting.people
    ]
    tables = [(t.number, t.seats, t.theme, t.language, sorted(t.closed)) for t in sitting.tables]
    rest = (sitting.rounds, sitting.variant.value, sitting.together, sitting.apart)
    return [people, tables, *rest, _in_order(sitting.pins), sitting.wishes]


def _rounds(attends: frozenset[int] | None) -> list[int] | None:
    return None if attends is None else sorted(attends)
