"""A page of the set-up, and the same page again when what was typed needs another look."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.kit.errors import Conflict, Invalid, NotFound, NotNow, Refusal
from facilitator.kit.pages import render
from facilitator.kit.words import say
from facilitator.people.rules import Right, Screen
from facilitator.rounds.readiness import Area, Weight, findings, prepared
from facilitator.screens.doors import Guest, Reading, SetupReader, admitted
from facilitator.screens.frame import frame
from facilitator.screens.setup.kept import DONE, Kept
from facilitator.screens.setup.seen import mark
from facilitator.screens.setup.typed import Typed, typed

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Sheet:
    """A page on its way: who looks at it, and after a refusal what they had typed."""

    request: Request
    db: AsyncSession
    guest: Guest
    form: Kept

    @property
    def dialogue(self) -> Dialogue:
        return self.guest.dialogue

    @property
    def locale(self) -> str:
        return self.guest.viewer.locale

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def id_part(self, name: str) -> UUID:
        try:
            return UUID(self.part(name))
        except ValueError:
            raise NotFound from None

    async def page(self, template: str, area: str, **context: Any) -> HTMLResponse:
        """The page with its way through the set-up; `area` is where on that way it stands.

        Drawn beside everything else: a thousand people's cards take seconds.
        """
        found = await prepared(self.db, self.dialogue)
        open_ = findings(found)
        html = await asyncio.to_thread(
            render,
            f"setup/{template}.html",
            self.locale,
            base=address(self.dialogue),
            area=area,
            found=found,
            findings=open_,
            missing={each.area for each in open_ if each.weight is Weight.MISSING},
            areas=Area,
            tongues=tongues(self.dialogue.languages, self.locale),
            zone=ZoneInfo(self.dialogue.timezone),
            form=self.form,
            done=DONE.get(self.request.query_params.get("done", "")),
            me=self.guest.me,
            mark=mark,
            **frame("setup", self.locale, self.dialogue, live=False),
            **context,
        )
        return HTMLResponse(html, self.form.status)


async def opened(request: Request, db: Reading, guest: SetupReader) -> Sheet:
    return Sheet(request, db, guest, Kept())


Opened = Annotated[Sheet, Depends(opened, scope="function")]
Draw = Callable[[Sheet], Awaitable[Response]]
Again = Callable[[Request, Typed, Refusal], Awaitable[Response]]


def again(draw: Draw) -> Callable[[F], F]:
    """Marks an action of a form: when it refuses, this page is drawn with what was typed."""

    async def with_typed(request: Request, was: Typed, refusal: Refusal) -> Response:
        async with request.app.state.database.reading() as db:
            slug = str(request.path_params["slug"])
            guest = await admitted(db, request, slug, Screen.STAFF, Right.PREPARE)
            kept = Kept(was, refusal, guest.viewer.locale)
            return await draw(Sheet(request, db, guest, kept))

    return drawn_again(with_typed)


def drawn_again(way: Again) -> Callable[[F], F]:
    def mark(action: F) -> F:
        action.__dict__["again"] = way
        return action

    return mark


class TryAgain(Exception):  # noqa: N818 - a way back, not an error
    """A refused form on its way to be drawn again, after its work is undone."""

    def __init__(self, way: Again, was: Typed, refusal: Refusal) -> None:
        self.way, self.was, self.refusal = way, was, refusal
        super().__init__(refusal.sentence)


async def draw_again(request: Request, error: Exception) -> Response:
    """The house's answer to `TryAgain`."""
    assert isinstance(error, TryAgain)  # noqa: S101
    return await error.way(request, error.was, error.refusal)


class FormRoute(APIRoute):
    """A route whose action may have a page to be drawn again.

    The refusal leaves the route as an exception: only then is the work undone that was begun.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        way: Again | None = getattr(self.endpoint, "again", None)

        async def patient(request: Request) -> Response:
            try:
                return await handle(request)
            except (Invalid, Conflict, NotNow) as refusal:
                if way is None:
                    raise
                raise TryAgain(way, await typed(request), refusal) from refusal

        return patient


def address(dialogue: Dialogue) -> str:
    return f"/setup/{dialogue.slug}"


def back(dialogue: Dialogue, path: str = "", done: str = "saved") -> Response:
    """To a page of the set-up, which says what was done."""
    where = f"{address(dialogue)}/{path}".rstrip("/")
    return RedirectResponse(f"{where}?done={done}", 303)


def tongues(codes: list[str], locale: str) -> list[tuple[str, str]]:
    """(code, name) of languages, named in the reader's own."""
    return [(code, name_of(code, locale)) for code in codes]


@lru_cache(maxsize=8192)
def name_of(code: str, locale: str) -> str:
    try:
        return Locale.parse(code).get_display_name(locale) or code
    except (UnknownLocaleError, ValueError):
        return code


def told(refusal: Refusal, locale: str) -> str:
    return say(refusal.sentence, locale, **refusal.values)
