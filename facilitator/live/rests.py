"""Rests between two drawings: of what could not be drawn, and of overviews that every note changes.

A region that rests does so as a whole, from whatever vantage it is seen.
"""

import asyncio
from collections.abc import Iterable

from facilitator.live.drawing import Drawing
from facilitator.live.screen import Region

LAZY = 5  # overviews rest this many times as long as drawing them took: people come first
LONGEST = 2.0  # seconds; but no longer


def clock() -> float:
    return asyncio.get_running_loop().time()


class Rests:
    def __init__(self) -> None:
        self.resting: dict[Region, float] = {}  # until when
        self.overviews_at = 0.0  # the next of them: those that fall due till then read together

    def until(self, drawing: Drawing) -> float:
        region = drawing.key[0]
        together = self.overviews_at if region.rest else 0.0
        return max(drawing.resting_until, self.resting.get(region, 0.0), together)

    def over(self, drawings: Iterable[Drawing]) -> list[Drawing]:
        """Those of them that may be drawn now."""
        moment = clock()
        return [each for each in drawings if self.until(each) <= moment]

    def begin(self, overviews: Iterable[Drawing], took: float) -> None:
        """Overviews were drawn, which took so many seconds."""
        moment = clock()
        self.resting |= {each.key[0]: moment + each.key[0].rest for each in overviews}
        self.overviews_at = moment + min(LONGEST, LAZY * took)
