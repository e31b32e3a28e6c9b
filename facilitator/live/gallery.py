"""The gallery: all drawings that somebody looks at, and which of them an event makes untrue."""

from collections.abc import Iterator
from typing import Any

from facilitator.kit.events import Event
from facilitator.live.drawing import Drawing, Key, View, Watcher
from facilitator.live.screen import Region, Screen

Hung = dict[Any, set[Drawing]]  # by what the region is narrowed by


class Gallery:
    """With thousands of screens an event must not be held against every drawing: they hang by
    region, and within one by table, or whatever the region says (`Region.by`).

    Nor is each screen held against every region: people who stand alike have one view.
    """

    def __init__(self) -> None:
        self.views: dict[tuple[Screen, Any], View] = {}
        self.drawings: dict[Key, Drawing] = {}
        self.walls: dict[Region, Hung] = {}

    def __iter__(self) -> Iterator[Drawing]:
        return iter(self.drawings.values())

    def look(self, watcher: Watcher, footing: Any) -> None:
        """Turns a watcher to what is seen from a footing."""
        left = watcher.view
        if left and left.footing == footing:
            return
        view = self.views.get((watcher.screen, footing)) or self._view(watcher.screen, footing)
        view.watchers.add(watcher)
        if left:
            self._leave(watcher, left)
        watcher.view = view

    def look_away(self, watcher: Watcher) -> None:
        left, watcher.view = watcher.view, None
        if left:
            self._leave(watcher, left)

    def _view(self, screen: Screen, footing: Any) -> View:
        vantages: dict[Any, Any] = {}  # several regions are seen from the same one
        for region in screen.regions.values():
            if region.seen not in vantages:
                vantages[region.seen] = region.seen(footing)
        view = self.views[screen, footing] = View(screen, footing)
        some = screen.regions.values()
        view.drawings = tuple(self.hang((each, vantages[each.seen]), view) for each in some)
        return view

    def _leave(self, watcher: Watcher, view: View) -> None:
        view.watchers.discard(watcher)
        if not view.watchers:
            del self.views[view.screen, view.footing]
            for drawing in view.drawings:
                self.take_down(drawing, view)

    def hang(self, key: Key, view: View) -> Drawing:
        drawing = self.drawings.get(key)
        if drawing is None:
            drawing = self.drawings[key] = Drawing(key)
            hung = self.walls.setdefault(key[0], {})
            hung.setdefault(_place(*key), set()).add(drawing)
        drawing.views.add(view)
        return drawing

    def take_down(self, drawing: Drawing, view: View) -> None:
        """A drawing stays while there is another view of it."""
        drawing.views.discard(view)
        if drawing.views:
            return
        del self.drawings[drawing.key]
        region, place = drawing.key[0], _place(*drawing.key)
        hung = self.walls[region]
        hung[place].remove(drawing)
        if not hung[place]:
            del hung[place]
        if not hung:
            del self.walls[region]

    def hear(self, event: Event) -> None:
        """Marks the drawings that are not true any more."""
        for region, hung in self.walls.items():
            if region.listens(event):
                for drawing in _meant(region, hung, event):
                    if not drawing.stale and region.hears(event, drawing.key[1]):
                        drawing.stale = True


def _place(region: Region, vantage: Any) -> Any:
    return getattr(vantage, region.by) if region.by else None


def _meant(region: Region, hung: Hung, event: Event) -> Iterator[Drawing]:
    if region.by and hasattr(event, region.by):
        yield from hung.get(getattr(event, region.by), ())
        return
    for there in hung.values():
        yield from there
