"""Several workers on PostgreSQL and a real Redis: what one of them stores, all of them show.

Losing Redis costs at most the stages' silence, never an answer and never a note.
"""

import asyncio

import pytest
from redis.asyncio import Redis
from websockets.exceptions import ConnectionClosed

from facilitator.kit.ids import new_id
from facilitator.live import stage as stages
from facilitator.live import wire
from facilitator.live.wire import CHANNEL, packed, unpacked
from facilitator.people.actions import revoke_passes
from facilitator.people.model import Participant
from tests.house_server import running_house
from tests.resilience.wire import Wire
from tests.waiting import until

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.redis,
    pytest.mark.parametrize("database", ["postgres"], indirect=True),
]
LONG = 60.0


@pytest.fixture
async def redis(redis_url):
    async with Redis.from_url(redis_url) as redis:
        yield redis


@pytest.fixture
async def wire_to_a(redis_url):
    async with Wire(redis_url) as wire_to_redis:
        yield wire_to_redis


@pytest.fixture
async def wire_to_b(redis_url):
    async with Wire(redis_url) as wire_to_redis:
        yield wire_to_redis


@pytest.fixture
async def workers(database, cafe, wire_to_a, wire_to_b, redis):
    """Two workers, each with a wire to Redis of its own, and an open round."""
    url = database.url.render_as_string(hide_password=False)
    async with running_house(url, wire_to_a.url) as a, running_house(url, wire_to_b.url) as b:
        await subscribed(redis, 2)
        await a.open_round(cafe)
        yield a, b


async def subscribed(redis, count):
    async with asyncio.timeout(10):
        while (await redis.pubsub_numsub(CHANNEL))[0][1] != count:  # noqa: ASYNC110 - Redis' count
            await asyncio.sleep(0.01)


def only_by_bell(monkeypatch):
    """From now on a stage looks at the log only when somebody rings."""
    monkeypatch.setattr(stages, "SILENCE", LONG)


async def write(house, cafe, words):
    """Ada writes a note at a worker, and is answered."""
    answer = await house.visitor(cafe, "ada").post(
        "notes",
        json={
            "key": f"key-{new_id()}",
            "session": str(cafe.session),
            "round": 1,
            "table": str(cafe.tables[1]),
            "question": str(cafe.questions[1]),
            "words": words,
        },
    )
    assert answer.status_code == 201


async def seen(watched, words):
    await watched.until(lambda drawn: words in drawn.get("notes", ""))


async def test_a_note_stored_by_one_worker_is_shown_by_another(workers, cafe, monkeypatch):
    a, b = workers
    only_by_bell(monkeypatch)
    async with b.visitor(cafe, "ben").watching() as bens:
        await bens.until(lambda drawn: "notes" in drawn)
        await write(a, cafe, "Across workers")
        await seen(bens, "Across workers")
        assert bens.regions == await b.visitor(cafe, "ben").regions()
        assert bens.regions == await a.visitor(cafe, "ben").regions()


async def test_a_right_withdrawn_at_one_worker_ends_the_sockets_of_another(
    workers, cafe, monkeypatch
):
    a, b = workers
    only_by_bell(monkeypatch)
    async with b.visitor(cafe, "ben").watching() as bens, b.visitor(cafe, "ada").watching() as adas:
        await bens.until(lambda drawn: "notes" in drawn)
        async with a.at_work(cafe) as work:
            await revoke_passes(work, await work.db.get_one(Participant, cafe.people["ben"]))
        with pytest.raises(ConnectionClosed):
            await bens.until(lambda _: False)
        assert bens.socket.close_code == 4403
        await adas.catch_up()


async def test_without_redis_a_note_is_answered_and_shown(workers, cafe, wire_to_a, wire_to_b):
    a, b = workers
    async with b.visitor(cafe, "ben").watching() as bens:
        await bens.until(lambda drawn: "notes" in drawn)
        wire_to_a.cut()
        wire_to_b.cut()
        for number in range(3):
            await write(a, cafe, f"Unheard {number}")
            await seen(bens, f"Unheard {number}")


async def test_a_redis_that_stalls_holds_nobody_up(workers, cafe, wire_to_a):
    a, b = workers
    async with b.visitor(cafe, "ben").watching() as bens, a.visitor(cafe, "hugo").watching() as own:
        await bens.until(lambda drawn: "notes" in drawn)
        wire_to_a.stall()
        await write(a, cafe, "Stalled")  # while it stalls
        await seen(own, "Stalled")
        await seen(bens, "Stalled")


async def test_a_killed_subscription_is_taken_up_again(workers, cafe, redis, monkeypatch):
    a, b = workers
    async with b.visitor(cafe, "ben").watching() as bens:
        await bens.until(lambda drawn: "notes" in drawn)
        only_by_bell(monkeypatch)
        await redis.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        await subscribed(redis, 2)
        await write(a, cafe, "Heard again")
        await seen(bens, "Heard again")


async def test_what_was_missed_is_looked_up_on_coming_back(workers, cafe, redis, monkeypatch):
    a, b = workers
    async with b.visitor(cafe, "ben").watching() as bens:
        await bens.until(lambda drawn: "notes" in drawn)
        only_by_bell(monkeypatch)
        b.app.state.bell.hub.heard, heard = (lambda *_: None), b.app.state.bell.hub.heard
        await write(a, cafe, "Missed")
        b.app.state.bell.hub.heard = heard
        await redis.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        await seen(bens, "Missed")


async def test_a_subscription_that_went_dead_is_noticed(workers, cafe, wire_to_b, monkeypatch):
    monkeypatch.setattr(wire, "CHECK", 0.1)
    monkeypatch.setattr(wire, "AGAIN", 0.1)
    before = wire_to_b.connections
    await asyncio.sleep(2.1)  # the question that is under way still has the longer patience
    assert wire_to_b.connections == before
    wire_to_b.stall()
    await until(lambda: wire_to_b.connections > before)
    wire_to_b.flow()


async def test_noise_on_the_channel_ends_nothing(workers, cafe, redis, monkeypatch):
    a, b = workers
    async with b.visitor(cafe, "ben").watching() as bens:
        await bens.until(lambda drawn: "notes" in drawn)
        only_by_bell(monkeypatch)
        for noise in ("", "[]", "{}", "\xff", '{"dialogue": 1, "revision": "x"}'):
            await redis.publish(CHANNEL, noise)
        await write(a, cafe, "In spite of noise")
        await seen(bens, "In spite of noise")


async def test_a_bell_says_where_and_how_far_and_no_more(workers):
    dialogue = new_id()
    assert unpacked(packed(dialogue, 7).encode()) == (dialogue, 7)
    assert len(packed(dialogue, 7)) < 100


async def test_its_own_echo_wakes_nobody(workers, cafe):
    a, _ = workers
    async with a.visitor(cafe, "ben").watching() as bens:
        await bens.until(lambda drawn: "notes" in drawn)
        await write(a, cafe, "Once")
        await seen(bens, "Once")
        stage = a.app.state.hub.stages[cafe.dialogue]
        stage.stirred.clear()
        a.app.state.hub.heard(cafe.dialogue, stage.revision)
        assert not stage.stirred.is_set()
