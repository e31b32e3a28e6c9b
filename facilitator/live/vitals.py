"""How the house is: looked at once a second, for whoever watches over it."""

import asyncio
from resource import RLIMIT_NOFILE, getrlimit

from facilitator.kit import measures
from facilitator.live.hub import Hub

EVERY = 1.0  # seconds


async def keep_measuring(hub: Hub) -> None:
    measures.forget_the_gone()
    measures.FILES.set(getrlimit(RLIMIT_NOFILE)[0])
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + EVERY
        await asyncio.sleep(EVERY)
        measures.LOOP_LAG.observe(max(0.0, loop.time() - due))
        look(hub)


def look(hub: Hub) -> None:
    """Counts the open screens, and what waits for those that do not read."""
    lines = [watcher.line for watcher in hub.watchers()]
    measures.CONNECTIONS.set(len(lines))
    measures.OUTBOX.set(sum(line.depth for line in lines))
    measures.FULL.set(sum(line.full for line in lines))
