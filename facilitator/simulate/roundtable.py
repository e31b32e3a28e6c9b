"""A roundtable played: people ask, are called, absent, interrupted, paused, and not all heard."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import count

from facilitator.floor.rules.kinds import Asking
from facilitator.simulate.groups import Groups
from facilitator.simulate.people import Guest
from facilitator.simulate.prepare import Talk
from facilitator.simulate.visitor import Visitor, milliseconds_since

WAITING = 60.0  # seconds until a screen must show what happened
VERSION = re.compile(r'"expected": ?(\d+)')
LINE_VERSION = re.compile(r'data-version="(\d+)"')
IN_LINE = re.compile(r'id="wish-([0-9a-f-]+)" data-place="(\d+)"')
POINT = re.compile(r'"topic": ?"([^"]+)"')
ASK, PREPARED, WITHDRAW = 3, 3, 8  # every third asks; of these every third reads, every 8th leaves
ABSENT, OVERRIDE, QUESTION, REPLY, PAUSE = 4, 7, 3, 4, 5  # every n-th call or speech


@dataclass(frozen=True)
class Request:
    """What somebody asked, as they remember it."""

    who: str
    kind: Asking
    prepared: bool


@dataclass
class Played:
    """What a roundtable was, by those who played it."""

    asked: dict[str, Request] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)  # requests in the order of their speeches
    withdrawn: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    points: set[str] = field(default_factory=set)  # put on the wall while somebody spoke
    reports: dict[int, str] = field(default_factory=dict)  # {group: what it reported back}


class Chair(Visitor):
    """A co-facilitator before the floor's own screen."""

    talk: Talk
    slug: str

    async def sit_down(self, slug: str, token: str, talk: Talk) -> None:
        self.slug, self.talk = slug, talk
        await self.web.get(f"/link/{token}")
        await self.look_at(f"/console/{slug}/floor")

    @property
    def version(self) -> int | None:
        """Of the floor, as the buttons on the screen carry it; None before it is shown."""
        drawn = unescape(self.regions.get("rules", ""))
        found = VERSION.search(drawn)
        return int(found[1]) if found and self.talk.id in drawn else None

    @property
    def line(self) -> list[str]:
        """The requests that wait, the next one first."""
        return [request for request, _ in IN_LINE.findall(self.regions.get("line", ""))]

    @property
    def points(self) -> list[str]:
        return list(dict.fromkeys(POINT.findall(unescape(self.regions.get("points", "")))))

    async def press(self, path: str, **form: object) -> bool:
        """Presses a button and waits until the screen shows what came of it.

        False: it could not be done any more, because somebody had just withdrawn.
        """
        started, seen = time.perf_counter(), self.version or 0
        to = f"/console/{self.slug}/sessions/{self.talk.id}/floor/{path}"
        answer = await self.post(to, data={"expected": seen, **form})
        if answer.status_code == 409:
            return False
        if answer.status_code != 204:
            raise RuntimeError(f"{path} was refused: {answer.status_code} {answer.text[:300]}")
        await self.until(lambda: self._shows_more_than(seen), WAITING)
        self.tally.presses.append(milliseconds_since(started))
        return True

    def _shows_more_than(self, seen: int) -> bool:
        """The buttons and the line are of a later version; an empty line is of none."""
        line = LINE_VERSION.search(self.regions.get("line", ""))
        return (self.version or 0) > seen and (line is None or int(line[1]) > seen)


class Roundtable:
    """One session of it, from the first request to the closing of the list."""

    def __init__(self, talk: Talk, chair: Chair, guests: Sequence[Guest], groups: int = 0) -> None:
        self.talk = talk
        self.chair = chair
        self.guests = guests
        self.groups = groups
        self.played = Played()
        self.calls, self.speeches = count(1), count(1)

    async def hold(self) -> Played:
        """Everybody comes, a third asks, the chair gives the floor until the time is over.

        Half-way they talk in groups, if they are to; that is time of its own.
        """
        await asyncio.gather(*(self._comes(each) for each in self.guests))
        await self.chair.until(lambda: self.chair.version is not None, WAITING)
        asking = asyncio.create_task(self._all_ask())
        await self._give_floor_for(self.talk.seconds / 2)
        await asking
        if self.groups:
            groups = Groups(self.chair, self.chair.slug, self.talk.id, self.guests)
            self.played.reports = await groups.talk(self.groups, self.chair.tally)
        await self._give_floor_for(self.talk.seconds / 2)
        await self.chair.press("list/closing")
        self.played.withdrawn -= set(self.played.held)  # they had begun already
        return self.played

    async def _give_floor_for(self, seconds: float) -> None:
        over = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < over:
            if self.chair.line:
                await self._give_floor()
            else:
                await asyncio.sleep(self.talk.limit / 10)

    async def _comes(self, guest: Guest) -> None:
        here = f'data-session="{self.talk.id}"'
        await guest.until(lambda: here in guest.regions.get("mine", ""), WAITING)

    async def _all_ask(self) -> None:
        """Within the first half of the time."""
        askers = self.guests[::ASK]
        pause = self.talk.seconds / 2 / max(len(askers), 1)
        for place, guest in enumerate(askers, 1):
            request = await self._asks(guest, Asking.INTERVENTION, prepared=place % PREPARED == 0)
            if request and place % WITHDRAW == 0:
                await guest.withdraw(self.talk.id, request)
                self.played.withdrawn.add(request)
            await asyncio.sleep(pause)

    async def _asks(self, guest: Guest, kind: Asking, prepared: bool = False) -> str | None:
        asked = await guest.ask(self.talk.id, kind, prepared)
        if asked is None:
            return None
        request, is_prepared = asked
        self.played.asked.setdefault(request, Request(guest.name, kind, is_prepared))
        return request

    async def _give_floor(self) -> None:
        """Calls the next one (sometimes another), who may be absent, and lets them speak."""
        number, line = next(self.calls), self.chair.line
        request = line[1] if number % OVERRIDE == 0 and len(line) > 1 else line[0]
        if not await self.chair.press(f"requests/{request}/calling"):
            return
        if number % ABSENT == 0 and request not in self.played.absent:
            self.played.absent.add(request)
            await self.chair.press("moves/skip")
            return
        await self._speaks(request)

    async def _speaks(self, request: str) -> None:
        if not await self.chair.press("moves/start"):
            return
        number = next(self.speeches)
        self.played.held.append(request)
        await self._turn_to_a_point(number)
        await asyncio.sleep(self.talk.limit / 3)
        if number % QUESTION == 0:
            await self._is_interrupted(request)
        if number % PAUSE == 0:
            await self.chair.press("moves/pause")
            await self.chair.press("moves/resumption")
        if number % REPLY == 0:
            await self._asks(self._somebody(number, request), Asking.REPLY)
        await asyncio.sleep(self.talk.limit / 3 * (number % 4))  # every fourth in overtime
        await self.chair.press("moves/end")

    async def _turn_to_a_point(self, number: int) -> None:
        points = self.chair.points
        if points:
            point = points[number // 2 % len(points)]
            await self.chair.press("point", topic=point)
            self.played.points.add(point)

    async def _is_interrupted(self, speaking: str) -> None:
        """Somebody has a clarifying question; afterwards the speaker goes on."""
        guest = self._somebody(len(self.played.held), speaking)
        request = await self._asks(guest, Asking.QUESTION)
        if request is None:
            return
        await self.chair.until(lambda: request in self.chair.line, WAITING)
        await self.chair.press(f"requests/{request}/calling")
        await self.chair.press("moves/start")
        self.played.held.append(request)
        await asyncio.sleep(self.talk.limit / 6)
        await self.chair.press("moves/end")

    def _somebody(self, number: int, speaking: str) -> Guest:
        """Somebody else than the one who speaks."""
        guest = self.guests[number * 7 % len(self.guests)]
        if guest.name == self.played.asked[speaking].who:
            return self.guests[(number * 7 + 1) % len(self.guests)]
        return guest
