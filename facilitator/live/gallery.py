"""The gallery: all drawings that somebody looks at, and which of them an event makes untrue."""

from collections.abc import Iterator
from typing import Any

from facilitator.kit.events import Event
from facilitator.live.drawing import Drawing, Key, Watcher
from facilitator.live.screen import Region

Hung = dict[Any, dict[Key, Drawing]]  # by what the region is narrowed by


class Gallery:
    """With thousands of screens an event must not be held against every drawing: they hang by
    region, and within one by table, or whatever the region says (`Region.by`)."""

    def __init__(self) -> None:
        self.drawings: dict[Key, Drawing] = {}
        self.walls: dict[Region, Hung] = {}

    def __iter__(self) -> Iterator[Drawing]:
        return iter(self.drawings.values())

    def look(self, key: Key, watcher: Watcher) -> Drawing:
        drawing = self.drawings.get(key)
        if drawing is None:
            drawing = self.drawings[key] = Drawing(key)
            hung = self.walls.setdefault(key[0], {})
            hung.setdefault(_place(*key), {})[key] = drawing
        drawing.watchers.add(watcher)
        return drawing

    def look_away(self, drawing: Drawing, watcher: Watcher) -> None:
        """A drawing that nobody looks at is taken down."""
        drawing.watchers.discard(watcher)
        if drawing.watchers:
            return
        key, place = drawing.key, _place(*drawing.key)
        del self.drawings[key]
        there = self.walls[key[0]]
        del there[place][key]
        if not there[place]:
            del there[place]
        if not there:
            del self.walls[key[0]]

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
        yield from hung.get(getattr(event, region.by), {}).values()
        return
    for there in hung.values():
        yield from there.values()
