"""Laying a programme out in rows. Done again, it changes what the file changed, by keys."""

from collections.abc import Mapping
from uuid import UUID

from facilitator.dialogues import queries
from facilitator.dialogues.asking import asked
from facilitator.dialogues.events import DialogueCreated, ProgrammeChanged
from facilitator.dialogues.model import (
    Dialogue,
    DialogueSession,
    Question,
    SessionQuestion,
    Theme,
)
from facilitator.dialogues.programme import DialogueSpec, FloorSpec, Programme, SessionSpec
from facilitator.dialogues.rules import Kind
from facilitator.kit.ids import new_token
from facilitator.kit.references import let_go
from facilitator.kit.words import N_
from facilitator.kit.work import Work

Ids = Mapping[str, UUID]


async def lay_out(work: Work, programme: Programme, slug: str | None = None) -> Dialogue:
    """Writes dialogue, themes, questions and sessions, and what each session asks.

    The dialogue is found by `slug` (else by the file's id), or made. What the file no longer
    names is left for `drop_unlisted`, which comes after tables have let go of it.
    """
    dialogue = await _dialogue(work, programme.dialogue, slug or programme.dialogue.key)
    dialogue.appointed = _at_tables(dialogue.appointed) | appointments(programme)
    themes = await _lay_themes(work, dialogue, programme)
    questions = await _lay_questions(work, dialogue, programme, themes)
    sessions = await _lay_sessions(work, dialogue, programme)
    for spec in programme.sessions:
        await ask(work, sessions[spec.key], questions, asked(programme, spec))
    work.record(ProgrammeChanged(dialogue.id))
    return dialogue


async def _dialogue(work: Work, spec: DialogueSpec, slug: str) -> Dialogue:
    dialogue = await queries.if_any(work.db, slug)
    if dialogue is None:
        dialogue = Dialogue(slug=slug, title={}, wall_token=new_token(), created_at=work.now)
        dialogue.appointed = {}
        work.db.add(dialogue)
    dialogue.title = dict(spec.title)
    dialogue.timezone = spec.timezone
    dialogue.languages = list(spec.languages)
    dialogue.attribution = spec.attribution
    dialogue.denominator = spec.denominator
    dialogue.expected_output = dict(spec.expected_output)
    dialogue.scope = dict(spec.scope)
    dialogue.ground_rules = dict(spec.ground_rules)
    dialogue.walk_ins = spec.walk_ins
    dialogue.question_floor_minutes = spec.question_floor_minutes
    is_new = dialogue.id is None
    await work.db.flush()
    if is_new:
        work.record(DialogueCreated(dialogue.id))
    return dialogue


def appointments(programme: Programme) -> dict[str, str]:
    """{roster id: role} for all whom a programme names, tables as those of its first café."""
    cafes = (each for each in programme.sessions if each.kind is Kind.WORLD_CAFE)
    cafe = next(cafes, None)
    named: dict[str, str] = {}
    for table in cafe.tables if cafe else ():
        named |= {table.rapporteur: f"table_rapporteur:{table.number}"} if table.rapporteur else {}
        named |= {table.host: f"table_host:{table.number}"} if table.host else {}
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
        _fill(session, spec, position)
    await work.db.flush()
    if dialogue.live_session_id is None and programme.sessions:
        dialogue.live_session_id = there[programme.sessions[0].key].id
    return there


def _fill(session: DialogueSession, spec: SessionSpec, position: int) -> None:
    session.kind, session.variant = spec.kind, spec.variant
    session.title, session.minutes = dict(spec.title), spec.minutes
    session.theme_keys, session.from_session_key = list(spec.themes), spec.from_session
    session.floor = floor(spec.floor) if spec.floor else {}
    session.position = position


def floor(spec: FloorSpec) -> dict[str, int | list[str] | None]:
    """The rules of a roundtable's floor, by the names of the file; times in seconds."""
    return {
        "limit_seconds": spec.limit_seconds,
        "prepared_limit_seconds": spec.prepared_limit_seconds,
        "prepared_cap": spec.prepared_cap,
        "rules": list(spec.rules),
    }


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


async def drop_unlisted(work: Work, dialogue: Dialogue, programme: Programme) -> None:
    """Lets go of questions and themes that the file no longer names. Refuses those in use."""
    questions, themes = (
        {each.key for each in programme.questions},
        {each.key for each in programme.themes},
    )
    for question in await queries.questions(work.db, dialogue.id):
        if question.key not in questions:
            await remove_question(work, question)
    for theme in await queries.themes(work.db, dialogue.id):
        if theme.key not in themes:
            await remove_theme(work, theme)


async def remove_question(work: Work, question: Question) -> None:
    """Raises Conflict while a session asks it, a table is about it or notes answer it."""
    await let_go(
        work.db,
        question,
        N_("The question “%(key)s” is asked at a session or table, or has notes. It stays."),
        key=question.key,
    )
    work.record(ProgrammeChanged(question.dialogue_id))


async def remove_theme(work: Work, theme: Theme) -> None:
    """Raises Conflict while questions or tables belong to it."""
    await let_go(
        work.db,
        theme,
        N_("The theme “%(key)s” still has questions or tables. It stays."),
        key=theme.key,
    )
    work.record(ProgrammeChanged(theme.dialogue_id))
