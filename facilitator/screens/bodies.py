"""What arrives with a request: not too much of it, and not too slowly."""

import asyncio
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 6_000_000  # bytes: a roster of 5 MB and its form
JSON_LIMIT = 262_144  # bytes: a note. It is read in one go, before anybody asks who sends it
PATIENCE = 10.0  # seconds for a body, and as many more as it needs at
SLOWEST = 4_000  # bytes a second


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
