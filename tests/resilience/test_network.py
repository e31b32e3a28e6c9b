"""Networks that fail as those of venues do, between phones and a worker."""

import asyncio

import httpx2
import pytest

from tests.resilience.wire import DOWN, Weather
from tests.resilience.writing import progress, writers

PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 38\r\nConnection: close\r\n\r\n"
    b"<html>Welcome! Please log in.</html>\r\n"
)


@pytest.fixture
async def door(on_sqlite):
    yield on_sqlite.doors[0]
    await on_sqlite.calm()


async def test_a_phone_that_slept_is_told_the_truth_each_time_it_wakes(on_sqlite, door, history):
    cafe = await on_sqlite.cafe()
    async with (
        on_sqlite.phone(cafe, "ada", history) as ada,
        on_sqlite.phone(cafe, "ben", history) as ben,
    ):
        await asyncio.gather(ada.at_table(), ben.at_table())
        for number in range(5):
            await ada.sleep()
            ben.write(f"While Ada slept {number}")
            await ben.all_saved()
            ada.wake()
            await ada.until(lambda ada, n=number: f"slept {n}" in ada.regions["notes"])
        await ada.in_step()
        assert ada.opened == 6


async def test_half_a_connection_never_shows_a_note_as_saved(on_sqlite, door, history):
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history, patience=0.05) as ada:
        await ada.at_table()
        door.stall()
        note = ada.write("Into a black hole")
        await ada.until(lambda ada: ada.link == "away" and history.keys("unknown"))
        assert not ada.shows_saved(note)
        assert (await on_sqlite.found(cafe, history)).stored == 0
        ada.patience = 1
        await door.calm()
        await ada.all_saved()
        await ada.in_step()
    assert (await on_sqlite.found(cafe, history)).wrong == {}


async def test_on_a_bad_network_it_is_slow_and_right(on_sqlite, door, history):
    cafe = await on_sqlite.cafe()
    async with writers(on_sqlite, cafe, history):
        door.weather = Weather(latency=0.03, jitter=0.05, rate=60_000, crumbs=400, resets=0.01)
        await progress(history, 20)
        await door.calm()
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.acknowledged) == ({}, found.stored)


async def test_a_captive_portal_saves_no_note(on_sqlite, door, history):
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        door.portal = PORTAL
        door.reset()
        note = ada.write("Please log in")
        await ada.until(lambda ada: 200 in ada.statuses)
        assert not ada.shows_saved(note)
        await door.calm()
        await ada.all_saved()
        await ada.in_step()
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.stored) == ({}, 1)


async def test_an_answer_lost_on_the_way_stores_no_second_note(on_sqlite, door, history):
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        door.stall(DOWN)
        ada.write("Stored, and never heard of")
        async with asyncio.timeout(30):
            while not (await on_sqlite.found(cafe, history)).stored:
                await asyncio.sleep(0.02)
        door.flow()
        door.reset()
        await ada.all_saved()
    assert ada.statuses[-1] in (200, 201)
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.stored) == ({}, 1)


async def test_a_hall_that_comes_back_at_once_is_told_everything(on_sqlite, door, history):
    """Sixty phones (5,000 in bench/): the worker is killed, all of them return."""
    cafe = await on_sqlite.cafe()
    phones = [on_sqlite.phone(cafe, who, history) for who in ("ada", "ben", "cleo") * 20]
    await asyncio.gather(*(phone.__aenter__() for phone in phones))
    await asyncio.gather(*(phone.at_table() for phone in phones))
    await on_sqlite.workers[0].end()
    phones[0].write("Written while nobody was there")
    await on_sqlite.workers[0].start()
    await phones[0].all_saved()
    truth = {phone.name: await phone.anew() for phone in phones[:3]}
    await asyncio.gather(
        *(phone.until(lambda one: one.regions == truth[one.name]) for phone in phones)
    )
    assert all(phone.opened == 2 for phone in phones)
    await asyncio.gather(*(phone.__aexit__() for phone in phones))
    assert (await on_sqlite.found(cafe, history)).wrong == {}


async def test_requests_that_never_end_hold_nobody_up(on_sqlite, door, history):
    cafe = await on_sqlite.cafe()
    port = on_sqlite.workers[0].port
    slow = [await asyncio.open_connection("127.0.0.1", port) for _ in range(200)]
    for place, (_, writer) in enumerate(slow):
        half = b"POST /phone/x/notes HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"
        writer.write(half if place % 2 else half[:40])
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        ada.write("In the middle of them")
        await ada.all_saved()
        await ada.in_step()
    for _, writer in slow:
        writer.transport.abort()
    assert ada.statuses == [201]


async def test_without_room_for_connections_those_who_are_here_go_on(on_sqlite, door, history):
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        ada.write("Before it is full")
        await ada.all_saved()
        had = worker.limit_files(spare=4)
        crowd = [await asyncio.open_connection("127.0.0.1", worker.port) for _ in range(40)]
        ada.write("While it is full")
        await ada.all_saved()
        for _, writer in crowd:
            writer.transport.abort()
        worker.set_files(had)
        async with httpx2.AsyncClient(trust_env=False, timeout=30) as stranger:
            assert (await stranger.get(f"{worker.url}/healthz")).status_code == 200
        await ada.in_step()
        assert ada.opened == 1
    assert (await on_sqlite.found(cafe, history)).wrong == {}
