"""A phone in somebody's hand: the outbox, the socket and the clock of the browser, no browser.

`pace` shortens the browser's pauses and `patience` what it waits for an answer, so that a fault of
minutes takes seconds; what is done and in which order stays the same.
"""

import asyncio
import json
import re
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from facilitator.simulate.visitor import slot_of
from tests.house_server import regions_of
from tests.resilience.history import History
from tests.resilience.protocol import (
    ANSWER,
    BEAT,
    FINAL,
    FIRST_PONG,
    PATIENCE,
    Item,
    ServerTime,
    delay,
    first_for,
    judge,
    next_to_send,
)

KEY = re.compile(r'<li[^>]* data-key="([^"]+)"')
GONE = (OSError, TimeoutError, InvalidHandshake, InvalidMessage, httpx2.TransportError)


class Phone:
    """Somebody with a phone; `async with` opens their page, leaving closes the browser."""

    def __init__(
        self,
        name: str,
        base: str,
        path: str,
        cookie: str,
        history: History | None = None,
        *,
        pace: float = 1.0,
        patience: float = 1.0,
        skew: float = 0.0,  # seconds by which this device's clock is wrong
    ) -> None:
        self.name, self.base, self.path, self.cookie = name, base, path, cookie
        self.history = history if history is not None else History()
        self.pace, self.patience = pace, patience
        self.time = ServerTime(lambda: (time.time() + skew) * 1000, _steady)
        self.outbox: list[Item] = []
        self.regions: dict[str, str] = {}
        self.link, self.lost = "joining", False
        self.code = 0
        self.opened = 0  # sockets
        self.statuses: list[int] = []
        self.changed = asyncio.Event()
        self.rung = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []
        self.socket: ClientConnection | None = None

    async def __aenter__(self) -> "Phone":
        self.wires = httpx2.AsyncHTTPTransport()
        self.wake()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.sleep()
        await self.wires.aclose()

    async def ask(self, method: str, path: str = "", **more: Any) -> httpx2.Response:
        """One request of this page, with its pass."""
        headers = {"Cookie": self.cookie, **more.pop("headers", {})}
        url = f"{self.path}/{path}".rstrip("/")
        web = httpx2.AsyncClient(
            base_url=self.base, transport=self.wires, timeout=None, trust_env=False
        )
        return await web.request(method, url, headers=headers, **more)

    def wake(self) -> None:
        """The page is seen (again): a new socket, and what waits is sent."""
        for item in self.outbox:
            item.revive()
        self.tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._watch())]

    async def sleep(self) -> None:
        """The screen is dark: nothing runs any more, and nobody is told."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.tasks = []

    # ---- writing ----

    @property
    def slot(self) -> dict[str, str]:
        return slot_of(self.regions.get("card", ""))

    def write(self, words: str, **other: Any) -> Item:
        """Presses Save: the note is on the device."""
        slot = self.slot
        key = str(uuid4())
        note = {
            "key": key,
            "session": slot.get("session"),
            "round": int(slot.get("round") or 1),
            "table": slot.get("table") or None,
            "question": None,
            "kind": "gap",
            "words": words,
            "language": "en",
            "written_at": datetime.fromtimestamp(self.time.now() / 1000, UTC).isoformat(),
        } | other
        place = {"table": str(note["table"] or ""), "round": note["round"]}
        self.history.add("invoke", self.name, key, words=words, **place)
        item = Item(key, note)
        self.outbox.append(item)
        self.rung.set()
        return item

    @property
    def unsaved(self) -> list[Item]:
        return [item for item in self.outbox if item.state != "saved"]

    def shows_saved(self, item: Item) -> bool:
        """Does the person read "Saved" beside this note?"""
        return item.state == "saved"

    async def _send(self) -> None:
        tries = 0
        while True:
            item = next_to_send(self.outbox)
            if item is None:
                await self._rest(None)
                continue
            item.state = "sending"
            self._tell()
            answer = await self.post(item)
            item.settle(answer)
            self._tell()
            if answer["verdict"] in ("again", "early"):
                await self._rest(max(answer.get("after", 0), delay(tries)))
                tries += 1
            else:
                tries = 0

    async def _rest(self, milliseconds: float | None) -> None:
        with suppress(TimeoutError):
            limit = None if milliseconds is None else milliseconds / 1000 * self.pace
            await asyncio.wait_for(self.rung.wait(), limit)
        self.rung.clear()

    async def post(self, item: Item) -> dict[str, Any]:
        """One JSON post and its verdict."""
        headers = {"Accept": "application/json", "Idempotency-Key": item.key}
        try:
            async with asyncio.timeout(ANSWER * self.patience):
                answer = await self.ask("POST", "notes", json=item.note, headers=headers)
        except GONE:
            self.history.add("unknown", self.name, item.key)
            return {"verdict": "again", "after": 0}
        verdict = judge(
            answer.status_code,
            answer.headers.get("content-type", ""),
            answer.text,
            answer.headers.get("retry-after", ""),
        )
        self.statuses.append(answer.status_code)
        what = {"saved": "ok", "again": "unknown"}.get(verdict["verdict"], "fail")
        self.history.add(what, self.name, item.key, status=answer.status_code)
        return verdict

    # ---- watching ----

    async def _watch(self) -> None:
        self.tries = 0
        while True:
            code = await self._connected()
            if code in FINAL:
                self.link, self.code = "over", code
                self._tell()
                return
            self.link, self.lost = "away", True
            self._tell()
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
                self.time.sample(frame["sent"], frame["now"], _steady())
                self.link = "live"
                if time.monotonic() - opened > PATIENCE * self.patience:
                    self.tries = 0
            self._tell()

    async def _ping(self, socket: ClientConnection) -> None:
        await socket.send(json.dumps({"type": "ping", "sent": _steady()}))

    def draw(self, region: str, html: str) -> None:
        self.regions[region] = html
        if region == "card":
            self.rung.set()  # a round may have begun
        if region == "notes" and self.lost:
            self.lost = False
            self._offer_missing()

    def _offer_missing(self) -> None:
        listed = {key for html in self.regions.values() for key in KEY.findall(html)}
        slot = self.slot
        place = slot.get("session"), int(slot.get("round") or 0), slot.get("table")
        for item in self.outbox:
            item.offer_again(listed, place)
        self.rung.set()

    # ---- for tests ----

    def _tell(self) -> None:
        self.changed.set()

    async def until(self, holds: Any, seconds: float = 60) -> None:
        """Waits until `holds(self)`; asked again after every change."""
        async with asyncio.timeout(seconds):
            while not holds(self):
                self.changed.clear()
                await self.changed.wait()

    async def at_table(self) -> None:
        await self.until(lambda phone: phone.slot.get("table") and phone.slot.get("open") == "yes")

    async def all_saved(self, seconds: float = 60) -> None:
        await self.until(lambda phone: not phone.unsaved, seconds)

    async def anew(self) -> dict[str, str]:
        """The regions of the page, loaded anew."""
        answer = await self.ask("GET")
        assert answer.status_code == 200, answer.text
        return regions_of(answer.text)

    async def in_step(self, seconds: float = 60) -> None:
        """Until what was sent is what a page loaded anew shows."""
        end = time.monotonic() + seconds
        while self.regions != (truth := await self.anew()):
            wrong = {name for name in truth if truth[name] != self.regions.get(name)}
            assert time.monotonic() < end, f"{self.name}'s {wrong} stay untrue ({self.link})"
            await asyncio.sleep(0.05)


def _steady() -> float:
    return time.monotonic() * 1000
