"""The stage: all the open screens of one dialogue, drawn together, once per vantage."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit import ledger, measures
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.events import Event
from facilitator.kit.memory import undisturbed
from facilitator.kit.pauses import stretches
from facilitator.live.crowd import Coming, Known, alike, show
from facilitator.live.drawing import REST, Drawing, View, Watcher
from facilitator.live.gallery import Gallery
from facilitator.live.rests import Rests, clock
from facilitator.live.screen import Foresee, Standings
from facilitator.live.together import KEPT, SHELVES, Sweep, draw_together

SILENCE = 1.5  # seconds without a bell after which the log is looked at anyway
BREATH = 0.02  # seconds between two looks, so that what happens in a crowd is drawn together
DRAWINGS, VIEWS = 32, 16  # done at a stretch before others may do something
CALM = 0.2  # seconds without a bell after which the stage looks ahead
SELDOM = 10.0  # seconds after which it does so though there is talk
WITHDRAWN = 4403

log = structlog.get_logger()


class Stage:
    def __init__(
        self,
        dialogue: UUID,
        database: Database,
        standings: Standings,
        foresee: Foresee | None = None,
    ) -> None:
        self.dialogue = dialogue
        self.database = database
        self.standings = standings
        self.foresee = foresee
        self.is_ahead = False
        self.looked_ahead = 0.0
        self.coming = Coming()
        self.everybody: frozenset[UUID] | None = None
        self.watchers: set[Watcher] = set()
        self.unsettled: set[Watcher] = set()
        self.gallery = Gallery()
        self.kept: dict[Hashable, Any] = {}
        self.shelves: dict[Sweep, dict[Any, Any]] = {}
        self.read: ledger.Cursor | None = None
        self.stirred = asyncio.Event()
        self.rests = Rests()

    @contextmanager
    def watching(self, watcher: Watcher) -> Iterator[None]:
        """The watcher is here before anything is read for them, so nothing can slip between."""
        self.watchers.add(watcher)
        self.unsettled.add(watcher)
        self.everybody = None
        self.stirred.set()
        try:
            yield
        finally:
            self.leave(watcher)

    def leave(self, watcher: Watcher) -> None:
        self.watchers.discard(watcher)
        self.unsettled.discard(watcher)
        self.everybody = None
        self.gallery.look_away(watcher)

    @property
    def revision(self) -> int | None:
        """How much of the log has been heard."""
        return self.read.revision if self.read else None

    def present(self) -> Counter[UUID]:
        """How many screens are open at each place."""
        return Counter(w.viewer.place for w in self.watchers if w.viewer and w.viewer.place)

    async def run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._nap()):
                    await self.stirred.wait()
            self.stirred.clear()
            try:
                await self.refresh()
            except Exception:
                log.exception("stage_failed", dialogue=str(self.dialogue))
                self.stirred.set()
                await asyncio.sleep(REST)
            else:
                await asyncio.sleep(BREATH)

    def _nap(self) -> float:
        """Seconds to wait for a bell: until the next resting drawing is due, or `SILENCE`."""
        due = [self.rests.until(each) - clock() for each in self.gallery.untrue()]
        most = SILENCE if self.is_ahead or not self.foresee else CALM
        return max(0.0, min([most, *due]))

    async def refresh(self) -> None:
        """Hears what the log has, asks the unsettled where they stand, redraws what is untrue."""
        async with self.database.reading() as db:
            db.info.update({KEPT: self.kept, SHELVES: self.shelves})
            read = self.read
            await self._hear_all(db)
            with undisturbed():
                turned, known = await self._settle(db)
                try:
                    await self._draw(db, turned)
                finally:  # who they are need not be noted before they have seen it
                    for watcher, viewer in known:
                        watcher.viewer = viewer
            self.gallery.clear_up()
            if turned or self.read != read:
                self.is_ahead = False
            if not turned and self._is_time_to_look_ahead(is_calm=self.read == read):
                self.is_ahead = await self._look_ahead(db)

    async def _hear_all(self, db: AsyncSession) -> None:
        if self.read is None:
            self.read = await ledger.head(db, self.dialogue)
            return
        events, self.read = await ledger.since(db, self.dialogue, self.read)
        for event, at in events:
            self._hear(event)
            measures.BUS_LAG.observe(max(0.0, (now() - at).total_seconds()))

    def _hear(self, event: Event) -> None:
        self.unsettled |= self._who_may_move(event)
        if not event.is_talk:
            self.kept.clear()
        for sweep, shelved in self.shelves.items():
            sweep(event, shelved)
        self.gallery.hear(event)

    def _who_may_move(self, event: Event) -> set[Watcher]:
        """Whoever was never asked where they stand will be asked anyway."""
        if event.only is None or not event.unsettles:
            return self.watchers if event.may_move(None) else set()
        return {w for w in self.watchers if w.viewer and event.may_move(w.viewer.participant)}

    async def _settle(self, db: AsyncSession) -> tuple[set[View], Collection[Known]]:
        """Asks the unsettled where they stand; gives the views that they have now, and who those
        are that were expected."""
        asking = set(self.unsettled)
        if not asking:
            return set(), ()
        passes = self._passes(asking)
        new = {watcher.pass_id for watcher in asking if watcher.viewer is None}
        viewers = await self.standings(db, self.dialogue, passes, new)
        asking &= self.watchers  # some have gone meanwhile
        expected, turns = self.coming.come_true(viewers, asking)
        self.gallery.turn(turns)
        others = asking.difference(*(some for some, _ in turns))
        for each in others:
            each.viewer = viewers.get(each.pass_id)
        self._withdraw(each for each in others if each.viewer is None)
        known = await alike((each, each.viewer) for each in others if each.viewer is not None)
        async for few in stretches(known, VIEWS):
            for some, screen, footing in few:
                here = [watcher for watcher, _ in some if watcher in self.watchers]  # not gone yet
                if footing.may_watch(screen.name):
                    self.gallery.look(here, screen, footing)
                else:
                    self._withdraw(here)
        self.unsettled.difference_update(asking)
        turned = {view for _, view in turns}.union(each.view for each in others if each.view)
        return turned, expected

    def _passes(self, asking: Set[Watcher]) -> Set[UUID]:
        """Whose they are. To look at the passes of thousands takes a while: those of everybody are
        kept while nobody comes or goes."""
        if len(asking) < len(self.watchers):
            return {watcher.pass_id for watcher in asking}
        if self.everybody is None:
            self.everybody = frozenset(watcher.pass_id for watcher in asking)
        return self.everybody

    def _withdraw(self, watchers: Iterable[Watcher]) -> None:
        """Sends away who may not watch any more."""
        for watcher in watchers:
            if watcher in self.watchers:
                watcher.line.hang_up(WITHDRAWN)
                self.leave(watcher)

    async def _draw(self, db: AsyncSession, turned: set[View]) -> None:
        """Redraws what is untrue, and shows it: first what people wait for, then the overviews."""
        awake = self.rests.over(self.gallery.untrue())
        if awake or turned:
            with measures.DRAW.time():
                await self._draw_all(db, [each for each in awake if not each.key[0].rest], turned)
                await self._draw_overviews(db, [each for each in awake if each.key[0].rest])

    async def _draw_overviews(self, db: AsyncSession, stale: list[Drawing]) -> None:
        began = clock()
        await self._draw_all(db, stale)
        self.rests.begin(stale, clock() - began)

    async def _draw_all(
        self, db: AsyncSession, stale: list[Drawing], turned: Iterable[View] = ()
    ) -> None:
        """What was drawn is shown, even if the database fails meanwhile; and to those who have
        turned, what they see now. All is drawn before any is shown: to send in one go costs half
        of what it costs a little at a time."""
        draw_together(db, (each.key[1] for each in stale))
        try:
            await _redraw(db, stale)
        finally:
            await show({*turned, *(view for each in stale for view in each.views)})

    def _is_time_to_look_ahead(self, *, is_calm: bool) -> bool:
        due = is_calm or clock() > self.looked_ahead + SELDOM
        return self.foresee is not None and not self.is_ahead and due

    async def _look_ahead(self, db: AsyncSession) -> bool:
        """Hangs what people would see if what they wait for happened now, and draws it unless a
        bell rings; then it was not done. Nothing is shown, and what is drawn hears events like
        everything else: to look ahead makes nothing true, only quicker."""
        assert self.foresee  # noqa: S101 - it was time to
        self.looked_ahead = clock()
        settled = {each for each in self.watchers if each.viewer}
        viewers = await self.foresee(db, self.dialogue, self._passes(settled))
        coming = ((each, viewers.get(each.pass_id)) for each in settled)
        known = await alike(each for each in coming if each[1] is not None)
        known = [each for each in known if each[2].may_watch(each[1].name)]
        hung = await self.gallery.expect((screen, footing) for _, screen, footing in known)
        crowds = [{watcher for watcher, _ in some} for some, _, _ in known]
        expected = [each for some, _, _ in known for each in some]
        self.coming = Coming(viewers, expected, list(zip(crowds, hung, strict=True)))
        unseen = list(self.gallery.unseen())
        draw_together(db, (each.key[1] for each in unseen))
        return await _redraw(db, unseen, self.stirred.is_set)


async def _redraw(
    db: AsyncSession, stale: Iterable[Drawing], is_called: Callable[[], bool] = lambda: False
) -> bool:
    """Have all been drawn, before there was something else to do?"""
    async for few in stretches(stale, DRAWINGS):
        for each in few:
            await each.redraw(db)
        if is_called():
            return False
    return True
