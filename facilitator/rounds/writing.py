"""A dialogue written down as a programme: what `layout` lays out, read back."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues import queries
from facilitator.dialogues.asking import usually_asked, written
from facilitator.dialogues.model import Dialogue, DialogueSession, Question
from facilitator.dialogues.programme import (
    DialogueSpec,
    Programme,
    QuestionSpec,
    RoundsSpec,
    SessionSpec,
    TableSpec,
    ThemeSpec,
)
from facilitator.dialogues.rules import FLOORED, Attribution, Denominator, Kind, Variant
from facilitator.people.queries import roster
from facilitator.people.rules import Role
from facilitator.rounds.model import Round
from facilitator.rounds.queries import rounds_of
from facilitator.tables.model import Table
from facilitator.tables.queries import tables_of

Keys = dict[UUID | None, str]


async def written_down(db: AsyncSession, dialogue: Dialogue) -> Programme:
    """The whole programme of a dialogue. People appear by their roster ids only."""
    themes = await queries.themes(db, dialogue.id)
    questions = await queries.questions(db, dialogue.id)
    people = await roster(db, dialogue.id)
    keys: Keys = {each.id: each.key for each in themes}
    keys |= {each.id: each.key for each in questions}
    keys |= {each.id: each.key for each in people}
    programme = Programme(
        dialogue=_dialogue(dialogue, {each.key: each.role for each in people}),
        themes=tuple(ThemeSpec(each.key, each.title) for each in themes),
        questions=tuple(_question(each, keys) for each in questions),
    )
    sessions = await queries.programme(db, dialogue.id)
    specs = [await _session(db, programme, each, keys) for each in sessions]
    return replace(programme, sessions=tuple(specs))


def _dialogue(dialogue: Dialogue, roles: dict[str, str]) -> DialogueSpec:
    """Roles of people who are not on the roster yet are as the programme gave them."""
    roles = dialogue.appointed | roles

    def all_of(role: Role) -> tuple[str, ...]:
        return tuple(key for key, theirs in roles.items() if theirs == role)

    return DialogueSpec(
        key=dialogue.slug,
        title=dialogue.title,
        timezone=dialogue.timezone,
        languages=tuple(dialogue.languages),
        attribution=Attribution(dialogue.attribution),
        denominator=Denominator(dialogue.denominator),
        expected_output=dialogue.expected_output,
        scope=dialogue.scope,
        ground_rules=dialogue.ground_rules,
        criteria=dialogue.criteria,
        walk_ins=dialogue.walk_ins,
        question_floor_minutes=dialogue.question_floor_minutes,
        co_facilitators=all_of(Role.CO_FACILITATOR),
        rapporteurs=all_of(Role.RAPPORTEUR),
    )


def _question(question: Question, keys: Keys) -> QuestionSpec:
    return QuestionSpec(question.key, keys[question.theme_id], question.text)


async def _session(
    db: AsyncSession, programme: Programme, session: DialogueSession, keys: Keys
) -> SessionSpec:
    kind = Kind(session.kind)
    rounds = await rounds_of(db, session.id)
    spec = SessionSpec(
        key=session.key,
        kind=kind,
        title=session.title,
        variant=Variant(session.variant),
        minutes=session.minutes,
        rounds=rounds_spec(rounds[-1], len(rounds)) if rounds else None,
        tables=tuple(_table(each, keys) for each in await tables_of(db, session.id)),
        themes=tuple(session.theme_keys),
        from_session=session.from_session_key,
        floor=session.floor_spec if kind in FLOORED else None,
    )
    asks = await queries.asking(db, session.id)
    by_key = {keys[each.question_id]: tuple(each.rounds) for each in asks}
    questions, by_round = written(by_key, usually_asked(programme, spec), len(rounds))
    return replace(spec, questions=questions, questions_by_round=by_round)


def rounds_spec(last: Round, count: int) -> RoundsSpec:
    """All rounds are written as the last one, which is the likeliest still to be held."""
    return RoundsSpec(
        count=count,
        minutes=in_minutes(last.seconds),
        warn_minutes=tuple(in_minutes(each) for each in last.warn_seconds),
        grace_minutes=in_minutes(last.grace_seconds),
    )


def in_minutes(seconds: int) -> float:
    """Whole minutes as a whole number, as people write them."""
    return seconds // 60 if seconds % 60 == 0 else round(seconds / 60, 3)


def _table(table: Table, keys: Keys) -> TableSpec:
    return TableSpec(
        number=table.number,
        theme=keys.get(table.theme_id),
        question=keys.get(table.question_id),
        seats=table.seats,
        language=table.language,
        name=table.name,
        place=table.place,
        host=keys.get(table.host_id),
        rapporteur=keys.get(table.rapporteur_id),
    )
