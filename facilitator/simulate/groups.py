"""A roundtable breaks into groups: each writes a note, reports back, and returns to the floor."""

import asyncio
import re
from collections.abc import Sequence
from html import unescape

from facilitator.simulate.people import Guest, place_of
from facilitator.simulate.script import Line
from facilitator.simulate.tally import Tally
from facilitator.simulate.visitor import Visitor

WAITING = 60.0  # seconds until a screen must show what happened
MINUTES = 30  # at most: the chair rings as soon as all have reported
ROUND = 1  # of the roundtable's own: it breaks up once
NEXT = re.compile(
    r'id="groups-next" hx-post="(?P<path>[^"]+/(?P<move>\w+))".*?"expected": ?(?P<version>\d+)'
)


class Groups:
    """`chair` watches the floor's screen of the session; `guests` are in the room."""

    def __init__(self, chair: Visitor, slug: str, session: str, guests: Sequence[Guest]) -> None:
        self.chair = chair
        self.slug = slug
        self.session = session
        self.guests = guests

    async def talk(self, count: int, tally: Tally) -> dict[int, str]:
        """Sends people off into `count` groups and calls them back; {group: what it reported}."""
        await self._sent(
            f"/console/{self.slug}/sessions/{self.session}/groups",
            {"expected": 0, "count": count, "minutes": MINUTES},
        )
        await asyncio.gather(*map(self._sits_down, self.guests))
        members = {place_of(each.began)[0]: each for each in self.guests}
        await asyncio.gather(*(self._writes(*each, tally) for each in members.items()))
        told = {group: f"Group {group} asks for one thing first." for group in members}
        for group, words in told.items():
            await self._reports(group, words)
        await self._press("bell")
        await self._press("closing")
        await asyncio.gather(*map(self._comes_back, self.guests))
        return told

    async def _sits_down(self, guest: Guest) -> None:
        await guest.until(
            lambda: guest.place is not None and guest.slot["session"] == self.session, WAITING
        )
        guest.began = guest.slot

    async def _comes_back(self, guest: Guest) -> None:
        await guest.until(lambda: not guest.slot.get("table"), WAITING)

    async def _writes(self, group: int, guest: Guest, tally: Tally) -> None:
        words = f"Said in group {group}."
        line = Line(f"group-{group}", group, ROUND, "", "en", "gap", guest.name, words)
        tally.sent[line.key] = (group, ROUND)
        await guest.write(line, None)

    async def _reports(self, group: int, words: str) -> None:
        """As a rapporteur at the desk."""
        at = f"/desk/{self.slug}/sessions/{self.session}/rounds/{ROUND}/groups/{group}/report"
        await self._sent(at, {"words": words, "version": 0})

    async def _press(self, move: str) -> None:
        """Presses the one large button of the groups, once it says this move."""
        await self.chair.until(lambda: self._next.get("move") == move, WAITING)
        await self._sent(self._next["path"], {"expected": self._next["version"]})

    @property
    def _next(self) -> dict[str, str]:
        found = NEXT.search(unescape(self.chair.regions.get("groups", "")))
        return found.groupdict() if found else {}

    async def _sent(self, path: str, form: dict[str, object]) -> None:
        answer = await self.chair.post(path, data=form)
        if answer.status_code != 204:
            raise RuntimeError(f"{path} was refused: {answer.status_code} {answer.text[:300]}")
