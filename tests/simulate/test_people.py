"""Simulated people do as people do: who is slow writes where they began."""

import httpx2
import pytest

from facilitator.rounds.actions import move_round
from facilitator.rounds.queries import numbered
from facilitator.rounds.rules import Move
from facilitator.simulate.people import Guest, place_of
from facilitator.simulate.script import Line
from facilitator.simulate.tally import Tally

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def test_whoever_is_slow_writes_a_late_note_where_they_began(house, cafe):
    """The next round waits already, and has not begun: nothing of theirs is refused."""
    ada = Guest("ada", house.url, httpx2.AsyncHTTPTransport(), Tally())
    await ada.join_by_code(cafe.join_code)
    await house.open_round(cafe)
    await ada.until(lambda: ada.place is not None, 20)
    ada.began = ada.slot
    for move in (Move.RING, Move.CLOSE):
        async with house.at_work(cafe) as work:
            round_ = await numbered(work.db, cafe.session, 1)
            await move_round(work, cafe.session, 1, move, round_.version)
    await ada.until(lambda: ada.place is None, 20)
    table, _ = place_of(ada.began)
    await ada.write(Line("n1", table, 1, "", "en", "gap", "ada", "Said in time, typed late."), None)
    assert ada.tally.refused == {}
    stored = (await house.visitor(cafe, "dora", "desk").get("notes.json")).json()["notes"]
    assert [(each["table"], each["round"]) for each in stored] == [(table, 1)]
    await ada.leave()
