"""Joining: a code, then language, ground rules and a name. Under a minute, without an account."""

from hmac import compare_digest
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import by_join_code, by_wall_token
from facilitator.kit.errors import Conflict, Gone, Invalid, NotFound
from facilitator.kit.ids import read_code
from facilitator.kit.pages import render
from facilitator.kit.words import LOCALES, N_, say
from facilitator.kit.work import Work
from facilitator.people.actions import Joining, issue_pass, join
from facilitator.people.model import Participant
from facilitator.people.passphrase import is_right
from facilitator.people.queries import by_link
from facilitator.people.rules import (
    Constituency,
    Right,
    Role,
    Screen,
    first_screen,
    may,
    screen_pass,
)
from facilitator.rounds.seating import seat_late
from facilitator.screens.answers import spoken
from facilitator.screens.doors import OneWork, Reading
from facilitator.screens.frame import frame
from facilitator.screens.passes import hand_over, remember
from facilitator.settings import settings

router = APIRouter()
NEEDS = {
    "phone": Right.TAKE_PART,
    "console": Right.RUN,
    "setup": Right.PREPARE,
    "desk": Right.SEE_DESK,
}
OPEN = "no passphrase"
NO_SUCH_CODE = N_("No dialogue has this code. It has eight letters and digits, as on the screen.")


class JoinForm(BaseModel):
    """What is typed at the door, as typed: it is given back when something needs another look."""

    name: str = ""
    locale: str = "en"
    consent: bool = False
    personal_code: str = ""
    shown_as: str = ""
    constituency: Constituency | Literal[""] = ""
    organisation: str = ""

    def joining(self) -> Joining:
        locale = self.locale if self.locale in LOCALES else "en"
        constituency = Constituency(self.constituency) if self.constituency else None
        kept = self.model_dump(exclude={"locale", "constituency"})
        return Joining(locale=locale, constituency=constituency, **kept)


@router.get("/j")
async def typed(code: str = "") -> Response:
    """The code form of the start page."""
    return RedirectResponse(f"/j/{read_code(code)}" if read_code(code) else "/", 303)


@router.get("/j/{code}", response_class=HTMLResponse)
async def door(request: Request, db: Reading, code: str, locale: str = "") -> Response:
    locale = locale if locale in LOCALES else spoken(request)
    dialogue = await _dialogue(request, db, code)
    if dialogue is None:
        page = render(
            "home/page.html",
            locale,
            visited=[],
            wrong=NO_SUCH_CODE,
            code=code,
            **frame("join", locale),
        )
        return HTMLResponse(page, 404)
    return _form(locale, dialogue)


@router.post("/j/{code}")
async def come_in(
    request: Request,
    work: OneWork,
    code: str,
    form: Annotated[JoinForm, Form()],
) -> Response:
    dialogue = await _dialogue(request, work.db, code)
    if dialogue is None:
        raise NotFound(NO_SUCH_CODE)
    if form.personal_code:
        await request.app.state.guesses.check(_address(request))
    try:
        person = await join(work, dialogue, form.joining())
    except (Invalid, Conflict) as refusal:
        if form.personal_code:
            await request.app.state.guesses.was_wrong(_address(request))
        return _form(form.locale, dialogue, form, refusal)
    if dialogue.live_session_id:
        await seat_late(work, dialogue.live_session_id, person)
    return await _let_in(work, person, dialogue, "phone")


@router.get("/link/{token}", response_class=HTMLResponse)
async def personal_link(
    request: Request, work: OneWork, token: str, to: str = "", locale: str = ""
) -> Response:
    """A personal link signs its person in; a chair's may also ask for the passphrase."""
    wall = await by_wall_token(work.db, token)
    if wall:
        return await _hand_over(work, wall, None, Screen.WALL, f"/wall/{wall.slug}")
    person = await by_link(work.db, token)
    if person is None:
        raise Gone
    if person.passphrase_hash:
        return _ask_passphrase(request, person)
    return await _by_link(work, person, to, locale)


async def try_passphrase(
    request: Request, token: str, passphrase: Annotated[str, Form()]
) -> str | None:
    """The hash that was met, or None. Hashing is slow: no work is under way meanwhile.

    One try after the other, so that many at once are not more than the limit allows.
    """
    async with request.app.state.database.reading() as db:
        person = await by_link(db, token)
    if person is None:
        raise Gone
    guesses, address = request.app.state.guesses, _address(request)
    async with guesses.one_at_a_time:
        await guesses.check(address)
        if await is_right(person, passphrase):
            return person.passphrase_hash or OPEN
        await guesses.was_wrong(address)
    return None


Tried = Annotated[str | None, Depends(try_passphrase)]


@router.post("/link/{token}")
async def with_passphrase(request: Request, tried: Tried, work: OneWork, token: str) -> Response:
    person = await by_link(work.db, token)
    if person is None:
        raise Gone
    if not tried or tried != (person.passphrase_hash or OPEN):
        return _ask_passphrase(request, person, N_("This is not the passphrase."))
    return await _by_link(work, person, "", "")


async def _by_link(work: Work, person: Participant, to: str, locale: str) -> Response:
    """`locale`: the language chosen on the welcome page; else what the roster says."""
    role = Role(person.role)
    screen = to if to in NEEDS and may(role, NEEDS[to]) else first_screen(role)
    dialogue = await work.db.get_one(Dialogue, person.dialogue_id)
    if screen == "phone" and not person.consented_at:
        wished = (locale, person.locale, person.language)
        return _form(next((w for w in wished if w in LOCALES), "en"), dialogue, person=person)
    return await _let_in(work, person, dialogue, screen)


async def _let_in(work: Work, person: Participant, dialogue: Dialogue, screen: str) -> Response:
    door = screen_pass(screen)
    return await _hand_over(work, dialogue, person, door, f"/{screen}/{dialogue.slug}")


async def _hand_over(
    work: Work, dialogue: Dialogue, person: Participant | None, door: Screen, address: str
) -> Response:
    days = settings().pass_days
    token = await issue_pass(work, dialogue.id, person.id if person else None, door, days)
    answer = RedirectResponse(address, 303)
    hand_over(answer, token, door, dialogue.slug)
    remember(answer, dialogue, person.locale if person else None)
    return answer


async def _dialogue(request: Request, db: Reading, code: str) -> Dialogue | None:
    """The dialogue of a code. A wrong code is a guess, and guesses are counted; whoever scanned
    the code guesses nothing."""
    scanned = await by_join_code(db, read_code(code.partition("-")[0]))
    if scanned and compare_digest(scanned.way_in.encode(), code.encode()):
        return scanned
    address = _address(request)
    await request.app.state.guesses.check(address)
    dialogue = scanned or await by_join_code(db, read_code(code))
    if dialogue is None:
        await request.app.state.guesses.was_wrong(address)
    return dialogue


def _address(request: Request) -> str:
    return request.client.host if request.client else "nowhere"


def _form(
    locale: str,
    dialogue: Dialogue,
    form: JoinForm | None = None,
    refusal: Invalid | Conflict | None = None,
    person: Participant | None = None,
) -> HTMLResponse:
    locale = locale if locale in LOCALES else "en"
    page = render(
        "join/page.html",
        locale,
        form=form or JoinForm(locale=locale, name=person.name if person else ""),
        errors=_errors(refusal, locale),
        asks_code=isinstance(refusal, Conflict) or bool(form and form.personal_code),
        person=None,
        known=person,
        **frame("join", locale, dialogue, live=False),
    )
    return HTMLResponse(page, refusal.status if refusal else 200)


def _errors(refusal: Invalid | Conflict | None, locale: str) -> dict[str, str]:
    if refusal is None:
        return {}
    if isinstance(refusal, Conflict):
        return {"personal_code": say(refusal.sentence, locale, **refusal.values)}
    return {
        field: say(sentence, locale, **values)
        for field, (sentence, values) in refusal.problems.items()
    }


def _ask_passphrase(request: Request, person: Participant, wrong: str = "") -> HTMLResponse:
    locale = spoken(request)
    error = say(wrong, locale) if wrong else ""
    context = frame("join", locale)
    page = render("join/passphrase.html", locale, name=person.name, error=error, **context)
    return HTMLResponse(page, 422 if wrong else 200)
