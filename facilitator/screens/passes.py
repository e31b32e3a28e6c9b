"""Passes in cookies: one per door and dialogue."""

from fastapi import Response

from facilitator.people.rules import Screen
from facilitator.screens.doors import cookie_name
from facilitator.settings import settings


def hand_over(response: Response, token: str, screen: Screen, slug: str) -> None:
    """Puts a pass into the browser, readable by the server only, for this door's paths only."""
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
    response.delete_cookie(cookie_name(screen, slug), path=door_path(screen, slug))


def door_path(screen: Screen, slug: str) -> str:
    return "/" if screen is Screen.STAFF else f"/{screen}/{slug}"


def remember(response: Response, slug: str, locale: str | None) -> None:
    """Lets the start page offer the way back, and answer in the language chosen here."""
    _note(response, f"been_{slug}", "1")
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
