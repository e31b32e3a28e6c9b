"""Stages come and go with those who look."""

import asyncio

from facilitator.live.hub import Hub
from tests.live.troupe import Troupe


async def test_a_stage_that_is_left_gives_its_connection_back(database):
    """The last one leaves in the middle of a drawing, and the house closes at once."""
    troupe, drawing = Troupe(database), asyncio.Event()
    hub = Hub(database, troupe.standings)

    async def without_end(_):
        drawing.set()
        await asyncio.Event().wait()

    troupe.while_drawing = without_end
    with hub.watching(troupe.dialogue, troupe.watcher()):
        await drawing.wait()
        assert database.engine.pool.checkedout() == 1
    assert not hub.stages
    await hub.close()
    assert database.engine.pool.checkedout() == 0
