"""A page that is kept true by its socket, as the browser's `live.js` keeps it; no browser.

`pace` shortens the browser's own pauses and `patience` what it waits for an answer, so that a fault
of minutes takes seconds; what is done and in which order stays the same.
"""

import asyncio
import json
import time
from typing import Any

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from facilitator.simulate.visitor import slot_of
from tests.house_server import regions_of
from tests.resilience.protocol import (
    BEAT,
    FINAL,
    FIRST_PONG,
    PATIENCE,
    ServerTime,
    delay,
    first_for,
)

GONE = (OSError, TimeoutError, InvalidHandshake, InvalidMessage, httpx2.TransportError)
LONG = 600.0  # seconds; how fast a busy machine is says nothing about the house


class Page:
    """Somebody's open page."""

    wires: httpx2.AsyncHTTPTransport
    tries = 0

    def __init__(
        self,
        name: str,
        base: str,
        path: str,
        cookie: str,
        *,
        pace: float = 1.0,
        patience: float = 1.0,
        skew: float = 0.0,  # seconds by which this device's clock is wrong
    ) -> None:
        self.name, self.base, self.path, self.cookie = name, base, path, cookie
        self.pace, self.patience = pace, patience
        self.time = ServerTime(lambda: (time.time() + skew) * 1000, steady)
        self.regions: dict[str, str] = {}
        self.link, self.lost = "joining", False
        self.code = 0
        self.opened = 0  # sockets
        self.changed = asyncio.Event()
        self.socket: ClientConnection | None = None

    async def ask(self, method: str, path: str = "", **more: Any) -> httpx2.Response:
        """One request of this page, with its pass."""
        headers = {"Cookie": self.cookie, **more.pop("headers", {})}
        url = f"{self.path}/{path}".rstrip("/")
        web = httpx2.AsyncClient(
            base_url=self.base, transport=self.wires, timeout=None, trust_env=False
        )
        return await web.request(method, url, headers=headers, **more)

    @property
    def slot(self) -> dict[str, str]:
        return slot_of(self.regions.get("card", ""))

    async def watch(self) -> None:
        self.tries = 0
        while True:
            code = await self._connected()
            if code in FINAL:
                self.link, self.code = "over", code
                self.tell()
                return
            self.link, self.lost = "away", True
            self.tell()
            await asyncio.sleep(delay(self.tries, first=first_for(code)) / 1000 * self.pace)
            self.tries += 1

    async def _connected(self) -> int:
        """One socket, from its opening to its end; gives the close code (1006: nobody said)."""
        address = f"{self.base.replace('http', 'ws', 1)}{self.path}/live"
        try:
            async with asyncio.timeout(FIRST_PONG * self.patience):
                self.socket = await connect(
                    address,
                    additional_headers={"Cookie": self.cookie},
                    origin=self.base,  # type: ignore[arg-type]
                    compression=None,
                    ping_interval=None,
                    proxy=None,
                )
            self.opened += 1
            await self._listen(self.socket)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
        except GONE:
            return 1006
        finally:
            if self.socket:
                self.socket.transport.abort()
                self.socket = None
        return 1006

    async def _listen(self, socket: ClientConnection) -> None:
        """Reads; asks in every silence, and calls the socket dead when nothing is answered."""
        opened = time.monotonic()
        await self._ping(socket)
        asked, patience = True, FIRST_PONG
        while True:
            try:
                async with asyncio.timeout((patience if asked else BEAT) * self.patience):
                    frame = json.loads(await socket.recv())
            except TimeoutError:
                if asked:
                    raise
                await self._ping(socket)
                asked, patience = True, PATIENCE
                continue
            if frame["type"] == "draw":
                self.draw(frame["region"], frame["html"])
            if frame["type"] == "pong":
                asked = False
                self.time.sample(frame["sent"], frame["now"], steady())
                self.link = "live"
                if time.monotonic() - opened > PATIENCE * self.patience:
                    self.tries = 0
            self.tell()

    async def _ping(self, socket: ClientConnection) -> None:
        await socket.send(json.dumps({"type": "ping", "sent": steady()}))

    def draw(self, region: str, html: str) -> None:
        self.regions[region] = html

    def tell(self) -> None:
        self.changed.set()

    async def until(self, holds: Any, seconds: float = LONG) -> None:
        """Waits until `holds(self)`; asked again after every change."""
        async with asyncio.timeout(seconds):
            while not holds(self):
                self.changed.clear()
                await self.changed.wait()

    async def at_table(self) -> None:
        await self.until(lambda phone: phone.slot.get("table") and phone.slot.get("open") == "yes")

    async def anew(self) -> dict[str, str]:
        """The regions of the page, loaded anew."""
        answer = await self.ask("GET")
        assert answer.status_code == 200, answer.text
        return regions_of(answer.text)

    async def in_step(self, seconds: float = LONG) -> None:
        """Until what was sent is what a page loaded anew shows."""
        end = time.monotonic() + seconds
        while self.regions != (truth := await self.anew()):
            wrong = {name for name in truth if truth[name] != self.regions.get(name)}
            assert time.monotonic() < end, f"{self.name}'s {wrong} stay untrue ({self.link})"
            await asyncio.sleep(0.05)


def steady() -> float:
    return time.monotonic() * 1000
