"""Redis is a doorbell: without it nothing is refused and nothing is lost, and screens are late.

How late is measured by the drill (docs/drill.md): 1.5 s of silence and the drawing.
"""

import asyncio

import pytest
from redis.asyncio import Redis

from facilitator.kit.limiter import FROM_ONE_ADDRESS
from tests.resilience.writing import progress, writers

pytestmark = [pytest.mark.postgres, pytest.mark.redis]


async def sees(phone, words):
    await phone.until(lambda phone: words in phone.regions.get("notes", ""))


async def test_a_redis_that_comes_back_empty_is_found_again(on_postgres, history):
    cafe = await on_postgres.cafe()
    async with writers(on_postgres, cafe, history, doors=2):
        await progress(history)
        await on_postgres.redis.end()
        await progress(history)
        await on_postgres.redis.start()
        await progress(history)
    assert (await on_postgres.found(cafe, history)).wrong == {}
    assert {line["status"] for line in history.of("ok")} == {201}
    assert not history.keys("unknown")


async def test_with_redis_down_every_note_is_answered_and_seen(on_postgres, history):
    cafe = await on_postgres.cafe()
    async with (
        on_postgres.phone(cafe, "ada", history, door=0) as ada,
        on_postgres.phone(cafe, "ben", history, door=1) as ben,
    ):
        await asyncio.gather(ada.at_table(), ben.at_table())
        await on_postgres.redis.end()
        for number in range(3):
            ada.write(f"Nobody rings {number}")
            await sees(ben, f"Nobody rings {number}")
        await on_postgres.redis.start()
        ada.write("Rung again")
        await sees(ben, "Rung again")
        await asyncio.gather(ada.in_step(), ben.in_step())
    assert (ada.statuses, ben.opened) == ([201] * 4, 1)
    assert (await on_postgres.found(cafe, history)).wrong == {}


async def test_with_redis_down_codes_cannot_be_guessed(on_postgres):
    cafe = await on_postgres.cafe()
    await on_postgres.redis.end()
    async with on_postgres.phone(cafe, "ada") as ada:
        ada.path = "/j"
        wrong = [await ada.ask("GET", f"WRNG{n:04}") for n in range(FROM_ONE_ADDRESS.amount + 1)]
    await on_postgres.calm()
    assert [answer.status_code for answer in wrong[-2:]] == [404, 429]
    for worker in on_postgres.workers:  # and forget these guesses
        await worker.end()
        await worker.start()


async def test_a_worker_parted_from_redis_shows_what_the_other_shows(on_postgres, history):
    cafe = await on_postgres.cafe()
    on_postgres.bells[0].stall()
    async with writers(on_postgres, cafe, history, doors=2) as phones:
        await progress(history, 12)
        await asyncio.gather(phones[0].at_table(), phones[1].at_table())
    ada, ben, _ = phones  # ada at the parted worker's door, ben at the other's, at one table
    assert ada.regions["notes"] == ben.regions["notes"]
    await on_postgres.calm()
    found = await on_postgres.found(cafe, history)
    assert (found.wrong, found.acknowledged) == ({}, found.stored)
    assert not history.keys("unknown")


async def test_a_redis_that_is_full_or_slow_delays_no_answer(on_postgres, history):
    """Its answers take longer than a note may: a note that waited for it would be unknown."""
    cafe = await on_postgres.cafe()
    async with Redis.from_url(on_postgres.bells[0].behind.geturl()) as redis:
        await redis.config_set("maxmemory", "1")
        await redis.config_set("maxmemory-policy", "noeviction")
        for bell in on_postgres.bells:
            bell.weather.latency = 20.0
        async with writers(on_postgres, cafe, history, doors=2, pace=0.05, patience=0.5):
            await progress(history, 9)
        await redis.config_set("maxmemory", "0")
    await on_postgres.calm()
    assert (await on_postgres.found(cafe, history)).wrong == {}
    assert not history.keys("unknown")
