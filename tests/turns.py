"""How often others get their turn while something long is done, and what is loaded for it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from typing import Any

from sqlalchemy import event

from facilitator.kit.model import Model


@asynccontextmanager
async def turns_of_others() -> AsyncIterator[list[int]]:
    """What is in the list at the end are the turns somebody else had, one after the other."""
    had: list[int] = []

    async def other() -> None:
        for turn in count(1):
            had.append(turn)
            await asyncio.sleep(0)

    waiting = asyncio.ensure_future(other())
    await asyncio.sleep(0)
    had.clear()
    try:
        yield had
    finally:
        waiting.cancel()


@contextmanager
def loaded() -> Iterator[Counter[type[Model]]]:
    """How many objects of which class are made of rows meanwhile."""
    found: Counter[type[Model]] = Counter()

    def count_it(made: Model, _: Any) -> None:
        found[type(made)] += 1

    event.listen(Model, "load", count_it, propagate=True)
    try:
        yield found
    finally:
        event.remove(Model, "load", count_it)
