"""Taking a roster in: people are made or changed by their stable id, nobody is removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.rules import appointing
from facilitator.kit.work import Work
from facilitator.people.appointing import appointment, post_of
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant
from facilitator.people.queries import by_keys
from facilitator.people.roster import RosterRow, RosterSheet
from facilitator.people.roster.columns import columns
from facilitator.people.rules import CHAIRS, Role

# What a file may leave out and yet say, as it follows from another column.
FOLLOWS = {"un_region": "party", "groups": "party", "constituency": "party"}
PLAIN = ("constituency", "party", "organisation", "category", "un_region", "groups")
FIELDS = ("name", *PLAIN, "gender", "language", "expertise")


@dataclass(frozen=True)
class Imported:
    """Roster ids by what became of them, and the rows of the file that could not be used."""

    created: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    left_out: tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """What a row does: `person` is None for somebody new; `differs` has {field: new value}."""

    row: RosterRow
    person: Participant | None
    differs: Mapping[str, Any]


async def compare(db: AsyncSession, dialogue: Dialogue, sheet: RosterSheet) -> list[Change]:
    """What importing a roster would do, row by row, without doing it."""
    people = {key.casefold(): each for key, each in (await by_keys(db, dialogue.id)).items()}
    fields, appointed = _filled_in(sheet), _appointed(dialogue, sheet)
    return [
        _change(row, people.get(row.key.casefold()), fields, appointed.get(row.key))
        for row in sheet.rows
    ]


def _appointed(dialogue: Dialogue, sheet: RosterSheet) -> dict[str, str]:
    """The appointments once the roster has named its hosts and table rapporteurs."""
    posts = {row: post_of(row, dialogue.appointed.get(row.key)) for row in sheet.rows if row.table}
    named = {
        row.key: appointment(*post) for row, post in posts.items() if post == (row.role, row.table)
    }
    return appointing(dialogue.appointed, named)


async def import_roster(work: Work, dialogue: Dialogue, sheet: RosterSheet) -> Imported:
    """Makes and changes people as the roster says. Columns it does not have stay as they are.

    Hosts and table rapporteurs are appointed; their tables are told by `tables.keeping`.
    """
    changes = await compare(work.db, dialogue, sheet)
    for change in changes:
        _make(work, dialogue, change)
    dialogue.appointed = _appointed(dialogue, sheet)
    await work.db.flush()
    work.record(RosterChanged(dialogue.id))
    return Imported(
        created=tuple(each.row.key for each in changes if each.person is None),
        updated=tuple(each.row.key for each in changes if each.person and each.differs),
        unchanged=tuple(each.row.key for each in changes if each.person and not each.differs),
        left_out=sheet.left_out,
    )


def _filled_in(sheet: RosterSheet) -> set[str]:
    """The fields a roster speaks of."""
    at = set(columns(1, sheet.header).at)
    return {
        "name",
        *(field for field in FIELDS if field in at or FOLLOWS.get(field) in at),
        *({"role"} if {"role", "table"} & at else ()),
    }


def _change(
    row: RosterRow, person: Participant | None, fields: set[str], appointed: str | None
) -> Change:
    role, _ = post_of(row, appointed)
    says = {field: getattr(row, field) for field in FIELDS} | {"role": role}
    says["groups"] = list(row.groups)
    if person is None:
        return Change(row, None, says)
    differs = {
        field: value
        for field, value in says.items()
        if field in fields and value != getattr(person, field)
    }
    return Change(row, person, differs)


def _make(work: Work, dialogue: Dialogue, change: Change) -> None:
    person = change.person
    if person is None:
        person = Participant(dialogue_id=dialogue.id, key=change.row.key)
        work.db.add(person)
    for field, value in change.differs.items():
        if not _locks_out(work, person, field, value):
            setattr(person, field, value)


def _locks_out(work: Work, person: Participant, field: str, value: Any) -> bool:
    """A roster does not take the chair from the very person who imports it."""
    is_actor = work.actor is not None and person.id == work.actor
    return is_actor and field == "role" and Role(person.role) in CHAIRS and value not in CHAIRS
