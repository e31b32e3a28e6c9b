"""What stands before every door: same-origin commands, bounded bodies, safe headers."""

import asyncio
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from facilitator.screens.gate import ALWAYS
from facilitator.settings import settings

BODY_LIMIT = 6_000_000  # bytes: a roster of 5 MB and its form
JSON_LIMIT = 262_144  # bytes: a note. It is read in one go, before anybody asks who sends it
PATIENCE = 10.0  # seconds for a body, and as many more as it needs at
SLOWEST = 4_000  # bytes a second
STRICT = "max-age=31536000"  # where cookies need TLS, pages do
log = structlog.get_logger()
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
        " form-action 'self'; img-src 'self' data:"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class SameOrigin:
    """Refuses commands and sockets that another site's page makes a browser send.

    `Sec-Fetch-Site` says it where the browser knows it; else `Origin` must be this host.
    A client that is no browser sends neither, and holds no cookie it was not given.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not _own_origin(Headers(scope=scope)):
            await _deny_socket(scope, receive, send)
            return
        if scope["type"] == "http" and scope["method"] not in SAFE and _is_foreign(scope):
            await PlainTextResponse("Cross-site request", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    return "origin" in headers and not _own_origin(headers)


def _own_origin(headers: Headers) -> bool:
    scheme, _, host = headers.get("origin", "").partition("://")
    schemes = ("https",) if settings().secure_cookies else ("http", "https")
    return scheme in schemes and host == headers.get("host")


async def _deny_socket(scope: Scope, receive: Receive, send: Send) -> None:
    socket = WebSocket(scope, receive, send)
    log.warning("cross_site_socket", origin=socket.headers.get("origin"), path=scope["path"])
    await socket.send_denial_response(PlainTextResponse("Cross-site socket", 403))


class OwnName:
    """Over TLS the house has one name, that of `base_url`: what is asked by another is not here
    (421), and no answer or link is ever made from what a request says it is called."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and _misdirected(scope):
            await _answer(PlainTextResponse("Misdirected request", 421), scope, receive, send)
            return
        await self.app(scope, receive, send)


def _misdirected(scope: Scope) -> bool:
    """Whoever looks whether the house is up may ask its machine by address."""
    base = urlsplit(settings().base_url)
    if base.scheme != "https" or scope["path"] in ALWAYS:
        return False
    return Headers(scope=scope).getlist("host") != [base.netloc]


async def _answer(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).send_denial_response(answer)
    else:
        await answer(scope, receive, send)


class LegiblePath:
    """There is nothing at a path with a NUL in it, and PostgreSQL would not even look."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "\0" in scope.get("path", ""):
            await _answer(PlainTextResponse("Not found", 404), scope, receive, send)
            return
        await self.app(scope, receive, send)


class BoundedBody:
    """Refuses bodies over `BODY_LIMIT` (JSON: `JSON_LIMIT`), by their stated length or as they
    arrive (413); and those that do not arrive (408): a trickle would hold its place in the house
    for ever."""

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_json = "json" in headers.get("content-type", "").lower()
        limit = min(self.limit, JSON_LIMIT) if is_json else self.limit
        stated = headers.get("content-length", "0")
        if not stated.isdigit() or int(stated) > limit:
            await PlainTextResponse("Too large", 413)(scope, receive, send)
            return
        body, answered = Body(receive, limit), False

        async def answer(message: Message) -> None:
            nonlocal answered
            if body.broken_off is None:  # else whoever read the body says that it was broken off
                answered = True
                await send(message)

        with suppress(Overflow):
            await self.app(scope, body.receive, answer)
        if body.broken_off and not answered:
            await body.broken_off(scope, receive, send)


class Body:
    """What arrives of a request, until it is too much or too slow."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.next = receive
        self.limit = limit
        self.taken = 0
        self.is_whole = False
        self.began = asyncio.get_running_loop().time()
        self.broken_off: PlainTextResponse | None = None

    async def receive(self) -> Message:
        if self.is_whole:
            return await self.next()
        try:
            async with asyncio.timeout_at(self.began + PATIENCE + self.taken / SLOWEST):
                message = await self.next()
        except TimeoutError:
            self.broken_off = PlainTextResponse("Too slow", 408, {"Connection": "close"})
            raise Overflow from None
        self.is_whole = not message.get("more_body", False)
        self.taken += len(message.get("body", b""))
        if self.taken > self.limit:
            self.broken_off = PlainTextResponse("Too large", 413)
            raise Overflow
        return message


class Overflow(Exception):  # noqa: N818 - a signal inside this file
    """The body went on past its limit, or did not come."""


class SafeHeaders:
    """Headers for every answer; pages are never kept by caches on the way."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if settings().secure_cookies:
                    headers.setdefault("Strict-Transport-Security", STRICT)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
