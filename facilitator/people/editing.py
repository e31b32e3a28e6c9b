"""People put on the roster and changed by hand, and their ways in renewed."""

from dataclasses import fields

from facilitator.dialogues.model import Dialogue
from facilitator.kit.errors import Invalid
from facilitator.kit.ids import new_code
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.actions import renew_link
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant
from facilitator.people.queries import by_keys
from facilitator.people.roster import RosterRow
from facilitator.people.rules import CHAIRS, Role

NOT_THEIRS = {"row", "table", "groups"}
FIELDS = tuple(each.name for each in fields(RosterRow) if each.name not in NOT_THEIRS)


async def add_person(work: Work, dialogue: Dialogue, row: RosterRow) -> Participant:
    """Somebody new on the roster. Without an id they get the next free one (P001, P002, …)."""
    taken = await by_keys(work.db, dialogue.id)
    person = Participant(dialogue_id=dialogue.id)
    _fill(person, row, set(taken))
    person.key = row.key or _free(set(taken))
    work.db.add(person)
    await work.db.flush()
    work.record(RosterChanged(dialogue.id))
    return person


async def change_person(work: Work, person: Participant, row: RosterRow) -> None:
    """Everything on the roster, the id too. The last co-facilitator keeps the chair."""
    others = await by_keys(work.db, person.dialogue_id)
    del others[person.key]
    chairs = [each for each in others.values() if Role(each.role) in CHAIRS]
    if Role(person.role) in CHAIRS and row.role not in CHAIRS and not chairs:
        problem = N_("Nobody else could run the dialogue. Name another co-facilitator first.")
        raise Invalid(problems={"role": (problem, {})})
    _fill(person, row, set(others))
    await work.db.flush()
    work.record(RosterChanged(person.dialogue_id))


def _fill(person: Participant, row: RosterRow, taken: set[str]) -> None:
    if row.key.casefold() in {key.casefold() for key in taken}:
        problem = N_("Somebody else on the roster has the id “%(key)s”.")
        raise Invalid(problems={"key": (problem, {"key": row.key})})
    for field in FIELDS:
        setattr(person, field, getattr(row, field))
    person.groups = list(row.groups)


def _free(taken: set[str]) -> str:
    return next(key for key in (f"P{n:03}" for n in range(1, len(taken) + 2)) if key not in taken)


async def renew_ways_in(work: Work, person: Participant) -> None:
    """A new personal link and code. The old ones, and all signed-in browsers, end."""
    await renew_link(work, person)
    person.personal_code = new_code()
