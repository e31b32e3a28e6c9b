"""Two worker processes on one PostgreSQL and one Redis: one room for everybody."""

import asyncio
from collections import Counter
from itertools import count

import pytest
import pytest_asyncio

from facilitator.kit.database import Database
from facilitator.simulate.server import Backing, serving
from tests.cast import Cafe, make_cafe
from tests.conftest import emptied
from tests.house_server import House
from tests.running import to_this_machine

serial = count()
pytestmark = [pytest.mark.postgres, pytest.mark.redis]


@pytest_asyncio.fixture(scope="module")
async def busy_place(postgres_url, redis_url):
    """(database, address, wires) of two workers as an operator would start them."""
    await emptied(postgres_url)
    database = Database(postgres_url)
    backing = Backing(postgres_url, redis_url, workers=2)
    async with to_this_machine() as wires, serving(backing) as base:
        yield database, base.removeprefix("http://"), wires
    await database.close()


@pytest_asyncio.fixture
async def busy_house(busy_place):
    """A café of its own for each test."""
    database, host, wires = busy_place
    number = next(serial)
    cafe = await make_cafe(database, f"harbour-{number}", f"other-{number}")
    return House(app=None, host=host, wires=wires), cafe  # type: ignore[arg-type]


async def test_of_twenty_presses_one_opens_the_round_and_nineteen_hear_who_did(busy_house):
    house, cafe = busy_house
    chairs = [house.visitor(cafe, who, "console") for who in ("dora", "emil")] * 10
    path = f"sessions/{cafe.session}/rounds/1/opening"
    headers = {"Accept": "application/json"}

    answers = await asyncio.gather(
        *(chair.send("POST", path, data={"expected": 0}, headers=headers) for chair in chairs)
    )

    assert Counter(each.status_code for each in answers) == {204: 1, 409: 19}
    told = {each.json()["words"] for each in answers if each.status_code == 409}
    assert told in [{f"Round 1 was already opened by {who}."} for who in ("Dora", "Emil")]


async def test_a_note_reaches_the_table_whichever_worker_holds_its_phones(busy_house):
    house, cafe = busy_house
    dora = house.visitor(cafe, "dora", "console")
    await dora.post(f"sessions/{cafe.session}/rounds/1/opening", data={"expected": 0})
    bens = [house.visitor(cafe, "ben") for _ in range(6)]

    async def sees(ben) -> None:
        async with ben.watching() as watched:
            ready.release()
            await watched.until(lambda drawn: "Trust grows" in drawn.get("notes", ""))

    ready = asyncio.Semaphore(0)
    watching = [asyncio.create_task(sees(ben)) for ben in bens]
    for _ in bens:
        await ready.acquire()
    answer = await house.visitor(cafe, "ada").post("notes", json=_note(cafe))
    await asyncio.gather(*watching)

    assert answer.status_code == 201


def _note(cafe: Cafe) -> dict[str, object]:
    return {
        "key": "two-workers-1",
        "session": str(cafe.session),
        "round": 1,
        "table": str(cafe.tables[1]),
        "question": str(cafe.questions[1]),
        "kind": "gap",
        "words": "Trust grows slowly",
    }
