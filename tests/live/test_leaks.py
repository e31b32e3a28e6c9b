"""Nobody is sent what was not theirs at that moment. `python -m tests.live.walk` walks for long."""

from collections import Counter

import pytest

from facilitator.live.crowd import Coming
from facilitator.live.stage import Stage
from facilitator.screens import registers, standing
from facilitator.screens.standing import foresee
from tests.live import walk
from tests.live.walk import Leak, walked

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SEEN = {
    f"{kind} on {screen}" for kind in ("note", "message", "card") for screen in ("phone", "table")
}


@pytest.mark.parametrize("seed", [7])
async def test_a_walk_without_a_leak(database, seed):
    counted = await walked(database, 120, seed)
    assert counted["hung up"]
    assert sum(counted[each] for each in SEEN) > 40, counted


async def test_a_crowd_that_is_foreseen_walks_without_a_leak(database, monkeypatch):
    """As if they were hundreds: where they will stand is foreseen, and they turn at once."""
    monkeypatch.setattr(standing, "A_FEW", 1)
    monkeypatch.setattr(registers, "A_FEW", 1)
    counted, come_true = Counter(), Coming.come_true

    def counting(self, *found):
        known, turns = come_true(self, *found)
        counted["turned"] += sum(len(some) for some, _ in turns)
        return known, turns

    monkeypatch.setattr(Coming, "come_true", counting)
    counted += await walked(database, 60, 10, foresee)
    assert counted["turned"], counted
    assert sum(counted[each] for each in SEEN) > 20, counted


# ---- that the oracle would see a leak, if there were one


async def test_whoever_is_not_asked_again_where_they_stand_is_found(database, monkeypatch):
    settle = Stage._settle

    async def once_only(self, db):
        self.unsettled = {each for each in self.unsettled if each.viewer is None}
        return await settle(self, db)

    monkeypatch.setattr(Stage, "_settle", once_only)
    with pytest.raises(Leak):
        await walked(database, 400, 7)


async def test_a_line_that_stays_open_is_found(database, monkeypatch):
    monkeypatch.setattr(walk.Listening, "hang_up", lambda _self, _code: None)
    with pytest.raises(Leak, match="left open"):
        await walked(database, 400, 7)
