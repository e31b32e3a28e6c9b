"""Sessions of the programme, and the questions each of them asks."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from facilitator.dialogues import queries
from facilitator.dialogues.actions.ordering import next_place
from facilitator.dialogues.actions.questions import refuse_taken
from facilitator.dialogues.events import ProgrammeChanged
from facilitator.dialogues.model import Dialogue, DialogueSession, SessionQuestion
from facilitator.dialogues.programme import FloorSpec, SessionSpec
from facilitator.kit.work import Work

Ids = Mapping[str, UUID]


async def add_session(work: Work, dialogue: Dialogue, spec: SessionSpec) -> DialogueSession:
    """A session at the end of the programme. The first one is the one people come into."""
    there = await queries.programme(work.db, dialogue.id)
    refuse_taken(spec.key, {each.key for each in there})
    session = DialogueSession(dialogue_id=dialogue.id, key=spec.key, position=next_place(there))
    fill_session(session, spec)
    work.db.add(session)
    await work.db.flush()
    if dialogue.live_session_id is None:
        dialogue.live_session_id = session.id
    work.record(ProgrammeChanged(dialogue.id))
    return session


async def change_session(work: Work, session: DialogueSession, spec: SessionSpec) -> None:
    fill_session(session, spec)
    await work.db.flush()
    work.record(ProgrammeChanged(session.dialogue_id))


def fill_session(session: DialogueSession, spec: SessionSpec) -> None:
    session.kind, session.variant = spec.kind, spec.variant
    session.title, session.minutes = dict(spec.title), spec.minutes
    session.theme_keys, session.from_session_key = list(spec.themes), spec.from_session
    session.floor = floor(spec.floor) if spec.floor else {}


def floor(spec: FloorSpec) -> dict[str, Any]:
    """How a session gives the floor, by the names of the file."""
    return asdict(spec) | {"rules": list(spec.rules), "quotas": dict(spec.quotas)}


async def ask(
    work: Work, session: DialogueSession, questions: Ids, asks: Mapping[str, tuple[int, ...]]
) -> None:
    """Makes a session ask these questions, {key: rounds, or () for all}, and no others."""
    wanted = {questions[key]: rounds for key, rounds in asks.items()}
    there = {each.question_id: each for each in await queries.asking(work.db, session.id)}
    for question, row in there.items():
        if question not in wanted:
            await work.db.delete(row)
    for position, (question, rounds) in enumerate(wanted.items()):
        row = there.get(question) or SessionQuestion(session_id=session.id, question_id=question)
        row.position, row.rounds = position, list(rounds)
        work.db.add(row)
    await work.db.flush()
    work.record(ProgrammeChanged(session.dialogue_id))
