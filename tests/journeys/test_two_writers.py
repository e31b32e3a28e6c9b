"""A few turns of two who write one report over bad wires. `python -m tests.journeys.two_writers`
walks for long."""

from contextlib import AsyncExitStack

from playwright.async_api import Browser

from tests.cast import Cafe
from tests.house_server import House
from tests.journeys.two_writers import all_is_kept, scripts_failed, two_writers, walk


async def test_what_two_write_over_bad_wires_is_kept_and_both_see_the_same(
    browser: Browser, house: House, cafe: Cafe
) -> None:
    async with AsyncExitStack() as up:
        writers = await two_writers(up, browser, house, cafe, seed=4)
        for writer in writers:
            assert await writer.open(writer.rows[0])
            await writer.type(writer.rows[0])
        for writer in writers:
            await writer.save(writer.rows[0])
        counted = await walk(writers, seconds=30, turns=3)
        await all_is_kept(house.app.state.database, writers)
        assert counted["conflicts"]
        assert counted["saved"]
        assert not scripts_failed(writers)
