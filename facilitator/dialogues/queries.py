"""Reading dialogues, programmes and questions."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import (
    Dialogue,
    DialogueSession,
    Question,
    SessionQuestion,
    Theme,
    Upload,
)
from facilitator.dialogues.rules import Asked
from facilitator.kit.database import told_once
from facilitator.kit.errors import NotFound


async def by_slug(db: AsyncSession, slug: str) -> Dialogue:
    found = await if_any(db, slug)
    if found is None:
        raise NotFound
    return found


async def if_any(db: AsyncSession, slug: str) -> Dialogue | None:
    return await db.scalar(select(Dialogue).where(Dialogue.slug == slug))


async def by_join_code(db: AsyncSession, code: str) -> Dialogue | None:
    return await db.scalar(select(Dialogue).where(Dialogue.join_code == code))


async def by_wall_token(db: AsyncSession, token: str) -> Dialogue | None:
    return await db.scalar(select(Dialogue).where(Dialogue.wall_token == token))


async def held(db: AsyncSession, dialogue_id: UUID) -> None:
    """Holds a dialogue until the work is done; what refers to it may still be written."""
    query = select(Dialogue.id).filter_by(id=dialogue_id)
    await db.execute(query.with_for_update(key_share=True))


@told_once
async def dialogue(db: AsyncSession, dialogue_id: UUID) -> Dialogue:
    return await db.get_one(Dialogue, dialogue_id)


@told_once
async def programme(db: AsyncSession, dialogue_id: UUID) -> Sequence[DialogueSession]:
    """The sessions in their order."""
    query = select(DialogueSession).filter_by(dialogue_id=dialogue_id)
    return (await db.scalars(query.order_by(DialogueSession.position))).all()


async def session_of(db: AsyncSession, dialogue_id: UUID, key: str) -> DialogueSession:
    query = select(DialogueSession).filter_by(dialogue_id=dialogue_id, key=key)
    found = await db.scalar(query)
    if found is None:
        raise NotFound
    return found


async def upload(
    db: AsyncSession, dialogue_id: UUID, purpose: str, upload_id: UUID, by: UUID | None
) -> Upload:
    """A file that waits for its import, as the one who sent it may see it."""
    query = select(Upload).filter_by(id=upload_id, dialogue_id=dialogue_id, purpose=purpose, by=by)
    found = await db.scalar(query)
    if found is None:
        raise NotFound
    return found


async def one_at_a_time(db: AsyncSession, session_id: UUID) -> None:
    """Holds a session until the work is done; what refers to it may still be written."""
    query = select(DialogueSession.id).filter_by(id=session_id)
    await db.execute(query.with_for_update(key_share=True))


@told_once
async def session(db: AsyncSession, session_id: UUID) -> DialogueSession:
    return await db.get_one(DialogueSession, session_id)


@told_once
async def themes(db: AsyncSession, dialogue_id: UUID) -> Sequence[Theme]:
    query = select(Theme).filter_by(dialogue_id=dialogue_id).order_by(Theme.position)
    return (await db.scalars(query)).all()


async def theme(db: AsyncSession, dialogue_id: UUID, key: str) -> Theme:
    found = await db.scalar(select(Theme).filter_by(dialogue_id=dialogue_id, key=key))
    if found is None:
        raise NotFound
    return found


async def question(db: AsyncSession, dialogue_id: UUID, key: str) -> Question:
    found = await db.scalar(select(Question).filter_by(dialogue_id=dialogue_id, key=key))
    if found is None:
        raise NotFound
    return found


@told_once
async def questions(db: AsyncSession, dialogue_id: UUID) -> Sequence[Question]:
    query = select(Question).filter_by(dialogue_id=dialogue_id).order_by(Question.position)
    return (await db.scalars(query)).all()


@told_once
async def questions_of(db: AsyncSession, session_id: UUID) -> Sequence[Question]:
    """The questions a session asks, in its order."""
    query = (
        select(Question)
        .join(SessionQuestion, SessionQuestion.question_id == Question.id)
        .where(SessionQuestion.session_id == session_id)
        .order_by(SessionQuestion.position)
    )
    return (await db.scalars(query)).all()


async def asking(db: AsyncSession, session_id: UUID) -> Sequence[SessionQuestion]:
    """What a session asks, in its order, as it stands in the programme."""
    query = select(SessionQuestion).filter_by(session_id=session_id)
    return (await db.scalars(query.order_by(SessionQuestion.position))).all()


@told_once
async def asked_by(db: AsyncSession, session_id: UUID) -> list[Asked]:
    """Which question a session asks when."""
    query = (
        select(Question.id, Question.theme_id, SessionQuestion.rounds)
        .join(SessionQuestion, SessionQuestion.question_id == Question.id)
        .where(SessionQuestion.session_id == session_id)
        .order_by(SessionQuestion.position)
    )
    found = await db.execute(query)
    return [Asked(question, theme, tuple(rounds)) for question, theme, rounds in found]
