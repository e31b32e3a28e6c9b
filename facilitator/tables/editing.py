"""Tables changed by hand: one by one, a row of them at once, and who stays at them."""

from collections.abc import Sequence
from uuid import UUID

from facilitator.dialogues.events import ProgrammeChanged
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.programme import TableSpec
from facilitator.dialogues.queries import programme
from facilitator.dialogues.rules import Kind
from facilitator.kit.errors import Invalid
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.appointing import appointment
from facilitator.people.model import Participant
from facilitator.people.queries import by_keys
from facilitator.people.rules import CHAIRS, KEEPERS, Role
from facilitator.tables.keeping import keep_table
from facilitator.tables.laying import fill, named
from facilitator.tables.model import Table
from facilitator.tables.queries import tables_in, tables_of

MOST = 400


async def add_table(work: Work, session: DialogueSession, spec: TableSpec) -> Table:
    """A new table; its host and rapporteur are named by `change_table`."""
    taken = {each.number for each in await tables_of(work.db, session.id)}
    if spec.number in taken:
        problem = N_("There is a table %(number)s already.")
        raise Invalid(problems={"number": (problem, {"number": spec.number})})
    if len(taken) >= MOST:
        raise Invalid(N_("A session has at most %(most)s tables."), most=MOST)
    table = Table(dialogue_id=session.dialogue_id, session_id=session.id, number=spec.number)
    fill(table, spec, await named(work, session.dialogue_id))
    work.db.add(table)
    await work.db.flush()
    work.record(ProgrammeChanged(session.dialogue_id))
    return table


async def make_tables(
    work: Work, session: DialogueSession, count: int, seats: int, themes: Sequence[str]
) -> list[Table]:
    """A row of tables after the last one, the themes (by key) dealt out to them in turn."""
    last = max((each.number for each in await tables_of(work.db, session.id)), default=0)
    specs = [
        TableSpec(last + 1 + place, themes[place % len(themes)] if themes else None, seats=seats)
        for place in range(count)
    ]
    return [await add_table(work, session, spec) for spec in specs]


async def make_twin(work: Work, session: DialogueSession, table: Table) -> Table:
    """Another table on the same subject, for a crowd (R23)."""
    last = max(each.number for each in await tables_of(work.db, session.id))
    twin = Table(
        dialogue_id=table.dialogue_id,
        session_id=table.session_id,
        number=last + 1,
        theme_id=table.theme_id,
        question_id=table.question_id,
        seats=table.seats,
        language=table.language,
        name=table.name,
    )
    work.db.add(twin)
    await work.db.flush()
    work.record(ProgrammeChanged(session.dialogue_id))
    return twin


async def change_table(work: Work, dialogue: Dialogue, table: Table, spec: TableSpec) -> None:
    """Everything but the number. Host and rapporteur stay here and at no other table."""
    people = await by_keys(work.db, dialogue.id)
    fill(table, spec, await named(work, dialogue.id))
    host = _keeper(people.get(spec.host or ""), "host")
    rapporteur = _keeper(people.get(spec.rapporteur or ""), "rapporteur")
    if host and host is rapporteur:
        problem = N_("One person cannot be both host and rapporteur of a table.")
        raise Invalid(problems={"rapporteur": (problem, {})})
    before = table.keepers
    table.host_id = table.rapporteur_id = None
    tables = list(await tables_of(work.db, table.session_id))
    number = table.number if await _is_first_cafe(work, table) else None
    for person, role in ((host, Role.TABLE_HOST), (rapporteur, Role.TABLE_RAPPORTEUR)):
        if person:
            keep_table(tables, table, person.id, role)
            person.role = role
            dialogue.appointed = dialogue.appointed | {person.key: appointment(role, number)}
    await _relieve(work, dialogue, before - table.keepers)
    await work.db.flush()
    work.record(ProgrammeChanged(dialogue.id))


def _keeper(person: Participant | None, field: str) -> Participant | None:
    if person and Role(person.role) in CHAIRS | {Role.RAPPORTEUR}:
        problem = N_("%(name)s has another task for the whole dialogue. Choose somebody else.")
        raise Invalid(problems={field: (problem, {"name": person.name})})
    return person


async def _is_first_cafe(work: Work, table: Table) -> bool:
    sessions = await programme(work.db, table.dialogue_id)
    first = next((each for each in sessions if each.kind == Kind.WORLD_CAFE), None)
    return first is not None and first.id == table.session_id


async def _relieve(work: Work, dialogue: Dialogue, people: set[UUID]) -> None:
    """Those who keep no table any more are participants again."""
    still = {k for table in await tables_in(work.db, dialogue.id) for k in table.keepers}
    for person_id in people - still:
        person = await work.db.get_one(Participant, person_id)
        person.role = Role.PARTICIPANT
        forget(dialogue, person.key)


async def settle_role(work: Work, dialogue: Dialogue, person: Participant) -> None:
    """After a role was given by hand: it outranks the files, and only keepers keep tables."""
    forget(dialogue, person.key)
    if Role(person.role) in KEEPERS:
        dialogue.appointed = dialogue.appointed | {person.key: person.role}
        return
    for table in await tables_in(work.db, dialogue.id):
        table.host_id = None if table.host_id == person.id else table.host_id
        table.rapporteur_id = None if table.rapporteur_id == person.id else table.rapporteur_id
    await work.db.flush()


def forget(dialogue: Dialogue, key: str) -> None:
    dialogue.appointed = {each: role for each, role in dialogue.appointed.items() if each != key}
