"""The card for the present and the one for the way: table, theme, questions, time."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Question, Theme
from facilitator.dialogues.queries import asked_by, programme, questions_of, themes
from facilitator.dialogues.rules import Kind, at_table
from facilitator.kit.events import Event
from facilitator.kit.words import in_words, language_of
from facilitator.live.screen import Inset
from facilitator.live.together import kept
from facilitator.rounds.events import BellRung, ClockSet, RoundMoved
from facilitator.rounds.rules import LIVE, Phase
from facilitator.screens.face import face_of
from facilitator.screens.parts.concerns import PROGRAMME
from facilitator.screens.parts.scenes import Scene, lasting, scene
from facilitator.screens.vantage import AtTable, InRound, OnTheWay, in_round
from facilitator.tables.model import Table
from facilitator.tables.queries import arrivals


async def card(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The card for the present: table, question, time left; and the slot for new notes. What the
    clock of the round changes in it stands in insets (`CLOCKED`)."""
    if at.session is None:
        return {"scene": None, "table": None, "slot": ()}
    now = await scene(db, at.session)
    table = now.table(at.table)
    focus = (table.theme_id, table.question_id) if table else None
    key = ("card", at.session, at.round, focus, at.locale)
    alike = await kept(db, key, lambda: _alike(db, at, now, table))
    return {
        **alike,
        "scene": now,
        "table": table,
        "name": alike["name"] or (table and table.name),
        "free": await _free(db, now, at) if now.is_free and table is None else [],
        "agenda": await programme(db, at.dialogue) if now.session.kind == Kind.PLENARY else [],
    }


async def _alike(db: AsyncSession, at: AtTable, now: Scene, table: Table | None) -> dict[str, Any]:
    """What the cards of all tables with the same focus have in common."""
    round_, theme = now.round(at.round), await _theme(db, now, table)
    return {
        "round": round_,
        "name": in_words(theme.title, at.locale) if theme else "",
        "lang": language_of(theme.title, at.locale) if theme else "",
        "slot": slot_questions(await questions(db, at), at.locale),
    }


def card_hears(event: Event, at: AtTable) -> bool:
    """The clock changes no more of a table's card than its insets."""
    return at.table is None or type(event) not in CLOCK


async def _clock(db: AsyncSession, at: InRound) -> dict[str, Any]:
    assert at.session is not None  # noqa: S101 - a table stands in a session
    now = await scene(db, at.session)
    round_ = now.round(at.round)
    return {
        "number": at.round,
        "face": round_ and face_of(round_),
        "is_open": now.has_floor or bool(round_ and Phase(round_.phase) in LIVE),
    }


CLOCK = [RoundMoved, ClockSet, BellRung]
CLOCKED = tuple(
    Inset(name, f"shared/now/{name}.html", in_round, frozenset([*CLOCK, *PROGRAMME]), _clock)
    for name in ("time", "open")
)


async def _theme(db: AsyncSession, now: Scene, table: Table | None) -> Theme | None:
    if table is None or table.theme_id is None:
        return None
    known = await lasting(db, ("themes", now.dialogue.id), lambda: _themes(db, now.dialogue.id))
    return known[table.theme_id]


async def _themes(db: AsyncSession, dialogue_id: UUID) -> dict[UUID, Theme]:
    return {each.id: each for each in await themes(db, dialogue_id)}


async def _free(db: AsyncSession, now: Scene, at: AtTable) -> list[tuple[Table, int]]:
    """Free circulation: the tables and how many seats each still has."""
    taken = await arrivals(db, now.session.id, at.round or 0)
    return [(each, each.seats - taken.get(each.id, (0, 0))[0]) for each in now.tables]


async def questions(db: AsyncSession, at: AtTable) -> list[Question]:
    """The guiding questions before this table in this round."""
    if at.session is None:
        return []
    session_id, number = at.session, at.round or 1
    table = (await scene(db, session_id)).table(at.table)
    theme, question = (table.theme_id, table.question_id) if table else (None, None)
    return await kept(
        db,
        ("questions", session_id, number, theme, question),
        lambda: _questions(db, session_id, number, theme, question),
    )


async def _questions(
    db: AsyncSession, session_id: UUID, number: int, theme: UUID | None, question: UUID | None
) -> list[Question]:
    asked = await lasting(db, ("asked", session_id), lambda: asked_by(db, session_id))
    read = await lasting(db, ("all questions", session_id), lambda: questions_of(db, session_id))
    known = {each.id: each for each in read}
    return [known[each.id] for each in at_table(asked, number, theme, question)]


class Asked(NamedTuple):
    """A guiding question in a language: for the card, and for the note form's choice."""

    id: str
    text: str
    lang: str


def slot_questions(asked: Sequence[Question], locale: str) -> tuple[Asked, ...]:
    return tuple(
        Asked(str(each.id), in_words(each.text, locale), language_of(each.text, locale))
        for each in asked
    )


async def next_table(db: AsyncSession, at: OnTheWay) -> dict[str, Any] | None:
    """Where to go now, if this is a time to go."""
    if at.session is None or at.round is None or at.table is None:
        return None
    now = await scene(db, at.session)
    table = now.table(at.table)
    return {"table": table, "number": at.round, "theme": await _theme(db, now, table), "scene": now}
