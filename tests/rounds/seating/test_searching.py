"""Searching for a plan and publishing what was found."""

import asyncio

import pytest

from facilitator.kit.errors import Conflict, NotNow
from facilitator.rotation.kinds import RuleKind, SearchState
from facilitator.rotation.queries import newest_search, plans_of
from facilitator.rounds.seating import keeper
from facilitator.rounds.seating.searching import ask_search, publish_plan, stop_search
from tests.rotation.workshop import jobs
from tests.rounds.seating.halls import keeper_of, open_round, ruled, searched, seats_by_name
from tests.waiting import until
from tests.works import at_work


async def newest(database, cafe):
    async with database.reading() as db:
        return await newest_search(db, cafe.session, whole=True)


async def publish(database, cafe, search):
    async with at_work(database, cafe.people["dora"]) as work:
        await publish_plan(work, cafe.session, search)


async def test_what_is_found_keeps_the_rules_and_is_published(database, cafe):
    await ruled(database, cafe, RuleKind.TOGETHER, "ada", "cleo")
    before = await seats_by_name(database, cafe)
    search = await searched(database, cafe)
    row = await newest(database, cafe)
    assert (row.state, row.percent) == (SearchState.DONE, 100)
    assert {"repeats", "lower_bound_repeats", "optimal"} <= row.found[0].keys()
    assert await seats_by_name(database, cafe) == before  # nothing happens before a chair says so
    await publish(database, cafe, search)
    for seated in await seats_by_name(database, cafe):
        assert seated["ada"] == seated["cleo"]
        assert (seated["gita"], seated["hugo"], seated["ines"]) == (1, 1, 2)
    async with database.reading() as db:
        (made,) = await plans_of(db, cafe.session)
    assert (made.version, made.figures["hard_violations"]) == (1, 0)


async def test_what_was_found_before_a_rule_came_is_not_published(database, cafe):
    search = await searched(database, cafe)
    await ruled(database, cafe, RuleKind.APART, "ada", "cleo")
    with pytest.raises(Conflict, match="changed"):
        await publish(database, cafe, search)


async def test_a_plan_the_checker_does_not_pass_is_not_published(database, cafe):
    search = await searched(database, cafe)
    before = await seats_by_name(database, cafe)
    async with at_work(database) as work:  # somebody tampered with it: all at a table not there
        row = await newest_search(work.db, cafe.session, whole=True)
        row.seats = [[[9 for _ in tables] for tables in row.seats[0]]]
    with pytest.raises(Conflict):
        await publish(database, cafe, search)
    assert await seats_by_name(database, cafe) == before


async def test_a_newer_search_takes_the_place_of_an_older(database, cafe):
    first = await searched(database, cafe)
    async with at_work(database) as work:
        second = (await ask_search(work, cafe.session, 1)).id
    with pytest.raises(Conflict, match="searched again"):
        await publish(database, cafe, first)
    with pytest.raises(NotNow, match="Nothing has been found"):
        await publish(database, cafe, second)


async def test_once_the_café_has_begun_no_whole_plan_is_sought_or_published(database, cafe):
    search = await searched(database, cafe)
    await open_round(database, cafe)
    with pytest.raises(NotNow):
        await publish(database, cafe, search)
    with pytest.raises(NotNow):
        async with at_work(database) as work:
            await ask_search(work, cafe.session, 1)


async def test_a_search_that_is_stopped_ends_at_once_and_changes_no_seat(database, cafe):
    before = await seats_by_name(database, cafe)
    async with at_work(database) as work:
        search = (await ask_search(work, cafe.session, 60)).id
    async with keeper_of(database) as keeping:
        going = asyncio.create_task(keeping.run())
        await until(lambda: search in keeping.going, 10)
        async with at_work(database) as work:
            await stop_search(work, cafe.session)
        await keeping.stir()
        await until(lambda: search not in keeping.going, 10)
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
        assert not keeping.shop.all
    row = await newest(database, cafe)
    assert row.state in (SearchState.STOPPED, SearchState.DONE)
    assert await seats_by_name(database, cafe) == before


async def test_a_search_whose_worker_fails_says_so(database, cafe, monkeypatch):
    monkeypatch.setattr(keeper, "search_plan", jobs.failing)
    await searched(database, cafe)
    assert (await newest(database, cafe)).state == SearchState.FAILED
