"""Making a new dialogue, with two co-facilitators of equal rights."""

import re
import unicodedata
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from facilitator.dialogues.actions import create
from facilitator.dialogues.programme import DialogueSpec
from facilitator.kit.errors import Refusal
from facilitator.kit.ids import digest, new_code
from facilitator.kit.pages import render
from facilitator.kit.words import LOCALES
from facilitator.people.actions import issue_pass
from facilitator.people.editing import add_person
from facilitator.people.roster import RosterRow
from facilitator.people.rules import Role, Screen
from facilitator.screens.answers import spoken
from facilitator.screens.doors import OneWork, own_name
from facilitator.screens.frame import frame
from facilitator.screens.passes import hand_over
from facilitator.screens.setup.founders import COOKIE, Founder, Founding, may_found
from facilitator.screens.setup.kept import Kept
from facilitator.screens.setup.sheet import FormRoute, back, drawn_again, tongues
from facilitator.screens.setup.typed import Typed, TypedForm
from facilitator.settings import settings

router = APIRouter(route_class=FormRoute)


@router.get("/setup", response_class=HTMLResponse)
async def show(request: Request, founder: Founding, key: str = "") -> Response:
    """The form; the key of the operator's link moves into a cookie."""
    return _with_key(key) if key else await _page(request, founder, Kept())


def _with_key(key: str) -> Response:
    answer = RedirectResponse("/setup", 303)
    answer.set_cookie(
        own_name(COOKIE),
        digest(key),
        max_age=settings().pass_days * 86400,
        secure=settings().secure_cookies,
        httponly=True,
        samesite="lax",
        path="/" if settings().secure_cookies else "/setup",
    )
    return answer


async def _page(request: Request, founder: Founder, form: Kept) -> HTMLResponse:
    locale = spoken(request)
    html = render(
        "setup/new.html",
        locale,
        form=form,
        own=founder.own,
        tongues=tongues(list(LOCALES), locale),
        zones=sorted(available_timezones()),
        **frame("setup", locale),
    )
    return HTMLResponse(html, form.status)


async def _once_more(request: Request, was: Typed, refusal: Refusal) -> Response:
    async with request.app.state.database.reading() as db:
        founder = await may_found(request, db)
    return await _page(request, founder, Kept(was, refusal, spoken(request)))


@router.post("/setup", dependencies=[Depends(may_found, scope="function")])
@drawn_again(_once_more)
async def found(typed: TypedForm, work: OneWork) -> Response:
    """Makes the dialogue with two co-facilitators of equal rights; the first one is signed in."""
    spec = _spec(typed)
    names = [typed.text(name, 120, required=True) for name in ("first_chair", "second_chair")]
    typed.complete()
    dialogue = await create(work, spec)
    chairs = [await add_person(work, dialogue, _chair(name)) for name in names]
    work.actor = chairs[0].id
    days = settings().pass_days
    token = await issue_pass(work, dialogue.id, chairs[0].id, Screen.STAFF, days)
    answer = back(dialogue, done="created")
    hand_over(answer, token, Screen.STAFF, dialogue.slug)
    return answer


def _spec(typed: Typed) -> DialogueSpec:
    tongue = typed.one_of("language", LOCALES) or "en"
    title = typed.text("title", 200, required=True)
    return DialogueSpec(
        key=typed.slug() if typed.raw("key").strip() else slug_of(title),
        title={tongue: title},
        timezone=typed.timezone("timezone"),
        languages=(tongue, *(code for code in LOCALES if code != tongue)),
    )


def slug_of(title: str) -> str:
    """An address from a title, with a tail that nobody else has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return f"{words or 'dialogue'}-{new_code()[:4].lower()}"


def _chair(name: str) -> RosterRow:
    return RosterRow(
        row=0,
        key="",
        name=name,
        constituency=None,
        party=None,
        organisation=None,
        category=None,
        un_region=None,
        groups=(),
        gender=None,
        language=None,
        expertise=None,
        role=Role.CO_FACILITATOR,
        table=None,
    )
