"""What stands before every door: same-origin commands, bounded bodies, safe headers."""

from contextlib import suppress
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from facilitator.settings import settings

BODY_LIMIT = 6_000_000  # bytes: a roster of 5 MB and its form
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


class LegiblePath:
    """There is nothing at a path with a NUL in it, and PostgreSQL would not even look."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "\0" in scope.get("path", ""):
            if scope["type"] == "websocket":
                await _deny_socket(scope, receive, send)
            else:
                await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class BoundedBody:
    """Refuses bodies over `BODY_LIMIT`, by their stated length or as they arrive."""

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "0")
        if not stated.isdigit() or int(stated) > self.limit:
            await PlainTextResponse("Too large", 413)(scope, receive, send)
            return
        taken, answered = 0, False

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.limit:
                raise Overflow
            return message

        async def answer(message: Message) -> None:
            nonlocal answered
            if taken <= self.limit:  # else whoever read the body says that it was broken off
                answered = True
                await send(message)

        with suppress(Overflow):
            await self.app(scope, bounded, answer)
        if taken > self.limit and not answered:
            await PlainTextResponse("Too large", 413)(scope, receive, send)


class Overflow(Exception):  # noqa: N818 - a signal inside this file
    """The body went on past its limit."""


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
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
