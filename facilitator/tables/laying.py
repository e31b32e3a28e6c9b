"""Laying tables out as a programme says, and taking them away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete

from facilitator.dialogues.events import ProgrammeChanged
from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.programme import TableSpec
from facilitator.dialogues.queries import questions, themes
from facilitator.kit.references import let_go
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.queries import by_keys
from facilitator.tables.model import Seat, Table
from facilitator.tables.queries import tables_of

Ids = Mapping[str | None, UUID]


@dataclass(frozen=True)
class Named:
    """What tables may be about, and who may keep them, by their keys in the file."""

    themes: Ids
    questions: Ids
    people: Ids


async def named(work: Work, dialogue_id: UUID) -> Named:
    return Named(
        {each.key: each.id for each in await themes(work.db, dialogue_id)},
        {each.key: each.id for each in await questions(work.db, dialogue_id)},
        {key: each.id for key, each in (await by_keys(work.db, dialogue_id)).items()},
    )


async def lay_out_tables(
    work: Work, session: DialogueSession, specs: Sequence[TableSpec], planned: Collection[int]
) -> None:
    """Makes and changes the tables of a session by their numbers; others are taken away.

    `planned` are the rounds still to come: only their seats may go with a table.
    """
    keys = await named(work, session.dialogue_id)
    there = {each.number: each for each in await tables_of(work.db, session.id)}
    for spec in specs:
        table = there.pop(spec.number, None)
        if table is None:
            table = Table(
                dialogue_id=session.dialogue_id, session_id=session.id, number=spec.number
            )
            work.db.add(table)
        fill(table, spec, keys)
        _seat_keepers(table, spec, keys)
    await work.db.flush()
    for table in there.values():
        await take_away_table(work, table, planned)


def fill(table: Table, spec: TableSpec, keys: Named) -> None:
    table.name, table.place = spec.name, spec.place
    table.theme_id, table.question_id = (
        keys.themes.get(spec.theme),
        keys.questions.get(spec.question),
    )
    table.seats, table.language = spec.seats, spec.language


def _seat_keepers(table: Table, spec: TableSpec, keys: Named) -> None:
    """A host or rapporteur the file does not name, or whom the roster lacks, stays as it is."""
    table.host_id = keys.people.get(spec.host, table.host_id)
    table.rapporteur_id = keys.people.get(spec.rapporteur, table.rapporteur_id)


async def take_away_table(work: Work, table: Table, planned: Collection[int]) -> None:
    """Raises Conflict if somebody sat at the table in a round that has begun, or wrote there."""
    future = delete(Seat).where(Seat.table_id == table.id, Seat.round_number.in_(planned))
    await work.db.execute(future)
    await let_go(
        work.db,
        table,
        N_("People have sat or written at table %(number)s. It stays."),
        number=table.number,
    )
    work.record(ProgrammeChanged(table.dialogue_id))
