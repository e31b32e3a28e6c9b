"""Crowds of watchers: who of them stand alike, and showing them all what is ready."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from facilitator.kit.pauses import stretches
from facilitator.live.drawing import View, Watcher
from facilitator.live.screen import Screen

AT_A_STRETCH = 100  # watchers

Turn = tuple[Set[Watcher], View]
Known = tuple[Watcher, Any]  # and who it is
Alike = tuple[list[Known], Screen, Any]  # who looks at the same screen, from the same footing


@dataclass
class Coming:
    """Who is expected to turn to what; it comes true if people are found to be these viewers."""

    viewers: Mapping[UUID, Any] = field(default_factory=dict)
    known: Collection[Known] = ()
    turns: Collection[Turn] = ()
    everybody: Set[Watcher] = field(init=False)

    def __post_init__(self) -> None:
        self.everybody = {watcher for watcher, _ in self.known}

    def come_true(
        self, viewers: Mapping[UUID, Any], asking: Set[Watcher]
    ) -> tuple[Collection[Known], Collection[Turn]]:
        """Of those that ask, who is who and turns to what, if all stand where they are expected."""
        if viewers is not self.viewers:
            return (), ()
        others = self.everybody - asking
        if not others:
            return self.known, self.turns
        known = [each for each in self.known if each[0] not in others]
        return known, [(some - others, view) for some, view in self.turns]


async def alike(some: Iterable[Known]) -> list[Alike]:
    """Watchers and who they are, by what they look at. They are told apart by the footings'
    identity: it is quicker, and those who stand alike share one."""
    found: dict[tuple[Screen, int], Alike] = {}
    async for few in stretches(some, AT_A_STRETCH):
        for known in few:
            screen = known[0].screen
            footing = screen.footing(known[1])
            key = screen, id(footing)
            if key in found:
                found[key][0].append(known)
            else:
                found[key] = [known], screen, footing
    return list(found.values())


async def show(views: Iterable[View]) -> None:
    """Shows what is ready to all who have these views, one after the other as they came."""
    looking = [
        (watcher, ready, is_whole)
        for view in views
        if view.watchers
        for ready in [view.ready()]
        for is_whole in [None not in ready]
        for watcher in view.watchers
    ]
    looking.sort(key=_came)
    async for few in stretches(looking, AT_A_STRETCH):
        new = [(w.line, w.show(ready, is_whole=is_whole)) for w, ready, is_whole in few]
        for line, frames in new:  # apart: to write is the system's work, and has other memory
            if frames:
                line.put(frames)


def _came(looking: tuple[Watcher, Any, bool]) -> int:
    return looking[0].came
