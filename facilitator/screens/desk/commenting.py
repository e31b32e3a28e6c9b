"""What was said about a paragraph, and how it was handled."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse

from facilitator.kit.errors import Conflict, Invalid, NotNow, Refusal, TooLarge
from facilitator.kit.ids import new_id
from facilitator.kit.pages import render
from facilitator.kit.words import say
from facilitator.report.actions import answer_comment, comment
from facilitator.report.queries import paragraph_of
from facilitator.report.rules import Handled
from facilitator.screens.desk.forms import Words, framed
from facilitator.screens.doors import DeskReader, DeskWriter, Guest, OneWork, Reading
from facilitator.screens.remarks import Talk, talk_of

router = APIRouter(prefix="/desk/{slug}/paragraphs/{paragraph_id}/comments", tags=["desk"])
REFUSED = (Conflict, Invalid, NotNow, TooLarge)
Typed = Annotated[Words, Form()]


@router.get("", response_class=HTMLResponse)
async def comments(db: Reading, guest: DeskReader, paragraph_id: UUID) -> str:
    return _page(guest, await talk_of(db, guest.dialogue.id, paragraph_id))


@router.post("")
async def say_something(
    work: OneWork,
    guest: DeskWriter,
    paragraph_id: UUID,
    comment_id: Annotated[UUID, Form()],
    words: Typed = "",
) -> Response:
    _, paragraph = await paragraph_of(work.db, guest.dialogue.id, paragraph_id)
    try:
        await comment(work, guest.me, paragraph, comment_id, words)
    except REFUSED as refusal:
        talk = await talk_of(work.db, guest.dialogue.id, paragraph_id)
        return HTMLResponse(_page(guest, talk, refusal, words=words), refusal.status)
    return _back(guest, paragraph_id)


@router.post("/{comment_id}/answer")
async def answer(
    work: OneWork,
    guest: DeskWriter,
    paragraph_id: UUID,
    comment_id: UUID,
    handled: Annotated[Handled, Form()] = Handled.OPEN,
    reason: Typed = "",
) -> Response:
    try:
        await answer_comment(work, guest.me, comment_id, handled, reason)
    except REFUSED as refusal:
        talk = await talk_of(work.db, guest.dialogue.id, paragraph_id)
        at = {"at": comment_id, "reason": reason, "handled": handled}
        return HTMLResponse(_page(guest, talk, refusal, **at), refusal.status)
    return _back(guest, paragraph_id)


def _page(guest: Guest, talk: Talk, refusal: Refusal | None = None, **typed: object) -> str:
    locale = guest.viewer.locale
    error = say(refusal.sentence, locale, **refusal.values) if refusal else ""
    context = framed(guest, talk.report, talk.paragraph) | {
        "talk": talk,
        "new_id": new_id(),
        "error": error,
        "typed": {"words": "", "at": None, "reason": "", "handled": ""} | typed,
        "when": talk.when(guest.dialogue, locale),
    }
    return render("desk/comments.html", locale, **context)


def _back(guest: Guest, paragraph_id: UUID) -> Response:
    place = f"/desk/{guest.dialogue.slug}/paragraphs/{paragraph_id}/comments"
    return Response(status_code=303, headers={"Location": place})
