"""Applying a proposal to a café under way, and taking it back.

Only rounds to come change. What was asked for becomes rules: later plans know who has left and
which table is closed.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from facilitator.kit import clock
from facilitator.kit.database import Database
from facilitator.kit.errors import Conflict, NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.rotation.change import changed
from facilitator.rotation.checker import faults
from facilitator.rotation.events import RulesChanged, SearchMoved
from facilitator.rotation.kinds import RuleKind, SearchState
from facilitator.rotation.model import PlanSearch, RotationPlan, SeatingRule
from facilitator.rotation.queries import plan_numbered
from facilitator.rotation.rules import Seats
from facilitator.rounds.seating.asked import Asked, heard, is_lifted
from facilitator.rounds.seating.foreseen import Foreseen, figures_of, foresee
from facilitator.rounds.seating.hall import Hall, read_hall
from facilitator.rounds.seating.lived import lived_seats
from facilitator.rounds.seating.searching import OVERTAKEN, held_search, seats_found
from facilitator.rounds.seating.seats import (
    as_seated,
    differences,
    mark,
    new_version,
    newest_version,
    write_seats,
)
from facilitator.tables.editing import make_twin
from facilitator.tables.laying import take_away_table
from facilitator.tables.queries import numbered

Rounds = dict[str, list[int | None]]
"""Of a person: round → [table before, table after]; None: no seat."""


async def apply_proposal(
    work: Work, session_id: UUID, search_id: UUID, number: int
) -> RotationPlan:
    """Makes proposal `number` (from 0) of a search what stands, if all is as it was then."""
    hall, search, now = await held_search(work, session_id, search_id)
    if search.mark != mark(hall, now) or not search.asked:
        raise Conflict(OVERTAKEN)
    asked = Asked.unpacked(search.asked)
    found = seats_found(search, number)
    await _verified(work, hall, asked, found)
    becomes = (*now[: hall.begun], *found[hall.begun :])
    changes = {
        "people": differences(now, becomes, hall.begun),
        **await _keep(work, hall, asked),
    }
    await write_seats(work, await read_hall(work.db, session_id), becomes, hall.begun)
    search.state, search.mark = SearchState.DONE, ""
    work.record(SearchMoved(search.dialogue_id, session_id))
    return await new_version(work, hall, "change", becomes, _told(search, number), changes)


async def _verified(work: Work, hall: Hall, asked: Asked, found: Seats) -> None:
    """Raises Conflict for a plan that the independent checker does not pass."""
    lived = await lived_seats(work.db, hall)
    sitting, change = heard(hall, lived, asked)
    if await asyncio.to_thread(faults, changed(sitting, lived, change), found):
        raise Conflict(OVERTAKEN)


def _told(search: PlanSearch, number: int) -> dict[str, Any]:
    return {name: value for name, value in search.found[number].items() if name != "moves"}


async def _keep(work: Work, hall: Hall, asked: Asked) -> dict[str, Any]:
    """Makes rules and tables of what was asked. Gives their ids, and the rules that were lifted."""
    lifted = [each for each in hall.rules if is_lifted(each, asked)]
    kept = [_as_json(each) for each in lifted]
    for each in lifted:
        await _lift(work, each, asked)
    rules = [_rule(work, hall, *each) for each in _rules(hall, asked)]
    work.db.add_all(rules)
    by_number = {table.number: table for table in hall.tables}
    twins = [await make_twin(work, hall.session, by_number[each]) for each in asked.twins]
    await work.db.flush()
    work.record(RulesChanged(hall.session.dialogue_id, hall.session.id))
    return {
        "rules": [str(each.id) for each in rules],
        "lifted": kept,
        "tables": [each.number for each in twins],
    }


async def _lift(work: Work, rule: SeatingRule, asked: Asked) -> None:
    """Of a rule about several people only those who have come after all are let go."""
    rest = [who for who in rule.people if who not in asked.late]
    if rule.kind == RuleKind.AWAY and rest:
        rule.people = rest
    else:
        await work.db.delete(rule)


def _rules(hall: Hall, asked: Asked) -> Iterable[tuple[RuleKind, list[str], int | None, list[int]]]:
    to_come = list(range(hall.begun + 1, len(hall.rounds) + 1))
    if asked.absent:
        yield RuleKind.AWAY, list(asked.absent), None, to_come
    for who, last in asked.leaving.items():
        if missed := [n for n in to_come if n > last]:  # a rule of no rounds is one of all
            yield RuleKind.AWAY, [who], None, missed
    for at, rounds in asked.closed.items():
        yield RuleKind.CLOSED, [], at, list(rounds)
    for who, (at, rounds) in asked.pinned.items():
        yield RuleKind.PINNED, [who], at, list(rounds)


def _rule(
    work: Work, hall: Hall, kind: RuleKind, people: list[str], table: int | None, rounds: list[int]
) -> SeatingRule:
    return SeatingRule(
        dialogue_id=hall.session.dialogue_id,
        session_id=hall.session.id,
        kind=kind,
        people=people,
        table_number=table,
        rounds=rounds,
        made_at=work.now,
        made_by=work.actor,
    )


async def take_back(
    work: Work, session_id: UUID, version: int, foreseen: Foreseen | None = None
) -> RotationPlan:
    """Undoes a change that still stands and of which no round has begun."""
    now, hall, becomes = await _taken_back(work, session_id, version)
    told = await figures_of(hall, becomes, foreseen)
    changes = {"people": differences(now, becomes, hall.begun)}
    return await new_version(work, hall, f"undo {version}", becomes, told, changes)


async def foresee_taking_back(database: Database, session_id: UUID, version: int) -> Foreseen:
    """What seats will come to, tried and not committed; raises what taking back would."""
    async with database.writing() as db:
        _, hall, becomes = await _taken_back(Work(db, clock.now()), session_id, version)
    return await foresee(hall, becomes)


async def _taken_back(work: Work, session_id: UUID, version: int) -> tuple[Seats, Hall, Seats]:
    """The seats as they were; the session, and its seats, without the change."""
    hall = await read_hall(work.db, session_id, hold=True, nameless=True)
    plan = await plan_numbered(work.db, session_id, version)
    await _refuse_undoing(work, hall, plan)
    now = await as_seated(work.db, hall)
    becomes = _reversed(now, plan.changes["people"])
    await write_seats(work, hall, becomes, hall.begun)
    await _forget(work, hall, plan.changes)
    return now, await read_hall(work.db, session_id, nameless=True), becomes


async def _refuse_undoing(work: Work, hall: Hall, plan: RotationPlan) -> None:
    if await newest_version(work.db, hall.session.id) != plan.version:
        raise Conflict(N_("Seats have changed again since. Take back the newer change first."))
    if "rules" not in plan.changes:
        raise NotNow(N_("This plan changed nothing under way; there is nothing to take back."))
    rounds = {int(number) for moves in plan.changes["people"].values() for number in moves}
    if any(number <= hall.begun for number in rounds):
        raise NotNow(N_("The round has begun; people sit there now."))


def _reversed(now: Seats, people: Mapping[str, Mapping[str, Any]]) -> Seats:
    rounds = [dict(each) for each in now]
    for who, moves in people.items():
        for number, (before, _) in moves.items():
            if before is None:
                rounds[int(number) - 1].pop(who, None)
            else:
                rounds[int(number) - 1][who] = before
    return tuple(rounds)


async def _forget(work: Work, hall: Hall, changes: Mapping[str, Any]) -> None:
    """Rules made are unmade, those lifted hold again, and twins are taken out of the hall."""
    known = {str(each.id): each for each in hall.rules}
    for rule_id in changes["rules"]:
        if rule_id in known:
            await work.db.delete(known[rule_id])
    for kept in changes["lifted"]:
        _restore(work, hall, known.get(kept["id"]), kept)
    for number in changes["tables"]:
        table = await numbered(work.db, hall.session.id, number)
        await take_away_table(work, table, [r.number for r in hall.rounds[hall.begun :]])
    await work.db.flush()
    work.record(RulesChanged(hall.session.dialogue_id, hall.session.id))


def _as_json(rule: SeatingRule) -> dict[str, Any]:
    return {
        "id": str(rule.id),
        "kind": rule.kind,
        "people": list(rule.people),
        "table": rule.table_number,
        "rounds": list(rule.rounds),
    }


def _restore(work: Work, hall: Hall, there: SeatingRule | None, kept: Mapping[str, Any]) -> None:
    if there:
        there.people = list(kept["people"])
    else:
        kind, people = RuleKind(kept["kind"]), list(kept["people"])
        work.db.add(_rule(work, hall, kind, people, kept["table"], list(kept["rounds"])))
