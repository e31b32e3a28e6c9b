"""What stands before every door: same-origin commands, our own name, safe headers."""

from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from facilitator.screens.gate import ALWAYS
from facilitator.settings import settings

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
