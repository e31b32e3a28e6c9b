"""A browser without a browser: own cookies, one socket, the outbox's way of sending."""

import asyncio
import json
import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from html import unescape
from typing import Any

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from facilitator.simulate.tally import Tally

SLOT = re.compile(r'<div id="slot"[^>]*>')
ATTRIBUTE = re.compile(r'data-([\w-]+)=(?:"([^"]*)"|\'([^\']*)\')')
TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)
LONGEST_PAUSE = 5.0
GIVING_UP = 120.0  # seconds

Hear = Callable[[str, str], None]


class Visitor:
    """Somebody with a screen open."""

    def __init__(
        self, name: str, base: str, transport: httpx2.AsyncBaseTransport, tally: Tally
    ) -> None:
        self.name = name
        self.base = base
        self.tally = tally
        self.web = httpx2.AsyncClient(
            base_url=base, transport=transport, timeout=30, trust_env=False
        )
        self.path = ""
        self.regions: dict[str, str] = {}
        self.hears: list[Hear] = []
        self.watching: asyncio.Task[None] | None = None

    async def enter(self, answer: httpx2.Response) -> None:
        """Follows a sign-in to its screen, loads it and keeps it live."""
        if answer.status_code != 303:
            raise RuntimeError(
                f"{self.name} was not let in: {answer.status_code} {answer.text[:300]}"
            )
        await self.look_at(answer.headers["location"])

    async def look_at(self, path: str) -> None:
        """Loads a screen and keeps it live."""
        self.path = path
        page = await self.web.get(path)
        page.raise_for_status()
        self.watching = asyncio.create_task(self.watch())

    async def until(self, shows: Callable[[], bool], seconds: float) -> None:
        """Until the screen shows something. Raises TimeoutError."""
        drawn = asyncio.Event()

        def hear(*_: str) -> None:
            drawn.set()

        self.hears.append(hear)
        try:
            async with asyncio.timeout(seconds):
                while not shows():
                    drawn.clear()
                    await drawn.wait()
        finally:
            self.hears.remove(hear)

    async def watch(self) -> None:
        """Keeps the screen; comes back after every loss, with a jittered pause."""
        pause = 0.5
        while True:
            with suppress(OSError, WebSocketException, TimeoutError):
                await self._connected()
                pause = 0.5
            self.tally.reconnects += 1
            await asyncio.sleep(random.uniform(0, pause))  # noqa: S311
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _connected(self) -> None:
        url = f"{self.base.replace('http', 'ws', 1)}{self.path}/live"
        async with connect(
            url,
            additional_headers={"Cookie": self._cookies()},
            origin=self.base,  # type: ignore[arg-type]
            compression=None,
            proxy=None,
        ) as socket:
            async for message in socket:
                self._draw(json.loads(message))

    def _draw(self, message: dict[str, Any]) -> None:
        if message["type"] != "draw":
            return
        self.regions[message["region"]] = message["html"]
        for hear in self.hears:
            hear(message["region"], message["html"])

    def _cookies(self) -> str:
        """What a browser would send to this path."""
        request = self.web.build_request("GET", self.path)
        cookies: str = request.headers.get("cookie", "")
        return cookies

    @property
    def slot(self) -> dict[str, str]:
        """Where notes written now belong: session, round, table, table-number, questions."""
        return slot_of(self.regions.get("card", ""))

    async def post(self, path: str, **body: Any) -> httpx2.Response:
        """A command, sent until the server has an answer of its own. Safe: it carries its key.

        `path` follows that of the screen, unless it begins with a slash.
        """
        pause, said = 0.5, "no answer"
        to = path if path.startswith("/") else f"{self.path}/{path}"
        deadline = time.perf_counter() + GIVING_UP
        while time.perf_counter() < deadline:
            with suppress(httpx2.TransportError):
                answer = await self.web.post(to, **body)
                if answer.status_code not in TRY_AGAIN:
                    return answer
                said = f"{answer.status_code} {answer.text[:300]}"
            await asyncio.sleep(random.uniform(0, pause))  # noqa: S311
            pause = min(pause * 2, LONGEST_PAUSE)
        raise RuntimeError(f"{self.name} could not send {path}: {said}")

    async def leave(self) -> None:
        if self.watching:
            self.watching.cancel()
            with suppress(asyncio.CancelledError):
                await self.watching
        await self.web.aclose()


def slot_of(card: str) -> dict[str, str]:
    """What a card region says of where its reader sits; empty while they have no card."""
    found = SLOT.search(card)
    pairs = ATTRIBUTE.findall(found.group()) if found else ()
    return {name: unescape(double or single) for name, double, single in pairs}


def milliseconds_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
