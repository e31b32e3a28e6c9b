"""One café and its cast, told once.

Harbour café: three tables, two rounds, one question a theme. Ada and Ben sit at table 1, Cleo at
table 2; Gita and Hugo keep table 1 as host and rapporteur, Ines keeps table 2. Dora and Emil chair,
Finn is rapporteur of the whole. Zora belongs to another dialogue altogether.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from facilitator.dialogues.model import (
    Dialogue,
    DialogueSession,
    Question,
    SessionQuestion,
    Theme,
)
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.ids import digest, new_id, new_token
from facilitator.people.model import Participant, Pass
from facilitator.people.rules import Role, Screen, first_screen, screen_pass
from facilitator.rounds.model import Round
from facilitator.tables.model import Seat, Table

CAST = {
    "ada": (Role.PARTICIPANT, "Ada"),
    "ben": (Role.PARTICIPANT, "Ben"),
    "cleo": (Role.PARTICIPANT, "Cleo"),
    "dora": (Role.CO_FACILITATOR, "Dora"),
    "emil": (Role.CO_FACILITATOR, "Emil"),
    "finn": (Role.RAPPORTEUR, "Finn"),
    "gita": (Role.TABLE_HOST, "Gita"),
    "hugo": (Role.TABLE_RAPPORTEUR, "Hugo"),
    "ines": (Role.TABLE_HOST, "Ines"),
    "omar": (Role.OBSERVER, "Omar"),
}
SEATED = {
    "ada": (1, 2),
    "ben": (1, 3),
    "cleo": (2, 1),
    "gita": (1, 1),
    "hugo": (1, 1),
    "ines": (2, 2),
}


@dataclass(frozen=True)
class Cafe:
    """Ids and passes of what the tests talk about."""

    slug: str
    dialogue: UUID
    session: UUID
    people: dict[str, UUID]
    passes: dict[tuple[str, Screen], str]
    pass_ids: dict[tuple[str, Screen], UUID]
    tables: dict[int, UUID]
    questions: list[UUID]
    join_code: str
    wall_token: str
    other: "Cafe | None" = None


async def make_cafe(
    database: Database, slug: str = "harbour", other_slug: str = "other-cafe"
) -> Cafe:
    other = await _make(
        database,
        other_slug,
        {"zora": (Role.CO_FACILITATOR, "Zora"), "yann": (Role.PARTICIPANT, "Yann")},
        {"yann": (1, 1)},
        None,
    )
    return await _make(database, slug, CAST, SEATED, other)


async def _make(  # noqa: PLR0915 - one story, told in order
    database: Database,
    slug: str,
    cast: dict[str, tuple[Role, str]],
    seated: dict[str, tuple[int, int]],
    other: Cafe | None,
) -> Cafe:
    async with database.writing() as db:
        dialogue = Dialogue(
            slug=slug,
            title={"en": "Harbour café", "ar": "مقهى الميناء"},
            wall_token=new_token(),
            created_at=now(),
            ground_rules={"en": "Listen, then speak."},
        )
        db.add(dialogue)
        await db.flush()
        themes = [
            Theme(dialogue_id=dialogue.id, key=key, title={"en": title}, position=place)
            for place, (key, title) in enumerate([("water", "Water"), ("energy", "Energy")])
        ]
        db.add_all(themes)
        await db.flush()
        questions = [
            Question(
                dialogue_id=dialogue.id,
                theme_id=theme.id,
                key=f"Q-{theme.key}",
                text={"en": f"What matters for {theme.key}?"},
                position=place,
            )
            for place, theme in enumerate(themes)
        ]
        session = DialogueSession(
            dialogue_id=dialogue.id, key="cafe", title={"en": "World Café"}, position=0
        )
        db.add_all([*questions, session])
        await db.flush()
        db.add_all(
            SessionQuestion(session_id=session.id, question_id=each.id, position=each.position)
            for each in questions
        )
        dialogue.live_session_id = session.id
        people = {
            key: Participant(
                dialogue_id=dialogue.id,
                key=f"P{place:03}",
                name=name,
                role=role,
                constituency="party",
                un_region="African",
                language="en",
            )
            for place, (key, (role, name)) in enumerate(cast.items(), 1)
        }
        db.add_all(people.values())
        await db.flush()
        tables = {
            number: Table(
                dialogue_id=dialogue.id,
                session_id=session.id,
                number=number,
                seats=6,
                theme_id=themes[number % 2].id,
            )
            for number in (1, 2, 3)
        }
        if "gita" in people:
            tables[1].host_id, tables[1].rapporteur_id = people["gita"].id, people["hugo"].id
            tables[2].host_id = people["ines"].id
        db.add_all(tables.values())
        db.add_all(
            Round(
                dialogue_id=dialogue.id,
                session_id=session.id,
                number=number,
                seconds=1800,
                warn_seconds=[300, 60],
                grace_seconds=180,
            )
            for number in (1, 2)
        )
        await db.flush()
        db.add_all(
            Seat(
                dialogue_id=dialogue.id,
                session_id=session.id,
                round_number=number,
                table_id=tables[at].id,
                participant_id=people[who].id,
            )
            for who, places in seated.items()
            for number, at in enumerate(places, 1)
        )
        passes, pass_ids = {}, {}
        for who, person in people.items():
            for screen in {Screen.PHONE, screen_pass(first_screen(Role(person.role)))}:
                token, pass_id = new_token(), new_id()
                passes[who, screen], pass_ids[who, screen] = token, pass_id
                db.add(_pass(pass_id, token, dialogue.id, person.id, screen))
        passes["wall", Screen.WALL] = new_token()
        pass_ids["wall", Screen.WALL] = new_id()
        db.add(
            _pass(
                pass_ids["wall", Screen.WALL],
                passes["wall", Screen.WALL],
                dialogue.id,
                None,
                Screen.WALL,
            )
        )
        await db.commit()
        return Cafe(
            slug=slug,
            dialogue=dialogue.id,
            session=session.id,
            people={who: person.id for who, person in people.items()},
            passes=passes,
            pass_ids=pass_ids,
            tables={number: table.id for number, table in tables.items()},
            questions=[each.id for each in questions],
            join_code=dialogue.join_code,
            wall_token=dialogue.wall_token,
            other=other,
        )


async def invite_rosa(database: Database, cafe: Cafe) -> None:
    """Rosa comes to read the draft, and for nothing else."""
    async with database.writing() as db:
        rosa = Participant(
            dialogue_id=cafe.dialogue, key="R001", name="Rosa", role=Role.REVIEWER, language="en"
        )
        db.add(rosa)
        await db.flush()
        at, token, pass_id = ("rosa", Screen.REVIEW), new_token(), new_id()
        db.add(_pass(pass_id, token, cafe.dialogue, rosa.id, Screen.REVIEW))
        await db.commit()
    cafe.people["rosa"], cafe.passes[at], cafe.pass_ids[at] = rosa.id, token, pass_id


def _pass(pass_id: UUID, token: str, dialogue: UUID, person: UUID | None, screen: Screen) -> Pass:
    return Pass(
        id=pass_id,
        token_digest=digest(token),
        dialogue_id=dialogue,
        participant_id=person,
        screen=screen,
        issued_at=now(),
        expires_at=now() + timedelta(days=1),
    )
