"""The workshop: jobs are done elsewhere, one after the other, and can be left at any time."""

import asyncio
import os
from contextlib import aclosing
from functools import partial

import pytest
import pytest_asyncio

from facilitator.rotation.workshop import Broken, Workshop
from tests.rotation.workshop import jobs


@pytest_asyncio.fixture
async def shop():
    shop = Workshop(size=1)
    yield shop
    await shop.close()


async def all_of(shop, job):
    return [found async for found in shop.do(job)]


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_what_a_job_finds_comes_in_order(shop):
    assert await all_of(shop, partial(jobs.counting, 5)) == [0, 1, 2, 3, 4]


async def test_one_worker_does_job_after_job_politely_and_elsewhere(shop):
    (first,), (second,) = [await all_of(shop, jobs.who_and_how_polite) for _ in range(2)]
    assert first == second
    pid, politeness = first
    assert pid != os.getpid()
    assert politeness >= min(19, os.nice(0) + 10)


async def test_to_leave_a_job_is_to_end_it(shop):
    async with aclosing(shop.do(jobs.never_ending)) as finding:
        _, pid = await anext(finding)
    assert not is_alive(pid)
    assert await all_of(shop, partial(jobs.counting, 2)) == [0, 1]


async def test_a_cancelled_task_leaves_no_worker_behind(shop):
    found = asyncio.Queue()

    async def watch():
        async with aclosing(shop.do(jobs.never_ending)) as finding:
            async for each in finding:
                found.put_nowait(each)

    task = asyncio.create_task(watch())
    _, pid = await found.get()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not is_alive(pid)


@pytest.mark.parametrize(
    ("job", "why"), [(jobs.failing, "ValueError: no such café"), (jobs.dying, "the worker died")]
)
async def test_a_job_that_breaks_says_so_and_the_next_is_done(shop, job, why):
    with pytest.raises(Broken, match=why):
        await all_of(shop, job)
    assert await all_of(shop, partial(jobs.counting, 1)) == [0]


async def test_what_a_job_prints_is_not_taken_for_its_results(shop):
    assert await all_of(shop, jobs.talkative) == ["a word for the house"]


async def test_others_wait_while_all_are_busy(shop):
    async with aclosing(shop.do(jobs.never_ending)) as finding:
        await anext(finding)
        waiting = asyncio.create_task(all_of(shop, partial(jobs.counting, 1)))
        await anext(finding)
        assert not waiting.done()
    assert await waiting == [0]


async def test_nobody_is_left_when_the_workshop_closes():
    shop = Workshop()
    ((pid, _),) = await all_of(shop, jobs.who_and_how_polite)
    await shop.close()
    assert not is_alive(pid)
