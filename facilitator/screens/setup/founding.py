"""Making a new dialogue: by the operator, by staff of another one, or on this very machine."""

import hmac
import re
import unicodedata
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.actions import create
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.programme import DialogueSpec
from facilitator.dialogues.queries import if_any
from facilitator.kit.clock import now
from facilitator.kit.errors import Forbidden, Refusal
from facilitator.kit.ids import digest, new_code
from facilitator.kit.pages import render
from facilitator.kit.words import LOCALES, N_
from facilitator.people.actions import issue_pass
from facilitator.people.editing import add_person
from facilitator.people.queries import pass_for, person
from facilitator.people.roster import RosterRow
from facilitator.people.rules import Right, Role, Screen, may
from facilitator.screens.answers import spoken
from facilitator.screens.doors import OneWork, Reading
from facilitator.screens.frame import frame
from facilitator.screens.passes import hand_over
from facilitator.screens.setup.kept import Kept
from facilitator.screens.setup.sheet import FormRoute, back, drawn_again, tongues
from facilitator.screens.setup.typed import Typed, TypedForm
from facilitator.settings import settings

router = APIRouter(route_class=FormRoute)
COOKIE = "operator"
NOT_HERE = N_(
    "A new dialogue is made by the operator of this server, or by a co-facilitator of another "
    "dialogue here. Open your personal link first, or the operator’s link."
)


@dataclass(frozen=True)
class Founder:
    """Somebody who may make a dialogue; `own` are those they may prepare already."""

    own: list[Dialogue]


async def may_found(request: Request, db: Reading) -> Founder:
    own = await _own(request, db)
    if not (own or _has_key(request) or _is_at_the_machine(request)):
        raise Forbidden(NOT_HERE)
    return Founder(own)


may_found.__dict__["opens"] = (Screen.STAFF, Right.PREPARE)
Founding = Annotated[Founder, Depends(may_found, scope="function")]


async def _own(request: Request, db: AsyncSession) -> list[Dialogue]:
    """The dialogues for which this browser holds the pass of somebody who may prepare them."""
    found = []
    for name, token in request.cookies.items():
        prefix, _, slug = name.partition("_")
        dialogue = await if_any(db, slug) if prefix == Screen.STAFF else None
        if dialogue and await _may_prepare(db, dialogue, token):
            found.append(dialogue)
    return sorted(found, key=lambda each: each.created_at, reverse=True)


async def _may_prepare(db: AsyncSession, dialogue: Dialogue, token: str) -> bool:
    held = await pass_for(db, token, dialogue.id, Screen.STAFF, now())
    if held is None or held.participant_id is None:
        return False
    who = await person(db, dialogue.id, held.participant_id)
    return may(Role(who.role), Right.PREPARE)


def _has_key(request: Request) -> bool:
    """In the cookie, or in the operator's link that brings it."""
    key = settings().operator_key
    brought = request.query_params.get("key", "")
    given = digest(brought) if brought else request.cookies.get(COOKIE, "")
    return bool(key) and hmac.compare_digest(given.encode(), digest(key).encode())


def _is_at_the_machine(request: Request) -> bool:
    """Where no key is set, the machine itself may; not a proxy that stands on it."""
    if settings().operator_key or "x-forwarded-for" in request.headers:
        return False
    client = request.client.host if request.client else ""
    names = (client, request.url.hostname or "", urlsplit(settings().base_url).hostname or "")
    return all(_is_loopback(name) for name in names[:2]) and _is_no_name(names[2])


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_no_name(host) and ip_address(host).is_loopback)


def _is_no_name(host: str) -> bool:
    """An address in figures: a server with a name of its own is not somebody's laptop."""
    try:
        return host == "localhost" or bool(ip_address(host))
    except ValueError:
        return False


@router.get("/setup", response_class=HTMLResponse)
async def show(request: Request, founder: Founding, key: str = "") -> Response:
    """The form; the key of the operator's link moves into a cookie."""
    return _with_key(key) if key else await _page(request, founder, Kept())


def _with_key(key: str) -> Response:
    answer = RedirectResponse("/setup", 303)
    answer.set_cookie(
        COOKIE,
        digest(key),
        max_age=settings().pass_days * 86400,
        secure=settings().secure_cookies,
        httponly=True,
        samesite="lax",
        path="/setup",
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
