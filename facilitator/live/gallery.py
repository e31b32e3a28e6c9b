"""The gallery: all drawings that somebody looks at, and which of them an event makes untrue."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from facilitator.kit.events import Event
from facilitator.kit.pauses import stretches
from facilitator.live.drawing import Drawing, Pane, View, Watcher
from facilitator.live.screen import Region, Screen, Seen

AT_A_STRETCH = 16  # views

Hung = dict[Any, set[Drawing]]  # by what the region is narrowed by


class Gallery:
    """With thousands of screens an event must not be held against every drawing: they hang by
    region, and within one by table, or whatever the region says (`Region.by`).

    Nor is each screen held against every region: people who stand alike have one view, and views
    share what is seen from the same vantage.
    """

    def __init__(self) -> None:
        self.views: dict[tuple[Screen, Any], View] = {}
        self.expected: set[View] = set()  # that people will soon turn to
        self.left: set[View] = set()  # that nobody looks at any more
        self.panes: dict[tuple[Screen, Seen, Any], Pane] = {}
        self.walls: dict[Region, Hung] = {}
        self.doubtful: set[Drawing] = set()  # all that are not true, and some that are again

    def __iter__(self) -> Iterator[Drawing]:
        for pane in self.panes.values():
            yield from pane.drawings

    def untrue(self) -> list[Drawing]:
        """The drawings somebody looks at that are not true any more."""
        self.doubtful = {each for each in self.doubtful if each.stale}
        return [each for each in self.doubtful if each.is_seen]

    def unseen(self) -> Iterator[Drawing]:
        """The drawings nobody looks at yet that are not true."""
        drawn = (each for view in self.expected for each in view.drawings)
        return (each for each in drawn if each.stale and not each.is_seen)

    def look(self, watchers: Iterable[Watcher], screen: Screen, footing: Any) -> None:
        """Turns watchers of a screen to what is seen from a footing."""
        if some := list(watchers):
            self.turn([(some, self.views.get((screen, footing)) or self._view(screen, footing))])

    def turn(self, turns: Collection[tuple[Collection[Watcher], View]]) -> None:
        """Turns watchers to views. What they leave stays up until it is cleared up."""
        for some, view in turns:
            for watcher in some:
                if left := watcher.view:
                    left.watchers.discard(watcher)
                    self.left.add(left)
                watcher.view = view
            view.watchers.update(some)

    def look_away(self, watcher: Watcher) -> None:
        left, watcher.view = watcher.view, None
        if left:
            left.watchers.discard(watcher)
            self.left.add(left)
            self.clear_up()

    async def expect(self, footings: Iterable[tuple[Screen, Any]]) -> list[View]:
        """Hangs what will be seen from these footings, instead of what was expected before; gives
        it in their order."""
        views: list[View] = []
        async for few in stretches(footings, AT_A_STRETCH):
            views += [
                self.views.get((screen, footing)) or self._view(screen, footing)
                for screen, footing in few
            ]
        self.left |= self.expected.difference(views)
        self.expected = set(views)
        self.clear_up()
        return views

    def clear_up(self) -> None:
        """Takes down what nobody looks at and nobody is expected to."""
        left, self.left = self.left, set()
        for view in left - self.expected:
            if not view.watchers:
                self._take_down(view)

    def _view(self, screen: Screen, footing: Any) -> View:
        view = self.views[screen, footing] = View(screen, footing)
        view.panes = [
            self._pane((screen, seen, seen(footing)), regions)
            for seen, regions in screen.windows.items()
        ]
        for pane in view.panes:
            pane.views.add(view)
        drawn = {each.key[0]: each for pane in view.panes for each in pane.drawings}
        view.drawings = tuple(drawn[each] for each in screen.regions.values())
        return view

    def _pane(self, key: tuple[Screen, Seen, Any], regions: Iterable[Region]) -> Pane:
        """The regions that are seen from a vantage; hung when a view of them is."""
        pane, vantage = self.panes.get(key), key[2]
        if pane is None:
            pane = self.panes[key] = Pane(key)
            pane.drawings = [Drawing((each, vantage), views=pane.views) for each in regions]
            self.doubtful.update(pane.drawings)
            for each in pane.drawings:
                region = each.key[0]
                hung = self.walls.setdefault(region, {})
                hung.setdefault(_place(region, vantage), set()).add(each)
        return pane

    def _take_down(self, view: View) -> None:
        del self.views[view.screen, view.footing]
        for pane in view.panes:
            pane.views.remove(view)
            if not pane.views:
                self._take_down_pane(pane)

    def _take_down_pane(self, pane: Pane) -> None:
        del self.panes[pane.key]
        self.doubtful.difference_update(pane.drawings)
        for each in pane.drawings:
            region, place = each.key[0], _place(*each.key)
            hung = self.walls[region]
            hung[place].remove(each)
            if not hung[place]:
                del hung[place]
            if not hung:
                del self.walls[region]

    def hear(self, event: Event) -> None:
        """Marks the drawings that are not true any more."""
        for region, hung in self.walls.items():
            meant = list(_meant(region, hung, event)) if region.listens(event) else []
            if type(event) in region.moved_on:
                for drawing in meant:
                    drawing.stale = True
                self.doubtful.update(meant)
            for drawing in meant:
                if region.hears(event, drawing.key[1]):
                    drawing.spoil()
                    self.doubtful.add(drawing)


def _place(region: Region, vantage: Any) -> Any:
    return getattr(vantage, region.by) if region.by else None


def _meant(region: Region, hung: Hung, event: Event) -> Iterator[Drawing]:
    if region.by and hasattr(event, region.by):
        yield from hung.get(getattr(event, region.by), ())
        return
    for there in hung.values():
        yield from there
