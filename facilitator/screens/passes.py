"""Passes in cookies: one per door and dialogue."""

from typing import Annotated

from fastapi import Form, Response

from facilitator.dialogues.model import Dialogue
from facilitator.kit.words import LOCALES
from facilitator.kit.work import Work
from facilitator.people.actions import revoke_passes
from facilitator.people.rules import Screen
from facilitator.screens.doors import Guest, cookie_name
from facilitator.settings import settings

Everywhere = Annotated[bool, Form()]
Locale = Annotated[str, Form()]


def hand_over(response: Response, token: str, screen: Screen, slug: str) -> None:
    """Puts a pass into the browser, readable by the server only."""
    response.set_cookie(
        cookie_name(screen, slug),
        token,
        max_age=settings().pass_days * 86400,
        path=door_path(screen, slug),
        secure=settings().secure_cookies,
        httponly=True,
        samesite="lax",
    )


def take_back(response: Response, screen: Screen, slug: str) -> None:
    response.delete_cookie(
        cookie_name(screen, slug), path=door_path(screen, slug), secure=settings().secure_cookies
    )


async def sign_out(work: Work, guest: Guest, everywhere: bool) -> Response:
    """Ends the pass that was shown, or all that its person holds: their sockets end with it."""
    await revoke_passes(work, guest.me, only=None if everywhere else guest.held.id)
    answer = Response(status_code=303, headers={"Location": "/"})
    take_back(answer, Screen(guest.held.screen), guest.dialogue.slug)
    return answer


def speak(guest: Guest, locale: str, screen: str) -> Response:
    """All their screens are in this language from now on; back to the one they chose it on."""
    if locale in LOCALES:
        guest.me.locale = locale
    return Response(status_code=303, headers={"Location": f"/{screen}/{guest.dialogue.slug}"})


def door_path(screen: Screen, slug: str) -> str:
    """This door's paths only; a `__Host-` cookie is for all paths or for none."""
    everywhere = screen is Screen.STAFF or settings().secure_cookies
    return "/" if everywhere else f"/{screen}/{slug}"


def remember(response: Response, dialogue: Dialogue, locale: str | None) -> None:
    """Lets the start page offer the way back, and answer in the language chosen here."""
    _note(response, f"been_{dialogue.slug}", dialogue.mark)
    if locale:
        _note(response, "locale", locale)


def _note(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=settings().pass_days * 86400,
        secure=settings().secure_cookies,
        httponly=True,
        samesite="lax",
    )
