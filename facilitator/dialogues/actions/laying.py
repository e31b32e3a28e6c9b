"""Laying a programme out in rows. Done again, it changes what the file changed, by keys."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from facilitator.dialogues import queries
from facilitator.dialogues.actions.basics import change_basics, create
from facilitator.dialogues.actions.questions import remove_question, remove_theme
from facilitator.dialogues.actions.sessions import ask, fill_session
from facilitator.dialogues.asking import asked
from facilitator.dialogues.model import Dialogue, DialogueSession, Question, Theme
from facilitator.dialogues.programme import DialogueSpec, Programme
from facilitator.dialogues.rules import Kind, appointing
from facilitator.kit.work import Work

Ids = Mapping[str, UUID]


async def lay_out(work: Work, programme: Programme, slug: str | None = None) -> Dialogue:
    """Writes dialogue, themes, questions and sessions, and what each session asks.

    The dialogue is found by `slug` (else by the file's id), or made. What the file no longer
    names is left for `drop_unlisted`, which comes after tables have let go of it.
    """
    dialogue = await _dialogue(work, programme.dialogue, slug or programme.dialogue.key)
    dialogue.appointed = appointing(_at_tables(dialogue.appointed), appointments(programme))
    themes = await _lay_themes(work, dialogue, programme)
    questions = await _lay_questions(work, dialogue, programme, themes)
    sessions = await _lay_sessions(work, dialogue, programme)
    for spec in programme.sessions:
        await ask(work, sessions[spec.key], questions, asked(programme, spec))
    return dialogue


async def _dialogue(work: Work, spec: DialogueSpec, slug: str) -> Dialogue:
    dialogue = await queries.if_any(work.db, slug)
    if dialogue is None:
        return await create(work, replace(spec, key=slug))
    await change_basics(work, dialogue, spec)
    return dialogue


def appointments(programme: Programme) -> dict[str, str]:
    """{roster id: role} for all whom a programme names, with the table in its first café."""
    cafes = [each for each in programme.sessions if each.kind is Kind.WORLD_CAFE]
    named: dict[str, str] = {}
    for cafe in reversed(cafes):
        for table in cafe.tables:
            where = f":{table.number}" if cafe is cafes[0] else ""
            named |= {table.rapporteur: f"table_rapporteur{where}"} if table.rapporteur else {}
            named |= {table.host: f"table_host{where}"} if table.host else {}
    named |= dict.fromkeys(programme.dialogue.rapporteurs, "rapporteur")
    return named | dict.fromkeys(programme.dialogue.co_facilitators, "co_facilitator")


def _at_tables(appointed: Mapping[str, str]) -> dict[str, str]:
    """Hosts and table rapporteurs stay: the roster may have named them."""
    return {key: role for key, role in appointed.items() if ":" in role}


async def _lay_themes(work: Work, dialogue: Dialogue, programme: Programme) -> Ids:
    there = {each.key: each for each in await queries.themes(work.db, dialogue.id)}
    for position, spec in enumerate(programme.themes):
        theme = there.get(spec.key)
        if theme is None:
            theme = there[spec.key] = Theme(dialogue_id=dialogue.id, key=spec.key)
            work.db.add(theme)
        theme.title, theme.position = dict(spec.title), position
    await work.db.flush()
    return {key: each.id for key, each in there.items()}


async def _lay_questions(work: Work, dialogue: Dialogue, programme: Programme, themes: Ids) -> Ids:
    there = {each.key: each for each in await queries.questions(work.db, dialogue.id)}
    for position, spec in enumerate(programme.questions):
        question = there.get(spec.key)
        if question is None:
            question = there[spec.key] = Question(dialogue_id=dialogue.id, key=spec.key)
            work.db.add(question)
        question.theme_id, question.text = themes[spec.theme], dict(spec.text)
        question.position = position
    await work.db.flush()
    return {key: each.id for key, each in there.items()}


async def _lay_sessions(
    work: Work, dialogue: Dialogue, programme: Programme
) -> dict[str, DialogueSession]:
    there = {each.key: each for each in await queries.programme(work.db, dialogue.id)}
    for position, spec in enumerate(programme.sessions):
        session = there.get(spec.key)
        if session is None:
            session = there[spec.key] = DialogueSession(dialogue_id=dialogue.id, key=spec.key)
            work.db.add(session)
        fill_session(session, spec)
        session.position = position
    await work.db.flush()
    if dialogue.live_session_id is None and programme.sessions:
        dialogue.live_session_id = there[programme.sessions[0].key].id
    return there


async def drop_unlisted(work: Work, dialogue: Dialogue, programme: Programme) -> None:
    """Lets go of questions and themes that the file no longer names. Refuses those in use."""
    questions = {each.key for each in programme.questions}
    themes = {each.key for each in programme.themes}
    for question in await queries.questions(work.db, dialogue.id):
        if question.key not in questions:
            await remove_question(work, question)
    for theme in await queries.themes(work.db, dialogue.id):
        if theme.key not in themes:
            await remove_theme(work, theme)
