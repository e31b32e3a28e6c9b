"""The rapporteur at a roundtable: what was said by whom, beside the notes taken meanwhile."""

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, WebSocket
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.rules import Attribution
from facilitator.floor.events import SignalGiven, SpeechSummarised
from facilitator.floor.queries import signals, topics_of
from facilitator.floor.sitting import Wish
from facilitator.harvest.discussed import belongings
from facilitator.live.screen import Screen
from facilitator.live.socket import shown
from facilitator.notes.queries import Said
from facilitator.screens import note_book, parts
from facilitator.screens.doors import DeskCaller, DeskReader, DeskWatcher, DeskWriter, Reading
from facilitator.screens.frame import frame
from facilitator.screens.podium import FLOOR, podium
from facilitator.screens.points import POINTS, points
from facilitator.screens.vantage import AtTable, at_table

router = APIRouter(prefix="/desk/{slug}/floor", tags=["desk"])
screen = Screen("desk/floor")
SAID = [SignalGiven, SpeechSummarised]


@dataclass
class Entry:
    """A speech and what was noted while it was held; without a speech, before the first one."""

    wish: Wish | None
    notes: list[Said] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)


@screen.region("card", seen=at_table, on=FLOOR, insets=parts.CLOCKED)
async def card(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """Who has the floor, and the slot for new notes."""
    now = await podium(db, at.session)
    return {**await parts.card(db, at), "now": now, "named": await _named(db, at)}


@screen.region("log", seen=at_table, on=[*FLOOR, *parts.NOTES, *POINTS, *SAID])
async def log(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The speech log, newest first, each speech with the notes taken during it."""
    now = await podium(db, at.session)
    if now is None or at.session is None:
        return {"now": None, "entries": []}
    entries = [Entry(None), *(Entry(each) for each in now.floor.speeches)]
    for shown_note in (await parts.notes(db, at))["notes"]:
        _during(entries, shown_note.note).notes.append(shown_note.note)
    linked = await topics_of(db, at.session)
    opened = await points(db, now.floor.session, at.locale)
    keys = await belongings(db, opened, {t for topics in linked.values() for t in topics})
    for each in entries:
        speech = each.wish.speech if each.wish else None
        taken = {keys.get(topic) for topic in linked.get(speech.id, [])} if speech else set()
        each.topics = [point.words for point in opened if point.key in taken]
    of = (await parts.scene(db, at.session)).dialogue
    return {
        "now": now,
        "entries": [each for each in entries[::-1] if each.wish or each.notes],
        "given": await signals(db, at.session),
        "zone": ZoneInfo(of.timezone),
        "slug": of.slug,
        "named": await _named(db, at),
    }


async def _named(db: AsyncSession, at: AtTable) -> bool:
    return at.session is None or may_name((await parts.scene(db, at.session)).dialogue)


def may_name(of: Dialogue) -> bool:
    """May what is written down say who spoke? Else it says their constituency only."""
    return of.attribution == Attribution.ATTRIBUTED


def _during(entries: list[Entry], note: Said) -> Entry:
    """The speech that was held, or had been held last, when a note was written."""
    begun = [
        each
        for each in entries
        if each.wish and each.wish.speech and each.wish.speech.began_at <= note.written_at
    ]
    return begun[-1] if begun else entries[0]


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: DeskReader) -> str:
    context = frame("desk", guest.viewer.locale, guest.dialogue, person=guest.me.id)
    context["live"] = f"/desk/{guest.dialogue.slug}/floor/live"
    asked = await parts.questions(db, at_table(guest.viewer))
    questions = parts.slot_questions(asked, guest.viewer.locale)
    return await screen.page(db, guest.viewer, questions=questions, **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: DeskWatcher) -> None:
    await shown(socket, socket.app.state.hub, screen, guest.dialogue.id, guest.held.id)


note_book.keep(router, DeskReader, DeskWriter, DeskCaller)
