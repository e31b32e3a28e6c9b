"""One person sends as fast as people do; whoever is faster waits, and nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.screens import pace
from facilitator.screens.pace import BURST, Pace
from facilitator.settings import settings
from tests.live.deeds import Evening


@pytest.fixture
def per_second(monkeypatch):
    monkeypatch.setattr(settings(), "commands_per_second", 5.0)
    return 5.0


@given(gaps=st.lists(st.floats(0, 10), min_size=1, max_size=400))
def test_nobody_sends_more_than_a_burst_and_the_rate(gaps):
    rate = settings().commands_per_second
    bucket, at, let_through = Pace(None), 1000.0, 0
    for gap in gaps:
        at += gap
        let_through += bucket.wait("ada", at) == 0
    assert let_through <= BURST * rate + (at - 1000) * rate + 1


def test_whoever_waits_as_told_is_let_through(per_second):
    bucket = Pace(None)
    while not (wait := bucket.wait("ada", 0.0)):
        pass
    assert bucket.wait("ada", wait + 1e-6) == 0
    assert bucket.wait("ben", 0.0) == 0


def test_a_refusal_costs_nothing_more(per_second):
    bucket = Pace(None)
    while not bucket.wait("ada", 0.0):
        pass
    waits = {bucket.wait("ada", 0.0) for _ in range(50)}
    assert len(waits) == 1


def test_only_so_many_people_are_kept(monkeypatch):
    monkeypatch.setattr(pace, "MOST_KEPT", 10)
    bucket = Pace(None)
    for number in range(100):
        bucket.wait(str(number), 0.0)
    assert len(bucket.empty_at) == 10


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_flood_of_notes_is_asked_to_wait_and_the_table_is_not(house, cafe, monkeypatch):
    monkeypatch.setattr(settings(), "commands_per_second", 0.1)  # three at once
    evening = Evening(house, cafe)
    await house.open_round(cafe)
    ada = house.visitor(cafe, "ada")
    answers = [
        await ada.post("notes", json=evening.body(key=f"key-{number:04}")) for number in range(6)
    ]
    assert [each.status_code for each in answers[:3]] == [201, 201, 201]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert "Wait" in answers[-1].text
    assert (await ada.get()).status_code == 200
    await evening.note("ben")
