"""The points that open a roundtable: what the café before it said on its themes (R27).

As people arranged them on the desk; until somebody has, notes of a question and kind are one point.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession, Question
from facilitator.dialogues.queries import dialogue, programme, questions, themes
from facilitator.dialogues.rules import Kind
from facilitator.harvest.arranged import arranged
from facilitator.harvest.points import Point as Arranged
from facilitator.kit.words import in_words
from facilitator.notes.queries import Shown, of_session, reports_of


@dataclass(frozen=True)
class Point:
    """A point of the café. `words`: its statement, or the note most people share; `others`: what
    is said against it.

    `key` is what it goes by until notes are gathered anew; `note` spoke for it, and stays a note.
    `group`: the number of a group of this very session, whose card this is.
    """

    key: str
    note: str
    words: str
    language: str | None
    question: str
    kind: str
    notes: int
    group: int | None = None
    others: tuple[str, ...] = ()


async def points(db: AsyncSession, session: DialogueSession, locale: str) -> list[Point]:
    """The points of a session's themes; none where it follows on no other session."""
    before = await opens_with(db, session)
    if before is None:
        return []
    asked = await _asked(db, session)
    harvest = await arranged(db, await dialogue(db, session.dialogue_id), before.id)
    if harvest.points:
        return [
            _arranged(each, question, locale)
            for question in asked
            for each in harvest.of_question(question.key)
        ]
    return _grouped(await of_session(db, before.id), asked, locale)


async def reports(db: AsyncSession, session: DialogueSession) -> list[Point]:
    """What groups of the session report back, to be discussed like points."""
    return [
        Point(f"group:{card.id}", str(card.id), card.words, None, "", "", 0, table.number)
        for table, card in await reports_of(db, session.id)
    ]


async def opens_with(db: AsyncSession, session: DialogueSession) -> DialogueSession | None:
    """The session whose points open this one: the one it names; a plenary that names none reads
    back the last café before it."""
    sessions = await programme(db, session.dialogue_id)
    if session.from_session_key or session.kind != Kind.PLENARY:
        return next((each for each in sessions if each.key == session.from_session_key), None)
    before = [each for each in sessions if each.position < session.position]
    return next((each for each in reversed(before) if each.kind == Kind.WORLD_CAFE), None)


async def _asked(db: AsyncSession, session: DialogueSession) -> list[Question]:
    """The questions of the session's themes; all where it names none."""
    keys = {each.id: each.key for each in await themes(db, session.dialogue_id)}
    wanted = set(session.theme_keys) or set(keys.values())
    return [q for q in await questions(db, session.dialogue_id) if keys[q.theme_id] in wanted]


def _arranged(point: Arranged, question: Question, locale: str) -> Point:
    asks = in_words(question.text, locale)
    spoken_by = point.positions[0].spoken_by
    return Point(
        key=f"point:{point.id}",
        note=spoken_by,
        words=point.statement,
        language=None,
        question=asks,
        kind="",
        notes=len(point.notes),
        others=tuple(each.statement for each in point.positions[1:]),
    )


def _grouped(notes: Iterable[Shown], asked: Iterable[Question], locale: str) -> list[Point]:
    groups: dict[tuple[UUID, str], list[Shown]] = {}
    for each in notes:
        if each.note.question_id and each.note.kind:
            groups.setdefault((each.note.question_id, each.note.kind), []).append(each)
    return [
        _point(question, kind, found, locale)
        for question in asked
        for (about, kind), found in groups.items()
        if about == question.id
    ]


def _point(question: Question, kind: str, found: list[Shown], locale: str) -> Point:
    most = max(found, key=lambda each: each.shares).note
    key, asks = f"{question.key}:{kind}", in_words(question.text, locale)
    return Point(key, str(most.id), most.words, most.language, asks, kind, len(found))
