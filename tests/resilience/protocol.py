"""The browser's protocol without a browser: what `static/js` decides, said again in Python.

`answers.js`, `backoff.js`, `outbox-rules.js` and `server-time.js`. That both say the same is
tested (test_phone.py), by asking the browser's own modules.
"""

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

FIRST, MOST, SPREAD = 500.0, 30_000.0, 4_000.0  # milliseconds
FINAL = frozenset({4400, 4401, 4403, 4410})
SPREAD_OUT = frozenset({1012, 1013, 4408})
LATER = frozenset({408, 425, 429})
BEAT, PATIENCE, FIRST_PONG = 10.0, 5.0, 10.0  # seconds, of the socket
ANSWER = 15.0  # seconds a post is waited for
SAMPLES = 8


def judge(status: int, type: str = "", body: str = "", retry_after: str = "") -> dict[str, Any]:
    """What an answer to a post means, as a verdict."""
    told = _read(type, body)
    if status == 204:
        return {"verdict": "saved"}
    if status == 413:
        return {"verdict": "refused", "error": "too_long"}
    if status in LATER or status >= 500 or told is None:
        return {"verdict": "again", "after": _milliseconds(retry_after)}
    if 200 <= status < 300:
        return {"verdict": "saved"}
    if told.get("error") == "not_now":
        return {"verdict": "early"}
    if status in (401, 403):
        return {"verdict": "signed_out"}
    if status >= 400:
        return {"verdict": "refused", "error": told.get("error")}
    return {"verdict": "again", "after": 0}


def _read(type: str, body: str) -> dict[str, Any] | None:
    if "json" not in type.lower():
        return None
    try:
        told = json.loads(body)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _milliseconds(text: str) -> float:
    try:
        return min(max(float(text), 0), 120) * 1000
    except ValueError:
        return 0


def delay(attempt: int, chance: Callable[[], float] = random.random, first: float = FIRST) -> float:
    """Milliseconds to wait before try number `attempt`: full jitter."""
    return chance() * min(MOST, first * 2 ** min(attempt, 16))


def first_for(code: int) -> float:
    return SPREAD if code in SPREAD_OUT else FIRST


STATES = {"saved": "saved", "again": "waiting", "early": "waiting"}


@dataclass
class Item:
    """A note on its way. state: waiting, sending, saved, refused or signed_out."""

    key: str
    note: dict[str, Any]
    state: str = "waiting"
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def slot(self) -> tuple[Any, ...]:
        return self.note["session"], self.note["round"], self.note["table"]

    def settle(self, answer: dict[str, Any]) -> None:
        """A late bad answer does not take back a good one."""
        if self.state != "saved":
            self.state = STATES.get(answer["verdict"], answer["verdict"])
            self.answer = answer

    def revive(self) -> None:
        """At the start of a page: what was under way is unknown."""
        if self.state in ("sending", "signed_out"):
            self.state = "waiting"

    def offer_again(self, listed: set[str], slot: tuple[Any, ...]) -> None:
        """A server restored from an older copy may have lost what it confirmed."""
        if self.state == "saved" and self.key not in listed and self.slot == slot:
            self.state = "waiting"


def next_to_send(items: Iterable[Item]) -> Item | None:
    """A refused note does not hold up those behind it, a signed-out one does."""
    items = list(items)
    if any(item.state == "signed_out" for item in items):
        return None
    return next((item for item in items if item.state in ("waiting", "sending")), None)


class ServerTime:
    """The server's clock as well as this device can know it; all in milliseconds."""

    def __init__(self, wall: Callable[[], float], steady: Callable[[], float]) -> None:
        self.steady = steady
        self.offset = wall() - steady()
        self.samples: list[tuple[float, float]] = []  # trip, offset

    def now(self) -> float:
        return self.steady() + self.offset

    def sample(self, asked: float, server_now: float, answered: float) -> None:
        trip = answered - asked
        if trip >= 0:
            self.samples = [*self.samples, (trip, server_now - (asked + answered) / 2)][-SAMPLES:]
            self.offset = min(self.samples)[1]
