"""Groups of a roundtable: people leave the floor, talk at tables, and report back (R33).

Breaking into groups is one more round of the roundtable's own session. Its tables, seats, notes and
bell are those of a café, and the card that a table hands on is what its group reports back.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final
from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.rules import FLOORED
from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.people.rules import Role
from facilitator.rotation.rules import Plan, Sitting
from facilitator.rotation.solve import solve
from facilitator.rounds.actions import move_round
from facilitator.rounds.laying import seconds
from facilitator.rounds.model import Round
from facilitator.rounds.rules import LIVE, Move, Phase
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.tables.events import SeatsChanged
from facilitator.tables.model import Seat, Table

FEWEST, MOST = 2, 40  # groups
WARN, GRACE = 60, 60  # seconds: the warning before the bell; to finish notes after it
SEARCH: Final = 0.2  # seconds of the processor for the seats


@dataclass(frozen=True)
class Groups:
    """How many, for how long, and on which question (None: on all of the session)."""

    count: int
    minutes: float
    question: UUID | None = None


async def break_into_groups(
    work: Work, session: DialogueSession, groups: Groups, expected: int
) -> Round:
    """Seats all who have joined (or all, where nobody has) at tables, and opens the round.

    `expected`: how often the session had broken into groups before, as the chair saw it. Raises
    NotNow while groups talk and where people are too few, Conflict naming who was first.
    """
    if session.kind not in FLOORED:
        raise NotNow(N_("This session has no list of speakers."))
    hall = await read_hall(work.db, session.id, hold=True, history=True)
    if len(hall.rounds) > expected:  # refused, with the name of whoever opened it
        return await move_round(work, session.id, expected + 1, Move.OPEN, 0)
    if any(Phase(each.phase) in LIVE for each in hall.rounds):
        raise NotNow(N_("The groups are still talking. Ring the bell first."))
    people = [each for each in hall.people if each.joined_at] or list(hall.people)
    if len(people) < groups.count:
        raise NotNow(N_("There are more groups than people. Make fewer groups."))
    round_ = await _planned(work, hall, groups)
    tables = await _tables(work, hall, groups, people)
    here = replace(hall, rounds=[round_], tables=tables, people=people)
    plan = await asyncio.to_thread(_seated, here.sitting)
    _write(work, here, plan)
    return await move_round(work, session.id, round_.number, Move.OPEN, round_.version)


async def _planned(work: Work, hall: Hall, groups: Groups) -> Round:
    length = seconds(groups.minutes)
    round_ = Round(
        dialogue_id=hall.session.dialogue_id,
        session_id=hall.session.id,
        number=len(hall.rounds) + 1,
        seconds=length,
        warn_seconds=[WARN] if length > 2 * WARN else [],
        grace_seconds=GRACE,
    )
    work.db.add(round_)
    await work.db.flush()
    return round_


async def _tables(
    work: Work, hall: Hall, groups: Groups, people: Sequence[Participant]
) -> list[Table]:
    """Those of the last time first; each with a host and a rapporteur, as far as there are any."""
    tables = list(hall.tables)[: groups.count]
    for number in range(len(tables) + 1, groups.count + 1):
        of = {"dialogue_id": hall.session.dialogue_id, "session_id": hall.session.id}
        tables.append(Table(number=number, **of))
    for table in hall.tables:
        table.host_id = table.rapporteur_id = None
    for table in tables:
        table.question_id, table.seats = groups.question, ceil(len(people) / groups.count) + 2
    for table, host in zip(tables, _of_role(people, Role.TABLE_HOST), strict=False):
        table.host_id = host
    for table, second in zip(tables, _of_role(people, Role.TABLE_RAPPORTEUR), strict=False):
        table.rapporteur_id = second
    work.db.add_all(tables)
    await work.db.flush()
    return tables


def _of_role(people: Iterable[Participant], role: Role) -> list[UUID]:
    return [each.id for each in people if each.role == role]


def _seated(sitting: Sitting) -> Plan:
    return solve(sitting, seconds=SEARCH, compiled=False).plan


def _write(work: Work, hall: Hall, plan: Plan) -> None:
    tables = {table.number: table.id for table in hall.tables}
    (round_,), (seats,) = hall.rounds, plan.seats
    work.db.add_all(
        Seat(
            dialogue_id=hall.session.dialogue_id,
            session_id=hall.session.id,
            round_number=round_.number,
            table_id=tables[number],
            participant_id=UUID(who),
        )
        for who, number in seats.items()
    )
    work.record(SeatsChanged(hall.session.dialogue_id, hall.session.id))
