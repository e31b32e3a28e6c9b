"""The gate: how many may come in at once, and closing time.

A storm of phones that come back is answered at the pace of the house. Who would have to wait too
long is told so at once, and comes again a little later: each phone in its own moment.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from facilitator.kit import measures
from facilitator.kit.errors import Busy
from facilitator.screens.answers import refuse

MOST_INSIDE = 1000  # requests answered at once
MOST_AT_THE_DOOR = 500  # sockets whose handshake is under way
LATER = {"Retry-After": str(Busy.wait)}
ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})
BEGUN = frozenset({"websocket.accept", "websocket.close", "websocket.http.response.start"})


@dataclass
class Crowd:
    """Who is here now, of one process. `leaving`: nobody new is let in."""

    inside: int = 0
    at_the_door: int = 0
    leaving: bool = False

    def come(self, sockets: int) -> None:
        """To the door, or (below zero) away from it."""
        self.at_the_door += sockets
        measures.AT_THE_DOOR.set(self.at_the_door)

    async def finish(self, seconds: float) -> None:
        """Until no request is under way, for at most so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.inside:  # noqa: ASYNC110 - whoever goes rings no bell
                    await asyncio.sleep(0.01)


class Gate:
    """Answers 503 where too many are here already; to sockets also while the house closes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] not in ALWAYS:
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        crowd = _crowd(scope)
        if crowd.inside >= MOST_INSIDE:
            await (await refuse(Request(scope), Busy()))(scope, receive, send)
            return
        times = measures.ACK if scope["method"] == "POST" else measures.PAGE
        crowd.inside += 1
        try:
            with times.time():
                await self.app(scope, receive, send)
        finally:
            crowd.inside -= 1

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        crowd = _crowd(scope)
        if crowd.leaving or crowd.at_the_door >= MOST_AT_THE_DOOR:
            busy = PlainTextResponse("Busy", 503, LATER)
            await WebSocket(scope, receive, send).send_denial_response(busy)
            return
        waiting = 1
        crowd.come(waiting)

        async def noticed(message: Message) -> None:
            nonlocal waiting
            if message["type"] in BEGUN:
                crowd.come(-waiting)
                waiting = 0
            await send(message)

        try:
            await self.app(scope, receive, noticed)
        finally:
            crowd.come(-waiting)


def _crowd(scope: Scope) -> Crowd:
    """Of the house that is open."""
    crowd: Crowd = scope["app"].state.crowd
    return crowd
