"""Closing time: people are told, what is under way is saved, and everybody is sent elsewhere."""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress

import httpx2
import pytest
from sqlalchemy import func, select
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from facilitator.app import say_goodbye
from facilitator.notes.model import Note
from tests.cast import make_cafe
from tests.house_server import House
from tests.live.deeds import Evening
from tests.running import free_port, to_this_machine
from tests.waiting import until

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def to_the_end(watched):
    """(every message until the end, the close code)."""
    told = []
    with suppress(ConnectionClosed):
        while True:
            told.append(json.loads(await watched.socket.recv()))
    return told, watched.socket.close_code


@ON_SQLITE
async def test_browsers_hear_how_long_to_spread_before_they_are_sent_away(house, cafe):
    async with house.visitor(cafe, "ada").watching() as ada:
        await ada.catch_up()
        await say_goodbye(house.app)
        told, code = await to_the_end(ada)
    assert code == 1012
    assert [each for each in told if each["type"] == "restart"] == [
        {"type": "restart", "within": 8000}
    ]


@ON_SQLITE
async def test_what_is_under_way_is_saved_and_shown_first(house, cafe):
    evening = Evening(house, cafe)
    await house.open_round(cafe)
    async with house.visitor(cafe, "ben").watching() as ben:
        await ben.until(lambda drawn: "notes" in drawn)
        async with house.app.state.database.writing():  # somebody else holds the disk
            writing = asyncio.create_task(evening.note(words="At the last moment"))
            await until(lambda: house.app.state.crowd.inside)
            leaving = asyncio.create_task(say_goodbye(house.app))
            await until(lambda: house.app.state.crowd.leaving)
            assert not leaving.done()
        await writing
        await leaving
        _, code = await to_the_end(ben)
    assert code == 1012


@ON_SQLITE
async def test_nobody_new_is_let_in(house, cafe):
    house.app.state.crowd.leaving = True
    with pytest.raises(InvalidStatus) as caught:
        async with house.visitor(cafe, "ada").watching():
            pass
    assert caught.value.response.status_code == 503


@ON_SQLITE
async def test_a_request_that_never_ends_does_not_keep_the_house_open(house, cafe, monkeypatch):
    monkeypatch.setattr("facilitator.app.FINISH", 0.05)
    house.app.state.crowd.inside += 1
    await say_goodbye(house.app)
    house.app.state.crowd.inside -= 1


@pytest.mark.postgres
@pytest.mark.redis
async def test_two_workers_are_renewed_one_after_the_other(
    postgres_database, postgres_url, redis_url
):
    """Notes are written all the while; a phone is sent away with 1012 and finds its way back."""
    database = postgres_database
    cafe = await make_cafe(database)
    port = free_port()
    options = ["--port", str(port), "--workers", "2"]
    options += ["--database-url", postgres_url, "--redis-url", redis_url]
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "facilitator", "serve", *options, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with to_this_machine(retries=5) as wires:
            house = House(app=None, host=f"127.0.0.1:{port}", wires=wires)  # type: ignore[arg-type]
            await answering(house, cafe)
            written = await notes_during(house, cafe, lambda: os.kill(parent.pid, signal.SIGHUP))
    finally:
        parent.send_signal(signal.SIGTERM)
        await asyncio.wait_for(parent.wait(), 30)
    async with database.reading() as db:
        assert await db.scalar(select(func.count()).select_from(Note)) == written


async def answering(house, cafe):
    for _ in range(600):
        with suppress(httpx2.TransportError):
            if (await house.visitor(cafe, "").get("/readyz")).status_code == 200:
                return
        await asyncio.sleep(0.05)
    raise TimeoutError


async def notes_during(house, cafe, renew):
    """Writes notes until phones held by both workers were sent away; gives how many were saved."""
    evening = Evening(house, cafe)
    dora = house.visitor(cafe, "dora", "console")
    await dora.post(f"sessions/{cafe.session}/rounds/1/opening", data={"expected": 0})
    phones = [asyncio.create_task(sent_away(house, cafe)) for _ in range(5)]
    await asyncio.sleep(0)
    renew()
    written = 0
    while not all(each.done() for each in phones):
        body = evening.body(key=f"key-while-{written}")
        answer = await persistently(house.visitor(cafe, "ada"), body)
        assert answer.status_code in (200, 201), answer.text
        written += 1
        await asyncio.sleep(0.05)  # the pace of a table
    assert {each.result() for each in phones} == {1012}
    await back_again(house, cafe)
    return written


async def back_again(house, cafe):
    """As a phone does: one of the workers may still say goodbye, with 503 or by closing what it has
    not read yet, and is asked again."""
    for _ in range(100):
        with suppress(InvalidHandshake):
            async with house.visitor(cafe, "ben").watching() as ben:
                await ben.until(lambda drawn: "Trust grows" in drawn.get("notes", ""))
            return
        await asyncio.sleep(0.05)
    raise TimeoutError


async def sent_away(house, cafe):
    async with house.visitor(cafe, "ben").watching() as ben:
        return (await to_the_end(ben))[1]


async def persistently(visitor, body):
    """As the outbox does: the same key again, until there is an answer."""
    for _ in range(50):
        with suppress(httpx2.TransportError):
            answer = await visitor.post("notes", json=body)
            if answer.status_code < 500:
                return answer
        await asyncio.sleep(0.05)
    raise TimeoutError
