"""Work on thousands, with pauses in which others are served."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import TypeVar

V = TypeVar("V")
MOMENT = 0.002  # seconds


async def pause() -> None:
    """Between two long things, each done in one go. One turn of the loop would bring others but a
    step on: a moment serves them."""
    await asyncio.sleep(MOMENT)


async def stretches(some: Iterable[V], most: int) -> AsyncIterator[list[V]]:
    """At most so many at a time; with a pause after each, in which notes are taken in."""
    those = iter(some)
    while stretch := list(islice(those, most)):
        yield stretch
        await asyncio.sleep(0)
