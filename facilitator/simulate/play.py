"""The play: everybody joins, lives through all rounds and types their notes; the chair conducts."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpx2

from facilitator.simulate.people import Guest, place_of
from facilitator.simulate.prepare import Cast, Talk
from facilitator.simulate.roundtable import Chair, Played, Roundtable
from facilitator.simulate.script import Line, by_place
from facilitator.simulate.tally import Tally
from facilitator.simulate.visitor import Visitor, milliseconds_since

AT_ONCE = 40  # people who join in the same moment
WAITING = 60.0  # seconds until a screen must show what happened
Progress = Callable[[str, int, int], None]


class Play:
    """One rehearsal on one server."""

    def __init__(self, base: str, cast: Cast, tally: Tally, progress: Progress) -> None:
        limits = httpx2.Limits(max_connections=200, max_keepalive_connections=100)
        self.transport = httpx2.AsyncHTTPTransport(limits=limits, retries=2)
        self.cast = cast
        self.tally = tally
        self.progress = progress
        self.staff = [Visitor(key, base, self.transport, tally) for key in cast.staff]
        self.chair = self.staff[0]
        self.guests = [
            Guest(key, base, self.transport, tally) for key in (*cast.keepers, *cast.guests)
        ]

    async def come_in(self) -> None:
        """Staff, hosts and table rapporteurs by their links, everybody else by the code."""
        for one in self.staff:
            await one.enter(await one.web.get(f"/link/{self.cast.staff[one.name]}"))
        room = asyncio.Semaphore(AT_ONCE)
        done = 0

        async def comes(guest: Guest) -> None:
            nonlocal done
            async with room:
                link = self.cast.keepers.get(guest.name)
                await (
                    guest.join_by_link(link) if link else guest.join_by_code(self.cast.join_code)
                )
                async with asyncio.timeout(WAITING):
                    await guest.moved.wait()
            done += 1
            self.progress("join", done, len(self.guests))

        await together(comes(guest) for guest in self.guests)

    async def live_through(self, lines: Sequence[Line], seconds: float) -> None:
        places = by_place([line for line in lines if line.round <= self.cast.rounds])
        written = 0
        for number in range(1, self.cast.rounds + 1):
            await self._open(number)
            self._remember_seats(number)
            writers = self._writers()
            told = [
                line
                for (_, of_round), some in places.items()
                if of_round == number
                for line in some
            ]
            await together(self._tell(line, writers, seconds) for line in told)
            written += len(told)
            self.progress("notes", written, sum(map(len, places.values())))
            await self._until_over(number)

    async def _open(self, number: int) -> None:
        """The chair opens a round; every screen must show it."""
        started = time.perf_counter()
        waiting = [asyncio.create_task(self._sees(guest, number, started)) for guest in self.guests]
        path = f"sessions/{self.cast.session}/rounds/{number}/opening"
        answer = await self.chair.post(path, data={"expected": 0})
        if answer.status_code != 204:
            raise RuntimeError(
                f"round {number} did not open: {answer.status_code} {answer.text[:300]}"
            )
        await together(waiting)

    async def _sees(self, guest: Guest, number: int, started: float) -> None:
        async with asyncio.timeout(WAITING):
            while (place := guest.place) is None or place[1] != number:
                guest.moved.clear()
                await guest.moved.wait()
        guest.began = guest.slot
        self.tally.round_changes.append(milliseconds_since(started))
        await guest.arrive()

    def _remember_seats(self, number: int) -> None:
        for guest in self.guests:
            table, _ = place_of(guest.began)
            self.tally.sat.setdefault(guest.name, {})[number] = table

    def _writers(self) -> dict[int, list[Guest]]:
        """Who sat down at each table in this round."""
        writers: dict[int, list[Guest]] = {}
        for guest in self.guests:
            writers.setdefault(place_of(guest.began)[0], []).append(guest)
        return writers

    async def _tell(self, line: Line, writers: dict[int, list[Guest]], seconds: float) -> None:
        """At some moment of the round somebody at the table types the note."""
        here = writers.get(line.table)
        if not here:
            return
        await asyncio.sleep(random.uniform(0.02, 0.75) * seconds)  # noqa: S311
        author = next((each for each in here if each.name == line.author), None)
        author = author or random.choice(here)  # noqa: S311
        self.tally.sent[line.key] = (line.table, line.round)
        started = time.perf_counter()
        others = [asyncio.create_task(self._hears(each, line.key, started)) for each in here]
        await author.write(line, self.cast.questions.get(line.question))
        await together(others)

    async def _hears(self, guest: Guest, key: str, started: float) -> None:
        """Until the note is on this screen; whoever has left its table need not see it."""
        place, heard = place_of(guest.began), asyncio.Event()
        if guest.place != place:
            return

        def hear(region: str, html: str) -> None:
            if region == "notes" and key in html:
                self.tally.fan_outs.append(milliseconds_since(started))
                heard.set()
            elif guest.place != place:
                heard.set()

        guest.hears.append(hear)
        try:
            async with asyncio.timeout(WAITING):
                await heard.wait()
        except TimeoutError:
            self.tally.refused.setdefault(key, f"{guest.name} never saw it")
        finally:
            guest.hears.remove(hear)

    async def _until_over(self, number: int) -> None:
        """The server's own bell rings and closes the round; the screens show it."""
        last = self.guests[0]
        while (place := last.place) and place[1] == number:
            last.moved.clear()
            await last.moved.wait()

    async def talk(self, groups: int) -> list[tuple[Talk, Played]]:
        """The chair takes everybody to each roundtable; it is held until its time is over.

        `groups`: into how many each of them breaks half-way; 0: into none.
        """
        played, before = [], self.cast.session
        phones = [each for each in self.guests if each.name not in self.cast.keepers]
        for done, talk in enumerate(self.cast.talks):
            self.progress("floor", done, len(self.cast.talks))
            path = f"sessions/{talk.id}/opening"
            (await self.chair.post(path, data={"expected": before})).raise_for_status()
            chair = Chair(self.chair.name, self.chair.base, self.transport, self.tally)
            await chair.sit_down(self.cast.slug, self.cast.staff[chair.name], talk)
            played.append((talk, await Roundtable(talk, chair, phones, groups).hold()))
            await chair.leave()
            before = talk.id
            self.progress("floor", done + 1, len(self.cast.talks))
        return played

    async def leave(self) -> None:
        await together(guest.leave() for guest in [*self.staff, *self.guests])
        await self.transport.aclose()


async def together(parts: Iterable[Awaitable[object]]) -> None:
    """All at once; the first failure ends the others."""
    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(_awaited(part))


async def _awaited(part: Awaitable[object]) -> None:
    await part
