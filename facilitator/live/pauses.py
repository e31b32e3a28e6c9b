"""Work on thousands, with pauses in which others are served."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import TypeVar

V = TypeVar("V")


async def stretches(some: Iterable[V], most: int) -> AsyncIterator[list[V]]:
    """At most so many at a time; with a pause after each, in which notes are taken in."""
    those = iter(some)
    while stretch := list(islice(those, most)):
        yield stretch
        await asyncio.sleep(0)
