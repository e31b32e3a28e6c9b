"""What the phone and the table's laptop show alike, and the console and the wall in part."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.events import ProgrammeChanged, SessionOpened
from facilitator.dialogues.model import Dialogue, DialogueSession, Question, Theme
from facilitator.dialogues.queries import (
    asked_by,
    dialogue,
    programme,
    questions_of,
    session,
    themes,
)
from facilitator.dialogues.rules import FLOORED, Kind, Variant, at_table
from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_, in_words
from facilitator.live.together import once, together
from facilitator.messages.events import HelpAsked, HelpCame, MessageSent
from facilitator.messages.queries import raised_among, said_to, said_to_each
from facilitator.notes import queries as notes_of
from facilitator.notes.events import HandOnWritten, NoteChanged, NoteWritten, SupportGiven
from facilitator.notes.model import HandOn
from facilitator.rounds.events import RoundMoved
from facilitator.rounds.model import Round
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import LIVE, Phase
from facilitator.screens.vantage import AtTable, OnTheWay, Viewer
from facilitator.tables.events import PersonArrived, SeatsChanged
from facilitator.tables.model import Table
from facilitator.tables.queries import arrivals, tables_of

V = TypeVar("V")
Read = Callable[[set[UUID]], Awaitable[dict[Any, V]]]
PROGRAMME = [ProgrammeChanged, SessionOpened]
MESSAGES = [MessageSent, HelpAsked, HelpCame, *PROGRAMME]
HELP = [HelpAsked, HelpCame, RoundMoved, *PROGRAMME]
NOTES = [NoteWritten, NoteChanged, SupportGiven, RoundMoved, *PROGRAMME]
BEFORE = [*NOTES, HandOnWritten]
SEATS = [SeatsChanged, PersonArrived]


def at_this_table(event: Any, at: AtTable) -> bool:
    """Does an event about one table concern this one? Events about no table concern all."""
    return not hasattr(event, "table") or event.table == at.table


def for_table(event: Any, at: AtTable) -> bool:
    """As `at_this_table`, but what is said to no table in particular is said to all."""
    return getattr(event, "table", None) in (None, at.table)


def destination(viewer: Viewer) -> tuple[UUID | None, int | None]:
    """The session and round for which "I'm here" is meant now."""
    return viewer.session, viewer.next_round or viewer.round


class Scene:
    """A dialogue's live session with its rounds and tables, read once for a drawing."""

    def __init__(
        self,
        of: Dialogue,
        session: DialogueSession,
        rounds: Sequence[Round],
        tables: Sequence[Table],
    ) -> None:
        self.dialogue = of
        self.session = session
        self.rounds = rounds
        self.tables = tables

    def round(self, number: int | None) -> Round | None:
        return next((each for each in self.rounds if each.number == number), None)

    def table(self, table_id: UUID | None) -> Table | None:
        return next((each for each in self.tables if each.id == table_id), None)

    @property
    def has_floor(self) -> bool:
        return self.session.kind in FLOORED

    @property
    def is_free(self) -> bool:
        return self.session.variant == Variant.FREE_CIRCULATION


async def scene(db: AsyncSession, session_id: UUID) -> Scene:
    """The scene of a session; read once for each drawing of a stage or page."""
    return await once(db, ("scene", session_id), lambda: _scene(db, session_id))


async def _scene(db: AsyncSession, session_id: UUID) -> Scene:
    live = await session(db, session_id)
    return Scene(
        await dialogue(db, live.dialogue_id),
        live,
        await rounds_of(db, session_id),
        await tables_of(db, session_id),
    )


async def at_its_table(db: AsyncSession, at: AtTable, what: str, read: Read[V]) -> V | None:
    """What `read({tables})` gives for the table of a vantage; read for all tables that are drawn
    together for the same round."""

    def wanted(other: Any) -> UUID | None:
        alike = isinstance(other, AtTable) and (other.session, other.round) == (
            at.session,
            at.round,
        )
        return other.table if alike else None

    assert at.table is not None  # noqa: S101 - callers have looked
    return await together(db, (what, at.session, at.round), at.table, wanted, read)


async def card(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The card for the present: table, question, time left; and the slot for new notes."""
    if at.session is None:
        return {"scene": None, "table": None, "is_open": False, "slot": []}
    now = await scene(db, at.session)
    round_, table = now.round(at.round), now.table(at.table)
    asked = await questions(db, at)
    return {
        "scene": now,
        "round": round_,
        "table": table,
        "theme": await _theme(db, now, table),
        "questions": asked,
        "slot": slot_questions(asked, at.locale),
        "is_open": now.has_floor or bool(round_ and Phase(round_.phase) in LIVE and table),
        "free": await _free(db, now, at) if now.is_free and table is None else [],
        "agenda": await programme(db, at.dialogue) if now.session.kind == Kind.PLENARY else [],
    }


async def _theme(db: AsyncSession, now: Scene, table: Table | None) -> Theme | None:
    if table is None or table.theme_id is None:
        return None
    known = await once(db, ("themes", now.dialogue.id), lambda: themes(db, now.dialogue.id))
    return next(each for each in known if each.id == table.theme_id)


async def _free(db: AsyncSession, now: Scene, at: AtTable) -> list[tuple[Table, int]]:
    """Free circulation: the tables and how many seats each still has."""
    taken = await arrivals(db, now.session.id, at.round or 0)
    return [(each, each.seats - taken.get(each.id, (0, 0))[0]) for each in now.tables]


async def questions(db: AsyncSession, at: AtTable) -> list[Question]:
    """The guiding questions before this table in this round."""
    if at.session is None:
        return []
    session_id = at.session
    now = await scene(db, session_id)
    table = now.table(at.table)
    asked = await once(db, ("asked", session_id), lambda: asked_by(db, session_id))
    theme, question = (table.theme_id, table.question_id) if table else (None, None)
    ids = [each.id for each in at_table(asked, at.round or 1, theme, question)]
    read = await once(db, ("questions", session_id), lambda: questions_of(db, session_id))
    known = {each.id: each for each in read}
    return [known[each] for each in ids]


def slot_questions(asked: Sequence[Question], locale: str) -> list[dict[str, str]]:
    """For the note form's choice, as the browser keeps it."""
    return [{"id": str(each.id), "text": in_words(each.text, locale)} for each in asked]


async def next_table(db: AsyncSession, at: OnTheWay) -> dict[str, Any]:
    """Where to go now, if this is a time to go."""
    if at.session is None or at.round is None or at.table is None:
        return {"table": None}
    now = await scene(db, at.session)
    table = now.table(at.table)
    return {"table": table, "number": at.round, "theme": await _theme(db, now, table), "scene": now}


async def messages(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    session_id = at.session
    if session_id is None:
        return {"said": []}
    if at.table is None:
        return {"said": await said_to(db, session_id, None)}
    said = await at_its_table(db, at, "said", lambda each: said_to_each(db, session_id, each))
    return {"said": said or []}


async def help_flag(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The button that calls a facilitator to this table, or takes the call back."""
    if at.session is None or at.table is None:
        return {"table": None, "flag": None, "slug": ""}
    now = await scene(db, at.session)
    flag = await at_its_table(db, at, "help", lambda tables: raised_among(db, tables))
    return {"table": now.table(at.table), "flag": flag, "slug": now.dialogue.slug}


async def notes(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The notes of this table in this round; without tables, the room's."""
    shown = await _shown(db, at)
    if at.session is None or shown is None:
        return {"notes": [], "by_question": {}, "questions": {}, "slug": "", "in_room": False}
    asked = {each.id: each for each in await questions(db, at)}
    return {
        "slug": (await scene(db, at.session)).dialogue.slug,
        "notes": shown,
        "in_room": at.table is None,
        "questions": asked,
        "by_question": _by_question(shown, list(asked)),
    }


async def _shown(db: AsyncSession, at: AtTable) -> list[notes_of.Shown] | None:
    """None where there is nothing to write notes at."""
    if at.session and at.table is None and (await scene(db, at.session)).has_floor:
        session_id = at.session
        return await once(db, ("notes", at.session), lambda: notes_of.of_session(db, session_id))
    if at.session is None or at.table is None or at.round is None:
        return None
    number = at.round
    found = await at_its_table(db, at, "notes", lambda each: notes_of.at_tables(db, each, number))
    return found or []


def _by_question(
    shown: Sequence[notes_of.Shown], asked: Sequence[UUID]
) -> dict[UUID | None, list[notes_of.Shown]]:
    """{question: its notes} in the order of the questions; those about none of them last."""
    found: dict[UUID | None, list[notes_of.Shown]] = {each: [] for each in asked}
    for each in shown:
        found.setdefault(each.note.question_id, []).append(each)
    return {question: of_it for question, of_it in found.items() if of_it}


async def before(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """What earlier groups left at this table: the host's card, and their notes."""
    if at.table is None or at.round is None:
        return {"card": None, "earlier": {}}
    number = at.round
    earlier = await at_its_table(db, at, "before", lambda each: notes_of.before(db, each, number))
    return {"card": await handed_on(db, at, number - 1), "earlier": earlier or {}}


async def handed_on(db: AsyncSession, at: AtTable, number: int) -> HandOn | None:
    """The card that this table left in a round."""
    if number < 1:
        return None
    return await at_its_table(
        db, at, f"card {number}", lambda tables: notes_of.hand_ons(db, tables, number)
    )


def zone_of(of: Dialogue) -> ZoneInfo:
    return ZoneInfo(of.timezone)


def live_session(at: Any) -> UUID:
    if at.session is None:
        raise NotNow(N_("No session is open yet."))
    found: UUID = at.session
    return found
