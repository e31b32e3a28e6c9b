"""What the house tells those who look after it, and nobody else."""

import asyncio
import re
from contextlib import AsyncExitStack

import pytest

from facilitator.kit import measures
from facilitator.settings import settings
from tests.live.deeds import Evening
from tests.waiting import until

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

ELSEWHERE = {"X-Forwarded-For": "203.0.113.9"}


async def asked(house, cafe, path, **headers):
    return await house.visitor(cafe, "").get(path, **headers)


async def measured(house, cafe, name):
    """The value of one series."""
    text = (await asked(house, cafe, "/metrics")).text
    found = re.search(rf"^facilitator_{name} (\S+)$", text, re.MULTILINE)
    assert found, text
    return float(found[1])


async def test_ready_until_the_house_closes(house, cafe):
    assert (await asked(house, cafe, "/readyz")).json() == {"status": "ready"}
    house.app.state.crowd.leaving = True
    answer = await asked(house, cafe, "/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "leaving"})
    assert answer.headers["Retry-After"]
    assert (await asked(house, cafe, "/healthz")).status_code == 200


async def test_measures_are_not_for_people_elsewhere(house, cafe):
    assert (await asked(house, cafe, "/metrics")).status_code == 200
    assert (await asked(house, cafe, "/metrics", **ELSEWHERE)).status_code == 404


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("Bearer a long key", 200),
        ("bearer a long key", 200),
        ("Bearer another key", 404),
        ("Bearer", 404),
        ("Basic a long key", 404),
    ],
)
async def test_measures_are_for_whoever_brings_the_key(house, cafe, monkeypatch, given, status):
    monkeypatch.setattr(settings(), "operator_key", "a long key")
    answer = await asked(house, cafe, "/metrics", Authorization=given, **ELSEWHERE)
    assert answer.status_code == status


async def test_with_a_key_the_machine_itself_must_bring_it(house, cafe, monkeypatch):
    monkeypatch.setattr(settings(), "operator_key", "a long key")
    assert (await asked(house, cafe, "/metrics")).status_code == 404


async def test_a_note_is_measured_on_its_way(house, cafe):
    names = ("ack", "commit", "draw", "bus_lag")
    await house.open_round(cafe)
    async with house.visitor(cafe, "ben").watching() as ben:
        await ben.catch_up()
        await ben.until(lambda drawn: "notes" in drawn)
        before = {name: await measured(house, cafe, f"{name}_seconds_count") for name in names}
        await Evening(house, cafe).note(words="To be measured")
        await ben.until(lambda drawn: "To be measured" in drawn["notes"])
        await until(lambda: measures.CONNECTIONS._value.get() == 1)
        after = {name: await measured(house, cafe, f"{name}_seconds_count") for name in names}
        assert await measured(house, cafe, "connections") == 1
    assert all(after[name] > before[name] for name in names), (before, after)


async def test_who_stands_at_the_door_is_counted(house, cafe):
    engine = house.app.state.database.engine

    async def come():
        async with house.visitor(cafe, "ben").watching() as ben:
            await ben.catch_up()

    async with AsyncExitStack() as every_connection:
        for _ in range(engine.pool.size()):
            await every_connection.enter_async_context(engine.connect())
        coming = asyncio.create_task(come())
        await until(lambda: house.app.state.crowd.at_the_door)
        assert await measured(house, cafe, "handshakes") == 1
    await coming
    assert await measured(house, cafe, "handshakes") == 0


async def test_measures_hold_nobodys_words_and_no_ids(house, cafe):
    await house.open_round(cafe)
    await Evening(house, cafe).note(words="Heard by nobody")
    text = (await asked(house, cafe, "/metrics")).text
    assert "Heard" not in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text)
