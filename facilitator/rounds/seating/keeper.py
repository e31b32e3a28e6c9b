"""One loop a worker: takes up the searches that were asked for, and tells how they get on.

The search itself runs in a process of its own; here it is only listened to.
"""

import asyncio
from asyncio import get_running_loop
from contextlib import aclosing
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy import update

from facilitator.kit.database import Database
from facilitator.kit.work import Bell, Work, working
from facilitator.rotation.events import SearchMoved
from facilitator.rotation.kinds import SearchState
from facilitator.rotation.model import PlanSearch
from facilitator.rotation.queries import searches_under_way
from facilitator.rotation.workshop import Job, Workshop
from facilitator.rotation.workshop.jobs import Progress, search_change, search_plan
from facilitator.rounds.seating.asked import Asked, heard
from facilitator.rounds.seating.hall import read_hall
from facilitator.rounds.seating.lived import lived_seats
from facilitator.rounds.seating.searching import packed

LOOK = 2.0  # seconds between two looks when nobody stirs us: another worker may have died
TELL = 0.4  # seconds between two tellings of one search
log = structlog.get_logger()


class Stopped(Exception):  # noqa: N818
    """A chair has stopped the search, or a newer one has taken its place."""


class SearchKeeper:
    def __init__(self, database: Database, bell: Bell, shop: Workshop) -> None:
        self.database, self.bell, self.shop = database, bell, shop
        self.stirred = asyncio.Event()
        self.going: dict[UUID, asyncio.Task[None]] = {}

    async def run(self) -> None:
        try:
            while True:
                self.stirred.clear()
                await self._look()
                try:
                    async with asyncio.timeout(LOOK):
                        await self.stirred.wait()
                except TimeoutError:
                    continue
        finally:
            for task in self.going.values():
                task.cancel()
            await asyncio.gather(*self.going.values(), return_exceptions=True)

    async def stir(self) -> None:
        """There is something to do: a search was asked for, or stopped."""
        self.stirred.set()

    async def _look(self) -> None:
        """Begins what was asked for, and leaves at once what a chair has stopped."""
        try:
            async with self.database.reading() as db:
                under_way = await searches_under_way(db)
        except Exception:
            log.exception("search_keeper_failed")
            return
        for search in self.going.keys() - under_way.keys():
            self.going[search].cancel()
        for search, state in under_way.items():
            if state is SearchState.ASKED and search not in self.going:
                self.going[search] = task = asyncio.create_task(self.search(search))
                task.add_done_callback(partial(self._gone, search))

    def _gone(self, search: UUID, _: asyncio.Task[None]) -> None:
        self.going.pop(search, None)

    async def search(self, search: UUID) -> None:
        """Does a search that was asked for, from its beginning to its end."""
        try:
            job = await self._begin(search)
            await self._listen(search, job)
        except Stopped:
            return
        except Exception:
            log.exception("search_failed", search=str(search))
            await self._tell(search, Progress(1.0), SearchState.FAILED)

    async def _listen(self, search: UUID, job: Job) -> None:
        """Tells of what is found now and then, of the last always; leaving ends the worker."""
        loop, told, best = get_running_loop(), 0.0, Progress(0.0)
        async with aclosing(self.shop.do(job)) as finding:
            async for progress in finding:
                best = Progress(progress.done, progress.offers or best.offers)
                if loop.time() - told >= TELL:
                    await self._tell(search, best, SearchState.RUNNING)
                    told = loop.time()
        await self._tell(search, Progress(1.0, best.offers), SearchState.DONE)

    async def _begin(self, search: UUID) -> Job:
        async with working(self.database, self.bell) as work:
            row = await _changed(work, search, SearchState.ASKED, state=SearchState.RUNNING)
            hall = await read_hall(work.db, row.session_id, history=True)
            if not row.asked:
                return partial(search_plan, hall.sitting, row.seconds)
            seats = await lived_seats(work.db, hall)
            sitting, change = heard(hall, seats, Asked.unpacked(row.asked))
            return partial(search_change, sitting, seats, change, row.seconds)

    async def _tell(self, search: UUID, progress: Progress, state: SearchState) -> None:
        people = sorted({who for o in progress.offers for seated in o.seats for who in seated})
        values = {
            "state": state,
            "percent": round(100 * progress.done),
            "found": [{"kind": each.kind, **each.told} for each in progress.offers],
            "people": people,
            "seats": [packed(people, each.seats) for each in progress.offers],
        }
        if not progress.offers:
            values = {"state": state, "percent": values["percent"]}
        async with working(self.database, self.bell) as work:
            await _changed(work, search, SearchState.RUNNING, **values)


async def _changed(work: Work, search: UUID, was: SearchState, **values: object) -> PlanSearch:
    """Changes a search that is still as we left it; else raises Stopped."""
    query = (
        update(PlanSearch)
        .where(PlanSearch.id == search, PlanSearch.state == was)
        .values(**values)
        .returning(PlanSearch.id)
        .execution_options(synchronize_session=False)
    )
    if (await work.db.execute(query)).first() is None:
        raise Stopped
    row = await work.db.get_one(PlanSearch, search)
    work.record(SearchMoved(row.dialogue_id, row.session_id))
    return row
