"""A hall full of people for a benchmark: written straight into an empty database."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert

from facilitator.dialogues.model import (
    Dialogue,
    DialogueSession,
    Question,
    SessionQuestion,
    Theme,
)
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.ids import digest, new_id
from facilitator.kit.ledger import DialogueHead
from facilitator.kit.migrate import to_newest
from facilitator.people.model import Participant, Pass
from facilitator.people.rules import Role, Screen
from facilitator.rounds.model import Round
from facilitator.tables.model import Seat, Table

THEMES = 7


@dataclass
class Hall:
    """Who may look, and at which table they sit in each round (people and tables by place)."""

    session: str
    question: str
    tables: list[str]
    phones: list[str]  # the token of each person's pass
    chair: str
    seats: list[list[int]]  # for each round (from the first), the table of each person

    slug = "hall"


async def fill(url: str, people: int, per_table: int, rounds: int) -> Hall:
    """Migrates the database and seats `people` at tables of `per_table`, rotated every round."""
    to_newest(url)
    database = Database(url)
    tables = [new_id() for _ in range(max(2, people // per_table))]
    crowd = [new_id() for _ in range(people)]
    chair, session, dialogue = new_id(), new_id(), new_id()
    themes = [new_id() for _ in range(THEMES)]
    questions = [new_id() for _ in themes]
    tokens = [secrets.token_urlsafe(24) for _ in range(people + 1)]
    seats = [
        [(i + (i // len(tables)) * r) % len(tables) for i in range(people)] for r in range(rounds)
    ]
    at = now()

    def rows(count, **columns):
        return [{k: v(i) if callable(v) else v for k, v in columns.items()} for i in range(count)]

    async with database.writing() as db:
        for model, values in [
            (Dialogue, [{
                "id": dialogue, "slug": Hall.slug, "title": {"en": "A full hall"},
                "wall_token": secrets.token_urlsafe(8), "created_at": at,
            }]),
            (DialogueHead, [{"dialogue_id": dialogue, "revision": 1}]),
            (Theme, rows(
                THEMES, id=lambda i: themes[i], dialogue_id=dialogue, key=lambda i: f"t{i}",
                title=lambda i: {"en": f"Theme {i}"}, position=lambda i: i,
            )),
            (Question, rows(
                THEMES, id=lambda i: questions[i], dialogue_id=dialogue, key=lambda i: f"Q-{i}",
                theme_id=lambda i: themes[i], position=lambda i: i,
                text=lambda i: {"en": f"What should change first about theme {i}, and for whom?"},
            )),
            (DialogueSession, [{
                "id": session, "dialogue_id": dialogue, "key": "cafe",
                "title": {"en": "World Café"}, "position": 0,
            }]),
            (SessionQuestion, rows(
                THEMES, session_id=session, question_id=lambda i: questions[i],
                position=lambda i: i,
            )),
            (Participant, rows(
                people, id=lambda i: crowd[i], dialogue_id=dialogue, key=lambda i: f"P{i:05}",
                name=lambda i: f"Guest {i}", constituency="party", language="en", consented_at=at,
            )),
            (Participant, [{
                "id": chair, "dialogue_id": dialogue, "key": "CHAIR", "name": "Dora",
                "role": Role.CO_FACILITATOR,
            }]),
            (Table, rows(
                len(tables), id=lambda i: tables[i], dialogue_id=dialogue, session_id=session,
                number=lambda i: i + 1, theme_id=lambda i: themes[i % THEMES], seats=per_table + 2,
            )),
            (Round, rows(
                rounds, dialogue_id=dialogue, session_id=session, number=lambda i: i + 1,
                seconds=1800, warn_seconds=[300, 60], grace_seconds=180,
            )),
            *((Seat, rows(
                people, dialogue_id=dialogue, session_id=session, round_number=number + 1,
                table_id=lambda i, now=now_: tables[now[i]], participant_id=lambda i: crowd[i],
            )) for number, now_ in enumerate(seats)),
            (Pass, rows(
                people + 1, token_digest=lambda i: digest(tokens[i]), dialogue_id=dialogue,
                participant_id=lambda i: [*crowd, chair][i], issued_at=at,
                screen=lambda i: Screen.PHONE if i < people else Screen.STAFF,
                expires_at=at + timedelta(days=1),
            )),
        ]:  # fmt: skip
            await db.execute(insert(model), values)
        dialogue_row = await db.get_one(Dialogue, dialogue)
        dialogue_row.live_session_id = session
        await db.commit()
    await database.close()
    return Hall(
        session=str(session),
        question=str(questions[0]),
        tables=[str(each) for each in tables],
        phones=tokens[:-1],
        chair=tokens[-1],
        seats=seats,
    )
