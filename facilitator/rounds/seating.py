"""Seating a café: the plan, late arrivals, and people moved by hand.

Rounds that are over never change. One seating at a time: the session's row is held meanwhile.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import delete, func, insert, select

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.rules import Kind, Variant
from facilitator.kit.errors import NotNow
from facilitator.kit.ids import new_id
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.people.queries import roster
from facilitator.people.rules import Role
from facilitator.rotation import late
from facilitator.rotation.checker import figures
from facilitator.rotation.construct import plan
from facilitator.rotation.model import RotationPlan
from facilitator.rotation.rules import PersonNeed, Seats, Sitting, TableOffer
from facilitator.rounds.model import Round
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase
from facilitator.tables.actions import sit
from facilitator.tables.events import SeatsChanged
from facilitator.tables.model import Seat, Table
from facilitator.tables.queries import seats_of, tables_of

SEATED = {Role.PARTICIPANT, Role.TABLE_HOST, Role.TABLE_RAPPORTEUR}


@dataclass(frozen=True)
class Hall:
    """A session held for seating, with all that a plan is made from."""

    session: DialogueSession
    rounds: Sequence[Round]
    tables: Sequence[Table]
    people: Sequence[Participant]

    @property
    def sitting(self) -> Sitting:
        keeps = {keeper: table.number for table in self.tables for keeper in table.keepers}
        return Sitting(
            people=tuple(_need(person, keeps.get(person.id)) for person in self.people),
            tables=tuple(_offer(table) for table in self.tables),
            rounds=len(self.rounds),
            variant=Variant(self.session.variant),
        )


async def make_plan(work: Work, session_id: UUID, reason: str) -> RotationPlan:
    """Seats everybody on the roster for all rounds, before the first has begun."""
    hall = await _held(work, session_id)
    _not_begun(hall.rounds)
    if not hall.tables or not hall.rounds:
        raise NotNow(N_("There are no tables or no rounds to plan for yet."))
    seats = (await asyncio.to_thread(plan, hall.sitting)).seats
    await _hold_planned(work, session_id)
    await _write_seats(work, hall, seats)
    return await _new_version(work, hall, reason, seats)


async def seat_late(work: Work, session_id: UUID, person: Participant) -> list[int]:
    """Gives somebody seats in the rounds to come that they have none in; gives those rounds."""
    hall = await _held(work, session_id)
    if not _to_be_seated(hall, person):
        return []
    seats = await _as_seated(work, hall)
    lacking = [
        r.number
        for r in hall.rounds
        if r.phase != Phase.CLOSED and str(person.id) not in seats[r.number - 1]
    ]
    if not lacking or not hall.tables:
        return []
    need = _need(person, None)
    given = late.seat_late(hall.sitting, seats, need, min(lacking))
    tables = {table.number: table for table in hall.tables}
    for number in lacking:
        await sit(work, person, tables[given[number]], [number])
    return lacking


async def move_person(
    work: Work, session_id: UUID, person: Participant, table: Table, round_number: int
) -> RotationPlan:
    """Moves somebody to a table for one round; the other rounds stay as planned."""
    hall = await _held(work, session_id)
    round_ = next((each for each in hall.rounds if each.number == round_number), None)
    if round_ is None or round_.phase == Phase.CLOSED:
        raise NotNow(N_("This round is over; its seats cannot change any more."))
    await sit(work, person, table, [round_number])
    return await _new_version(work, hall, f"move {person.key}", await _as_seated(work, hall))


def _to_be_seated(hall: Hall, person: Participant) -> bool:
    at_tables = hall.session.kind == Kind.WORLD_CAFE
    walking = hall.session.variant == Variant.FREE_CIRCULATION
    return at_tables and not walking and Role(person.role) in SEATED


async def _held(work: Work, session_id: UUID) -> Hall:
    query = select(DialogueSession).where(DialogueSession.id == session_id)
    held = query.with_for_update(key_share=True)  # notes of the session may come meanwhile
    session = (await work.db.scalars(held)).one()
    people = await roster(work.db, session.dialogue_id)
    return Hall(
        session,
        await rounds_of(work.db, session_id),
        await tables_of(work.db, session_id),
        [each for each in people if Role(each.role) in SEATED],
    )


async def _hold_planned(work: Work, session_id: UUID) -> None:
    """Looks again, and holds what it sees: a chair may have opened a round meanwhile."""
    query = select(Round).filter_by(session_id=session_id).order_by(Round.number)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    _not_begun((await work.db.scalars(fresh)).all())


def _not_begun(rounds: Sequence[Round]) -> None:
    if any(each.phase != Phase.PLANNED for each in rounds):
        raise NotNow(N_("The café has begun. Move single people instead."))


def _need(person: Participant, stays_at: int | None) -> PersonNeed:
    """Everybody is taken to follow English, and whoever names no language any of them."""
    speaks = frozenset({person.language, "en"} if person.language else ())
    return PersonNeed(str(person.id), speaks, stays_at)


def _offer(table: Table) -> TableOffer:
    theme = str(table.theme_id) if table.theme_id else None
    return TableOffer(table.number, table.seats, theme, table.language)


async def _as_seated(work: Work, hall: Hall) -> Seats:
    """The seats as they are now, one mapping a round."""
    numbers = {table.id: table.number for table in hall.tables}
    rounds: list[dict[str, int]] = [{} for _ in hall.rounds]
    for seat in await seats_of(work.db, hall.session.id):
        rounds[seat.round_number - 1][str(seat.participant_id)] = numbers[seat.table_id]
    return tuple(rounds)


async def _write_seats(work: Work, hall: Hall, seats: Seats) -> None:
    tables = {table.number: table.id for table in hall.tables}
    await work.db.execute(delete(Seat).where(Seat.session_id == hall.session.id))
    rows = [
        {
            "id": new_id(),
            "dialogue_id": hall.session.dialogue_id,
            "session_id": hall.session.id,
            "round_number": number,
            "table_id": tables[table],
            "participant_id": UUID(person),
        }
        for number, of_round in enumerate(seats, 1)
        for person, table in of_round.items()
    ]
    if rows:
        await work.db.execute(insert(Seat), rows)
    work.record(SeatsChanged(hall.session.dialogue_id, hall.session.id))


async def _new_version(work: Work, hall: Hall, reason: str, seats: Seats) -> RotationPlan:
    query = select(func.max(RotationPlan.version)).filter_by(session_id=hall.session.id)
    made = RotationPlan(
        dialogue_id=hall.session.dialogue_id,
        session_id=hall.session.id,
        version=(await work.db.scalar(query) or 0) + 1,
        made_at=work.now,
        made_by=work.actor,
        reason=reason,
        seats=[dict(each) for each in seats],
        figures=asdict(figures(hall.sitting, seats)),
    )
    work.db.add(made)
    await work.db.flush()
    return made
