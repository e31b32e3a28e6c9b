"""The reviewers' screen: a draft that was given to them, and what they say about its paragraphs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import APIRouter, Form, Query, Response, WebSocket
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import dialogue, programme
from facilitator.kit.errors import Invalid, NotFound, NotNow, Refusal, TooLarge
from facilitator.kit.ids import new_id
from facilitator.kit.pages import render
from facilitator.kit.words import direction, say
from facilitator.live.screen import Region, Screen
from facilitator.live.socket import shown
from facilitator.notes.events import NoteChanged, NoteWritten
from facilitator.people.events import RosterChanged
from facilitator.report.actions import comment
from facilitator.report.events import (
    CommentMade,
    NotesTakenIn,
    OutlineChanged,
    ParagraphEdited,
    ReportDrafted,
    ReportMoved,
)
from facilitator.report.model import Report
from facilitator.report.queries import opened, remarks_of, reports_of
from facilitator.report.rules import State
from facilitator.screens import passes
from facilitator.screens.desk.laying import in_time, parts_of
from facilitator.screens.doors import (
    Guest,
    OneWork,
    Reading,
    ReviewReader,
    ReviewWatcher,
    ReviewWriter,
)
from facilitator.screens.frame import frame
from facilitator.screens.parts import PROGRAMME
from facilitator.screens.passes import Everywhere
from facilitator.screens.remarks import Talk, talk_of
from facilitator.screens.vantage import Viewer

router = APIRouter(prefix="/review/{slug}", tags=["review"])
screen = Screen("review")
Chosen = Annotated[int | None, Query(alias="report", ge=1, le=10**6)]
CHANGES = [ReportDrafted, ReportMoved, ParagraphEdited, CommentMade, OutlineChanged, NotesTakenIn]
COUNTS = [NoteWritten, NoteChanged, RosterChanged, *PROGRAMME]


@dataclass(frozen=True)
class AtReview:
    """What a reviewer looks at: the report with this number, else the newest they were given."""

    dialogue: UUID
    report: int | None
    locale: str


def given(viewer: Viewer, number: int | None = None) -> AtReview:
    return AtReview(viewer.dialogue, number, viewer.locale)


@screen.region("draft", seen=given, on=[*CHANGES, *COUNTS], rest=1.0)
async def draft(db: AsyncSession, at: AtReview) -> dict[str, Any]:
    of = await dialogue(db, at.dialogue)
    every = await given_out(db, at.dialogue)
    report = next((each for each in every if at.report in (None, each.number)), None)
    open_ = await opened(db, report) if report else None
    return {
        "slug": of.slug,
        "reports": every,
        "report": report,
        "document": open_.document if open_ else None,
        "parts": parts_of(open_) if open_ else [],
        "remarks": await remarks_of(db, report.id) if report else {},
        "runs": direction(report.locale if report else at.locale),
        "when": in_time(of, at.locale),
    }


async def given_out(db: AsyncSession, dialogue_id: UUID) -> list[Report]:
    """The reports of a dialogue that have left the desk, newest first."""
    sessions = await programme(db, dialogue_id)
    every = [report for each in sessions for report in await reports_of(db, each.id)]
    out = (each for each in every if each.state != State.DRAFT)
    return sorted(out, key=lambda each: each.number, reverse=True)


def looking_at(number: int | None) -> Screen:
    return Screen(screen.name, {name: _seen(name, number) for name in screen.regions})


@lru_cache(maxsize=256)
def _seen(name: str, number: int | None) -> Region:
    region = screen.regions[name]
    seen = partial(cast("Callable[..., AtReview]", region.seen), number=number)
    return replace(region, seen=seen)


@router.get("", response_class=HTMLResponse)
async def show(db: Reading, guest: ReviewReader, number: Chosen = None) -> str:
    of, locale = guest.dialogue, guest.viewer.locale
    query = f"?report={number}" if number else ""
    context = frame("review", locale, of, person=guest.me.id) | {
        "live": f"/review/{of.slug}/live{query}",
        "me": guest.me,
    }
    return await looking_at(number).page(db, guest.viewer, **context)


@router.websocket("/live")
async def live(socket: WebSocket, guest: ReviewWatcher, number: Chosen = None) -> None:
    hub, of = socket.app.state.hub, guest.dialogue.id
    await shown(socket, hub, looking_at(number), of, guest.held.id)


@router.get("/paragraphs/{paragraph_id}", response_class=HTMLResponse)
async def read(db: Reading, guest: ReviewReader, paragraph_id: UUID) -> str:
    return _page(guest, await _talk(db, guest, paragraph_id))


@router.post("/paragraphs/{paragraph_id}")
async def say_something(
    work: OneWork,
    guest: ReviewWriter,
    paragraph_id: UUID,
    comment_id: Annotated[UUID, Form()],
    words: Annotated[str, Form(max_length=1_100_000)] = "",
) -> Response:
    talk = await _talk(work.db, guest, paragraph_id)
    try:
        await comment(work, guest.me, talk.paragraph, comment_id, words)
    except (Invalid, NotNow, TooLarge) as refusal:
        return HTMLResponse(_page(guest, talk, refusal, words), refusal.status)
    return Response(status_code=303, headers={"Location": _back(guest, talk)})


@router.post("/departure")
async def sign_out(work: OneWork, guest: ReviewWriter, everywhere: Everywhere = False) -> Response:
    return await passes.sign_out(work, guest, everywhere)


async def _talk(db: AsyncSession, guest: Guest, paragraph_id: UUID) -> Talk:
    """Of a paragraph that stands in a report they were given. Raises NotFound for any other."""
    talk = await talk_of(db, guest.dialogue.id, paragraph_id)
    if talk.report.state == State.DRAFT or talk.number is None:
        raise NotFound
    return talk


def _page(guest: Guest, talk: Talk, refusal: Refusal | None = None, words: str = "") -> str:
    of, locale = guest.dialogue, guest.viewer.locale
    context = frame("review", locale, of, live=False, person=guest.me.id) | {
        "talk": talk,
        "new_id": new_id(),
        "typed": words,
        "error": say(refusal.sentence, locale, **refusal.values) if refusal else "",
        "back": _back(guest, talk),
        "when": talk.when(of, locale),
    }
    return render("review/paragraph.html", locale, **context)


def _back(guest: Guest, talk: Talk) -> str:
    return f"/review/{guest.dialogue.slug}?report={talk.report.number}#paragraph_{talk.number}"
