"""Themes and guiding questions. Their keys are stable: reports and other sessions point at them."""

from sqlalchemy import delete

from facilitator.dialogues import queries
from facilitator.dialogues.actions.ordering import next_place
from facilitator.dialogues.events import ProgrammeChanged
from facilitator.dialogues.model import Dialogue, Question, SessionQuestion, Theme
from facilitator.dialogues.programme import QuestionSpec, ThemeSpec
from facilitator.kit.errors import Invalid
from facilitator.kit.references import let_go
from facilitator.kit.words import N_
from facilitator.kit.work import Work

TAKEN = N_("“%(key)s” is already in use here. Choose another id.")


async def add_theme(work: Work, dialogue: Dialogue, spec: ThemeSpec) -> Theme:
    there = await queries.themes(work.db, dialogue.id)
    refuse_taken(spec.key, {each.key for each in there})
    theme = Theme(
        dialogue_id=dialogue.id, key=spec.key, title=dict(spec.title), position=next_place(there)
    )
    work.db.add(theme)
    await work.db.flush()
    work.record(ProgrammeChanged(dialogue.id))
    return theme


async def change_theme(work: Work, theme: Theme, spec: ThemeSpec) -> None:
    theme.title = dict(spec.title)
    work.record(ProgrammeChanged(theme.dialogue_id))


async def remove_theme(work: Work, theme: Theme) -> None:
    """Raises Conflict while questions or tables belong to it."""
    stays = N_("The theme “%(key)s” still has questions or tables. It stays.")
    await let_go(work.db, theme, stays, key=theme.key)
    work.record(ProgrammeChanged(theme.dialogue_id))


async def add_question(work: Work, dialogue: Dialogue, spec: QuestionSpec) -> Question:
    there = await queries.questions(work.db, dialogue.id)
    refuse_taken(spec.key, {each.key for each in there})
    theme = await queries.theme(work.db, dialogue.id, spec.theme)
    question = Question(
        dialogue_id=dialogue.id,
        theme_id=theme.id,
        key=spec.key,
        text=dict(spec.text),
        position=next_place(there),
    )
    work.db.add(question)
    await work.db.flush()
    work.record(ProgrammeChanged(dialogue.id))
    return question


async def change_question(work: Work, question: Question, spec: QuestionSpec) -> None:
    theme = await queries.theme(work.db, question.dialogue_id, spec.theme)
    question.theme_id, question.text = theme.id, dict(spec.text)
    work.record(ProgrammeChanged(question.dialogue_id))


async def remove_question(work: Work, question: Question) -> None:
    """No session asks it any more. Raises Conflict if a table is about it or notes answer it."""
    await work.db.execute(delete(SessionQuestion).where(SessionQuestion.question_id == question.id))
    stays = N_("A table is about the question “%(key)s”, or it has notes. It stays.")
    await let_go(work.db, question, stays, key=question.key)
    work.record(ProgrammeChanged(question.dialogue_id))


def refuse_taken(key: str, taken: set[str]) -> None:
    if key in taken:
        raise Invalid(problems={"key": (TAKEN, {"key": key})})
