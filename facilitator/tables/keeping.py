"""Hosts and table rapporteurs: who stays at which table when everybody else moves."""

from uuid import UUID

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import programme
from facilitator.dialogues.rules import Kind
from facilitator.kit.work import Work
from facilitator.people.appointing import appoint, post
from facilitator.people.importing import Imported, import_roster
from facilitator.people.queries import by_keys
from facilitator.people.roster import RosterSheet
from facilitator.people.rules import Role
from facilitator.tables.events import SeatsChanged
from facilitator.tables.model import Table
from facilitator.tables.queries import tables_of


async def import_people(work: Work, dialogue: Dialogue, sheet: RosterSheet) -> Imported:
    """Takes a roster in, and gives tables of the first café the keepers it names."""
    imported = await import_roster(work, dialogue, sheet)
    await settle_keepers(work, dialogue)
    return imported


async def settle_keepers(work: Work, dialogue: Dialogue) -> None:
    """Gives people the roles they are appointed to, and tables of the first café their keepers."""
    await appoint(work, dialogue)
    sessions = await programme(work.db, dialogue.id)
    cafe = next((each for each in sessions if each.kind == Kind.WORLD_CAFE), None)
    if cafe is None:
        return
    tables = {each.number: each for each in await tables_of(work.db, cafe.id)}
    people = await by_keys(work.db, dialogue.id)
    for key, appointed in dialogue.appointed.items():
        role, number = post(appointed)
        if key in people and number in tables:
            keep_table(list(tables.values()), tables[number], people[key].id, role)
    await work.db.flush()
    work.record(SeatsChanged(dialogue.id, cafe.id))


def keep_table(tables: list[Table], table: Table, person: UUID, role: Role) -> None:
    """Puts a person at a table to stay there, and at no other of these tables."""
    for each in tables:
        each.host_id = None if each.host_id == person else each.host_id
        each.rapporteur_id = None if each.rapporteur_id == person else each.rapporteur_id
    if role is Role.TABLE_HOST:
        table.host_id = person
    else:
        table.rapporteur_id = person
