"""A dialogue used as the template of another one."""

from dataclasses import replace

from facilitator.dialogues.actions import create
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.programme import DialogueSpec, SessionSpec
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.people.queries import roster
from facilitator.people.rules import CHAIRS, Role
from facilitator.rounds.layout import lay_out_programme
from facilitator.rounds.writing import written_down

COPIED = (
    "key", "name", "constituency", "party", "organisation", "category", "un_region", "gender",
    "language", "expertise", "groups", "role", "locale", "passphrase_hash",
)  # fmt: skip


async def clone(work: Work, dialogue: Dialogue, spec: DialogueSpec) -> Dialogue:
    """A new dialogue with the programme of this one and its co-facilitators, and nobody else.

    Address and title are those of `spec`. Links and codes are new; nothing is published.
    """
    programme = await written_down(work.db, dialogue)
    copy = await create(work, spec)
    head = replace(
        programme.dialogue, key=spec.key, title=spec.title, co_facilitators=(), rapporteurs=()
    )
    sessions = tuple(_without_people(each) for each in programme.sessions)
    await lay_out_programme(work, replace(programme, dialogue=head, sessions=sessions), spec.key)
    for person in await roster(work.db, dialogue.id):
        if Role(person.role) in CHAIRS:
            values = {field: getattr(person, field) for field in COPIED}
            work.db.add(Participant(dialogue_id=copy.id, **values))
    await work.db.flush()
    return copy


def _without_people(session: SessionSpec) -> SessionSpec:
    tables = tuple(replace(each, host=None, rapporteur=None) for each in session.tables)
    return replace(session, tables=tables)
