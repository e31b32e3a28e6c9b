"""Asking for a draft, and letting later notes into it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import Invalid, NotFound
from facilitator.kit.words import LOCALES, N_
from facilitator.report.actions import Wish, draft_report, take_in
from facilitator.report.contents import LEAST, MOST, Contents
from facilitator.report.model import Report
from facilitator.report.outlines import TARGETS, Outline
from facilitator.report.queries import numbered, own_outline
from facilitator.screens.answers import done
from facilitator.screens.desk.lens import Lens
from facilitator.screens.desk.scene import chosen, on_desk
from facilitator.screens.doors import DeskWriter, Guest, OneWork

router = APIRouter(prefix="/desk/{slug}/reports", tags=["desk"])


class Asked(BaseModel):
    """The form of a draft; `expected` is the number of the newest report that was seen.

    `outline`: the name of a preset, or the id of one of the dialogue's own. Without a target: as
    long as reports of its outline usually are.
    """

    locale: str = ""
    outline: Annotated[str, Field(max_length=80)] = Outline.SESSION
    target: int | None = None
    expected: int | None = None
    session: Annotated[str, Field(max_length=80)] = ""


@router.post("")
async def draft(
    request: Request,
    work: OneWork,
    guest: DeskWriter,
    asked: Annotated[Asked, Form()],
) -> Response:
    """Drafts, and leads to the draft. Without a language: in that of whoever asks."""
    locale = _language(asked.locale or guest.viewer.locale)
    outline, own = await _outline(work.db, guest, asked.outline)
    target = asked.target or (own.target if own else TARGETS[outline])
    wish = Wish(locale, _length(target), asked.expected, outline, own)
    desk = await on_desk(work.db, chosen(guest.viewer, Lens(session=asked.session or None)))
    if desk.session is None:
        raise NotFound
    report = await draft_report(work, desk.session, wish)
    return _led_to(request, guest.dialogue.slug, report)


@router.post("/{number}/notes", status_code=204)
async def take_new_notes_in(work: OneWork, guest: DeskWriter, number: int) -> Response:
    await take_in(work, await numbered(work.db, guest.dialogue.id, number))
    return done()


async def _outline(db: AsyncSession, guest: Guest, asked: str) -> tuple[Outline, Contents | None]:
    """A preset, or what the own outline gathers. Raises Invalid or NotFound."""
    if asked in set(Outline):
        return Outline(asked), None
    try:
        kept = await own_outline(db, guest.dialogue.id, UUID(asked))
    except ValueError:
        raise Invalid(N_("Choose one of the outlines.")) from None
    return Outline.SESSION, Contents.of(kept.contents)


def _language(locale: str) -> str:
    if locale not in LOCALES:
        raise Invalid(N_("Choose one of the six languages."))
    return locale


def _length(target: int) -> int:
    if not LEAST <= target <= MOST:
        raise Invalid(
            N_("A report has between %(least)s and %(most)s words."), least=LEAST, most=MOST
        )
    return target


def _led_to(request: Request, slug: str, report: Report) -> Response:
    place = f"/desk/{slug}{Lens(report=report.number).query}"
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"number": report.number, "version": report.version}, 201)
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": place})
    return Response(status_code=303, headers={"Location": place})
