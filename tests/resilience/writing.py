"""People who write without a pause, until the test has seen enough; then all of it must arrive."""

import asyncio
import random
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count

from tests.cast import Cafe
from tests.resilience.history import History
from tests.resilience.phone import Phone
from tests.resilience.stack import Stack

WRITERS = dict.fromkeys(("ada", "ben", "cleo"), "phone")
AT_HAND = 2  # notes that wait on a phone at most
BETWEEN = 0.1  # seconds; without a pause a table soon has more notes than a frame may hold
PATIENCE = 600.0  # seconds; how fast a busy machine is says nothing about the house


@asynccontextmanager
async def writers(
    stack: Stack,
    cafe: Cafe,
    history: History,
    cast: Mapping[str, str] = WRITERS,
    *,
    watching: Collection[str] | None = None,
    doors: int = 1,
    **nature: float,
) -> AsyncIterator[list[Phone]]:
    """Phones in steady use. Leaving waits until each has sent what it holds and is in step.

    `watching`: those who keep their screen once they have seen their table (None: all).
    """
    async with AsyncExitStack() as open_pages:
        phones = [
            await open_pages.enter_async_context(
                stack.phone(cafe, who, history, door=place % doors, screen=screen, **nature)
            )
            for place, (who, screen) in enumerate(cast.items())
        ]
        await asyncio.gather(*(phone.at_table() for phone in phones))
        seeing = [phone for phone in phones if watching is None or phone.name in watching]
        for phone in phones:
            if phone not in seeing:
                phone.look_away()
        typing = [asyncio.create_task(type_on(phone)) for phone in phones]
        yield phones
        for task in typing:
            task.cancel()
        await asyncio.gather(*typing, return_exceptions=True)
        await asyncio.gather(*(phone.all_saved(PATIENCE) for phone in phones))
        await asyncio.gather(*(phone.in_step(PATIENCE) for phone in seeing))


async def type_on(phone: Phone) -> None:
    for number in count(1):
        await phone.until(lambda phone: len(phone.unsaved) < AT_HAND, 600)
        phone.write(f"{phone.name} says {number}")
        await asyncio.sleep(BETWEEN)


async def progress(history: History, notes: int = 4) -> None:
    """Until so many more notes are shown as saved, and a moment longer."""
    enough = len(history.keys("ok")) + notes
    async with asyncio.timeout(PATIENCE):
        while len(history.keys("ok")) < enough:
            await asyncio.sleep(0.01)
    await asyncio.sleep(random.uniform(0, 0.05))
