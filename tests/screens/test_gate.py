"""Too many at once are asked to come again; nobody who is inside notices."""

import asyncio

import pytest
from websockets.exceptions import InvalidStatus

from facilitator.screens import gate
from tests.waiting import until

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def refused(visitor):
    with pytest.raises(InvalidStatus) as caught:
        async with visitor.watching():
            pass
    return caught.value.response


async def test_a_full_house_says_when_to_come_again(house, cafe, monkeypatch):
    monkeypatch.setattr(gate, "MOST_INSIDE", 0)
    answer = await house.visitor(cafe, "ada").get()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "busy" in answer.text
    assert (await house.visitor(cafe, "").get("/healthz")).status_code == 200


async def test_a_crowd_at_the_door_says_when_to_come_again(house, cafe, monkeypatch):
    async with house.visitor(cafe, "ben").watching() as ben:
        monkeypatch.setattr(gate, "MOST_AT_THE_DOOR", 0)
        answer = await refused(house.visitor(cafe, "ada"))
        assert (answer.status_code, bool(answer.headers["Retry-After"])) == (503, True)
        await ben.catch_up()


async def test_whoever_was_let_in_or_refused_stands_at_the_door_no_more(house, cafe):
    crowd = house.app.state.crowd
    async with house.visitor(cafe, "ben").watching() as ben:
        await ben.catch_up()
        assert crowd.at_the_door == 0
        assert (await refused(house.visitor(cafe, ""))).status_code == 401
        assert crowd.at_the_door == 0
    await asyncio.gather(*(house.visitor(cafe, "ada").get() for _ in range(5)))
    await until(lambda: crowd.inside == 0)


async def test_a_storm_gets_in_through_a_narrow_door(house, cafe, monkeypatch):
    """Two dozen phones at a door for four: those who are refused come again until all are in."""
    monkeypatch.setattr(gate, "MOST_AT_THE_DOOR", 4)
    away, ready = 0, asyncio.Semaphore(0)

    async def phone():
        nonlocal away
        while True:
            try:
                async with house.visitor(cafe, "ada").watching() as screen:
                    await screen.until(lambda drawn: "card" in drawn)
                    ready.release()
                    await everybody.wait()
                    return
            except InvalidStatus as full:
                away += full.response.status_code == 503
                await asyncio.sleep(0.01)

    everybody = asyncio.Event()
    phones = [asyncio.create_task(phone()) for _ in range(24)]
    for _ in phones:
        await ready.acquire()
    everybody.set()
    await asyncio.gather(*phones)
    assert away
