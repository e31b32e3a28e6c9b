"""The people of a rehearsal."""

import asyncio
import time
from collections.abc import Mapping
from uuid import uuid4

import httpx2

from facilitator.simulate.script import Line
from facilitator.simulate.tally import Tally
from facilitator.simulate.visitor import Visitor, milliseconds_since

JSON = {"Accept": "application/json"}


def place_of(slot: Mapping[str, str]) -> tuple[int, int]:
    """(table, round) that a slot names."""
    return int(slot["table-number"]), int(slot["round"])


class Guest(Visitor):
    """Somebody at a table, with a phone or with the table's laptop."""

    def __init__(
        self, key: str, base: str, transport: httpx2.AsyncBaseTransport, tally: Tally
    ) -> None:
        super().__init__(key, base, transport, tally)
        self.moved = asyncio.Event()
        self.began: dict[str, str] = {}  # the slot they sat down at, in the round that runs
        self.asked: dict[str, str] = {}  # request: the key it was asked with
        self.hears.append(self._note_the_seat)

    async def join_by_code(self, code: str) -> None:
        """As with a phone's camera: the join page, then badge number and consent."""
        started = time.perf_counter()
        page = await self.web.get(f"/j/{code}")
        page.raise_for_status()
        form = {"name": self.name, "locale": "en", "consent": "true"}
        await self.enter(await self.web.post(f"/j/{code}", data=form))
        self.tally.joins.append(milliseconds_since(started))

    async def join_by_link(self, token: str) -> None:
        """As hosts and chairs come: by their personal link."""
        await self.enter(await self.web.get(f"/link/{token}"))

    def _note_the_seat(self, region: str, html: str) -> None:
        if region == "card" and self.slot.get("table"):
            self.moved.set()

    @property
    def place(self) -> tuple[int, int] | None:
        """(table, round) where this person sits now, by their own screen."""
        slot = self.slot
        if not slot.get("table") or slot.get("open") != "yes":
            return None
        return place_of(slot)

    async def arrive(self) -> None:
        await self.post("arrival")

    async def write(self, line: Line, question: str | None) -> None:
        """Types a note and sends it until the server says that it is stored.

        It belongs where it was begun, as on a phone: who is slow writes a late note there.
        """
        slot = self.began
        body = {
            "key": line.key,
            "session": slot["session"],
            "round": int(slot["round"]),
            "table": slot["table"],
            "question": question,
            "kind": line.kind,
            "words": line.words,
            "language": line.language,
        }
        headers = {"Accept": "application/json", "Idempotency-Key": line.key}
        started = time.perf_counter()
        answer = await self.post("notes", json=body, headers=headers)
        if answer.status_code in (200, 201):
            self.tally.acks.append(milliseconds_since(started))
            self.tally.acknowledged.add(line.key)
        else:
            self.tally.refused[line.key] = f"{answer.status_code} {answer.text[:200]}"

    async def ask(self, session: str, kind: str, prepared: bool) -> tuple[str, bool] | None:
        """Asks for the floor, and again without a statement when there are enough of these.

        Gives the request's id and whether it is a prepared statement; None: the list is closed.
        """
        key = str(uuid4())
        body = {"key": key, "session": session, "kind": kind, "prepared": prepared}
        started = time.perf_counter()
        answer = await self.post("floor/requests", json=body, headers=JSON)
        if answer.status_code in (200, 201):
            self.tally.asks.append(milliseconds_since(started))
            asked: str = answer.json()["id"]
            self.asked.setdefault(asked, key)
            return asked, prepared
        if answer.json().get("error") == "prepared_full":
            return await self.ask(session, kind, prepared=False)
        return None

    async def withdraw(self, session: str, request: str) -> None:
        body = {"key": str(uuid4()), "session": session, "asked": self.asked[request]}
        (await self.post("floor/withdrawals", json=body, headers=JSON)).raise_for_status()
