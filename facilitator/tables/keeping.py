"""Hosts and table rapporteurs: who stays at which table when everybody else moves."""

from collections.abc import Iterable
from uuid import UUID

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import programme
from facilitator.dialogues.rules import Kind
from facilitator.kit.work import Work
from facilitator.people.appointing import appoint, post
from facilitator.people.importing import Imported, import_roster
from facilitator.people.model import Participant
from facilitator.people.queries import by_keys
from facilitator.people.roster import RosterSheet
from facilitator.people.rules import KEEPERS, Role
from facilitator.tables.events import SeatsChanged
from facilitator.tables.model import Table
from facilitator.tables.queries import tables_in, tables_of


async def import_people(work: Work, dialogue: Dialogue, sheet: RosterSheet) -> Imported:
    """Takes a roster in, and gives tables of the first café the keepers it names."""
    before = dialogue.appointed
    imported = await import_roster(work, dialogue, sheet)
    waiting = await settle_keepers(work, dialogue)
    dialogue.appointed = {
        key: post for key, post in dialogue.appointed.items() if key in before or key in waiting
    }
    return imported


async def settle_keepers(work: Work, dialogue: Dialogue) -> set[str]:
    """Gives people the roles they are appointed to, and tables of the first café their keepers.

    Who is no keeper any more keeps no table. Gives the ids that still wait for their table.
    """
    await appoint(work, dialogue)
    people = await by_keys(work.db, dialogue.id)
    await _relieve(work, dialogue, people.values())
    sessions = await programme(work.db, dialogue.id)
    cafe = next((each for each in sessions if each.kind == Kind.WORLD_CAFE), None)
    if cafe is None:
        return set(dialogue.appointed)
    tables = {each.number: each for each in await tables_of(work.db, cafe.id)}
    posts = {key: post(appointed) for key, appointed in dialogue.appointed.items()}
    for key, (role, number) in posts.items():
        if key in people and number in tables:
            keep_table(list(tables.values()), tables[number], people[key].id, role)
    await work.db.flush()
    work.record(SeatsChanged(dialogue.id, cafe.id))
    return {key for key, (_, number) in posts.items() if number and number not in tables}


async def _relieve(work: Work, dialogue: Dialogue, people: Iterable[Participant]) -> None:
    """Takes the tables from those who are neither host nor table rapporteur."""
    keepers = {each.id for each in people if Role(each.role) in KEEPERS}
    for table in await tables_in(work.db, dialogue.id):
        table.host_id = table.host_id if table.host_id in keepers else None
        table.rapporteur_id = table.rapporteur_id if table.rapporteur_id in keepers else None


def keep_table(tables: list[Table], table: Table, person: UUID, role: Role) -> None:
    """Puts a person at a table to stay there, and at no other of these tables."""
    for each in tables:
        each.host_id = None if each.host_id == person else each.host_id
        each.rapporteur_id = None if each.rapporteur_id == person else each.rapporteur_id
    if role is Role.TABLE_HOST:
        table.host_id = person
    else:
        table.rapporteur_id = person
