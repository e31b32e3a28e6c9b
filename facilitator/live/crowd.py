"""Crowds of watchers: who of them stand alike, and showing them all what is ready."""

from collections.abc import Iterable
from typing import Any

from facilitator.live.drawing import View, Watcher
from facilitator.live.pauses import stretches
from facilitator.live.screen import Screen

AT_A_STRETCH = 100  # watchers

Alike = tuple[list[Watcher], Screen, Any]  # who looks at the same screen, from the same footing


async def alike(some: Iterable[tuple[Watcher, Any]]) -> list[Alike]:
    """Watchers and who they are, by what they look at. They are told apart by the footings'
    identity: it is quicker, and those who stand alike share one."""
    found: dict[tuple[Screen, int], Alike] = {}
    async for few in stretches(some, AT_A_STRETCH):
        for watcher, viewer in few:
            screen = watcher.screen
            footing = screen.footing(viewer)
            key = screen, id(footing)
            if key in found:
                found[key][0].append(watcher)
            else:
                found[key] = [watcher], screen, footing
    return list(found.values())


async def show(views: Iterable[View]) -> None:
    """Shows what is ready to all who have these views, one after the other as they came."""
    looking = [
        (watcher, ready) for view in views for ready in [view.ready()] for watcher in view.watchers
    ]
    looking.sort(key=_came)
    async for few in stretches(looking, AT_A_STRETCH):
        for watcher, ready in few:
            watcher.show(ready)


def _came(looking: tuple[Watcher, Any]) -> int:
    return looking[0].came
