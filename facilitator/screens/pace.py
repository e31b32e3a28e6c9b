"""How fast one person may send commands: as fast as people do, after a while without a network too.

GCRA, the leaky bucket kept as one moment a key (ITU-T I.371): a command is let through while the
moment at which the bucket would be empty lies less than a burst ahead. Each process keeps its own.
"""

from collections import OrderedDict
from time import monotonic

from fastapi import Request
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from facilitator.kit.errors import TooMany
from facilitator.kit.words import N_
from facilitator.people.rules import screen_pass
from facilitator.screens.answers import refuse
from facilitator.screens.doors import cookie_name
from facilitator.settings import settings

BURST = 30.0  # seconds' worth of commands at once
MOST_KEPT = 20_000  # people


class Pace:
    """Refuses with 429 and the seconds to wait. Whoever has no pass is refused elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.empty_at: OrderedDict[str, float] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = _who(scope) if scope["type"] == "http" and scope["method"] == "POST" else None
        wait = self.wait(who, monotonic()) if who else 0.0
        if wait:
            words = N_("That was very fast. Wait a moment, then go on.")
            slower = TooMany(words, wait=max(1, round(wait)))
            await (await refuse(Request(scope), slower))(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def wait(self, who: str, at: float) -> float:
        """Seconds until this person may send the next command; 0.0 lets this one through."""
        empty_at = max(at, self.empty_at.pop(who, at))
        self.empty_at[who] = empty_at
        if empty_at - at >= BURST:
            return empty_at - at - BURST + 1 / settings().commands_per_second
        self.empty_at[who] += 1 / settings().commands_per_second
        if len(self.empty_at) > MOST_KEPT:
            self.empty_at.popitem(last=False)
        return 0.0


def _who(scope: Scope) -> str | None:
    """The pass for the door of this path."""
    door, _, rest = scope["path"].lstrip("/").partition("/")
    name = cookie_name(screen_pass(door), rest.partition("/")[0])
    return HTTPConnection(scope).cookies.get(name)
