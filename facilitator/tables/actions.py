"""Arriving at tables, and moving single people between them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from facilitator.dialogues.queries import one_at_a_time
from facilitator.kit.errors import Conflict, NotFound
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.tables.events import PersonArrived, PresenceCounted, SeatsChanged
from facilitator.tables.model import Presence, Seat, Table
from facilitator.tables.queries import arrivals, seat_of


async def arrive(
    work: Work, person: Participant, session_id: UUID | None, round_number: int | None
) -> None:
    """ "I'm here": at the table where this person sits in that round. Twice is once."""
    if session_id is None or round_number is None:
        raise NotFound
    seat = await seat_of(work.db, session_id, person.id, round_number)
    if seat is None:
        raise NotFound(N_("You have no seat in this round yet. Ask a co-facilitator."))
    if seat.arrived_at is None:
        seat.arrived_at = work.now
        work.record(PersonArrived(person.dialogue_id, seat.table_id, person.id))


async def sit(
    work: Work,
    person: Participant,
    table: Table,
    rounds: Iterable[int],
    arrived: datetime | None = None,
) -> None:
    """Seats a person at a table in some rounds, wherever they sat in them before."""
    for number in rounds:
        seat = await seat_of(work.db, table.session_id, person.id, number)
        if seat is None:
            seat = Seat(
                dialogue_id=table.dialogue_id,
                session_id=table.session_id,
                round_number=number,
                participant_id=person.id,
            )
            work.db.add(seat)
        seat.table_id, seat.arrived_at = table.id, arrived
    await work.db.flush()
    work.record(SeatsChanged(table.dialogue_id, table.session_id, person.id))


async def check_in(work: Work, person: Participant, table: Table, round_number: int) -> None:
    """Free circulation: sits down at a table while it has a free seat."""
    await one_at_a_time(work.db, table.session_id)
    expected, _ = (await arrivals(work.db, table.session_id, round_number)).get(table.id, (0, 0))
    seat = await seat_of(work.db, table.session_id, person.id, round_number)
    if (seat is None or seat.table_id != table.id) and expected >= table.seats:
        raise Conflict(N_("Table %(number)s is full. Choose another one."), number=table.number)
    await sit(work, person, table, [round_number], work.now)


async def count_presence(
    work: Work, dialogue_id: UUID, worker: str, counts: dict[str, int]
) -> None:
    """What a worker sees of a dialogue's open screens. Tells the console only of a change."""
    row = await work.db.get(Presence, (worker, dialogue_id))
    if row is None:
        row = Presence(worker=worker, dialogue_id=dialogue_id, counts={})
        work.db.add(row)
    changed = row.counts != counts
    row.counts, row.counted_at = counts, work.now
    if changed:
        work.record(PresenceCounted(dialogue_id))
