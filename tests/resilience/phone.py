"""A phone in somebody's hand: the outbox of the browser on a page of the browser, no browser."""

import asyncio
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.resilience.history import History
from tests.resilience.page import GONE, LONG, Page
from tests.resilience.protocol import ANSWER, Item, delay, judge, next_to_send
from tests.running import to_this_machine

KEY = re.compile(r'<li[^>]* data-key="([^"]+)"')


class Phone(Page):
    """Somebody with a phone; `async with` opens their page, leaving closes the browser."""

    def __init__(self, *where: str, history: History | None = None, **nature: float) -> None:
        super().__init__(*where, **nature)
        self.history = history if history is not None else History()
        self.outbox: list[Item] = []
        self.statuses: list[int] = []
        self.rung = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Phone":
        self.wires = to_this_machine()
        self.wake()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.sleep()
        await self.wires.aclose()

    def wake(self) -> None:
        """The page is seen (again): a new socket, and what waits is sent."""
        for item in self.outbox:
            item.revive()
        self.tasks = [asyncio.create_task(self._send()), asyncio.create_task(self.watch())]

    async def sleep(self) -> None:
        """The screen is dark: nothing runs any more, and nobody is told."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.tasks = []

    def look_away(self) -> None:
        """The screen is closed; what was written is still sent."""
        self.tasks[1].cancel()

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
            self.tell()
            answer = await self.post(item)
            item.settle(answer)
            self.tell()
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

    def draw(self, region: str, html: str) -> None:
        super().draw(region, html)
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

    async def all_saved(self, seconds: float = LONG) -> None:
        await self.until(lambda phone: not phone.unsaved, seconds)
