"""A screen kept by the socket is the screen one would get by reloading, whatever happened."""

from asyncio import gather
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from facilitator.kit import ledger
from facilitator.rounds.seating import keeper
from facilitator.screens import presence
from tests.cast import invite_rosa
from tests.house_server import regions_of
from tests.inside import ask
from tests.live import floor_deeds, harvest_deeds, report_deeds
from tests.live.deeds import DEEDS, UNSEEN, Evening
from tests.live.registered import screens
from tests.waiting import until

assert floor_deeds  # its deeds are registered by its being imported

# Who looks at each screen, as (who, door, page below it).
LOOKERS = {
    "phone": [("ada", "phone", ""), ("cleo", "phone", "")],
    "table": [("gita", "table", ""), ("ines", "table", "")],
    "console": [("dora", "console", "")],
    "console/table": [("emil", "console", "tables/1")],
    "console/floor": [("dora", "console", "floor")],
    "wall": [("wall", "wall", "")],
    "rotation": [("dora", "rotation", "cafe")],
    "desk": [("finn", "desk", "")],
    "review": [("rosa", "review", "")],
    "desk/floor": [("finn", "desk", "floor")],
    "desk/board": [("finn", "desk", "board?question=Q-energy")],
}

assert harvest_deeds.DEEDS is report_deeds.DEEDS is DEEDS  # they are registered by being imported

# Whose pages are no more after a deed: there is nothing to load anew.
GONE = {"another_session_opens": {"emil"}, "a_host_steps_back": {"gita"}}


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Screens are counted and searches begun by a deed, not now and then; overviews do not rest."""
    monkeypatch.setattr(presence, "EVERY", 3600)
    monkeypatch.setattr(presence, "FRESH", timedelta(hours=1))
    monkeypatch.setattr(keeper, "LOOK", 3600)
    for screen in screens():
        for name, region in screen.regions.items():
            monkeypatch.setitem(screen.regions, name, replace(region, rest=0.0))


def test_every_screen_is_looked_at():
    assert {screen.name for screen in screens()} <= set(LOOKERS)


async def quiet(house, cafe):
    """Until the stage has heard of everything and has nothing left to draw."""
    database, hub = house.app.state.database, house.app.state.hub

    async with database.reading() as db:
        head = await ledger.head(db, cafe.dialogue)
    stage = hub.stages[cafe.dialogue]
    await until(
        lambda: (
            stage.revision is not None
            and stage.revision >= head.revision
            and not stage.unsettled
            and not any(drawing.stale for drawing in stage.gallery)
        )
    )


@pytest.mark.parametrize("name", DEEDS)
async def test_drawn_before_and_sent_since_is_loaded_anew(house, cafe, name):
    await invite_rosa(house.app.state.database, cafe)
    doing = DEEDS[name](Evening(house, cafe))
    await anext(doing)
    lookers = [looker for screen in screens() for looker in LOOKERS[screen.name]]
    async with AsyncExitStack() as here:

        async def come(who, door, page):
            visitor = house.visitor(cafe, who, door)
            return visitor, await here.enter_async_context(visitor.watching(page))

        coming = await gather(*(come(*looker) for looker in lookers))
        kept = {(who, page): came for (who, _, page), came in zip(lookers, coming, strict=True)}
        await quiet(house, cafe)
        for _, watched in kept.values():
            await watched.catch_up()
        before = {at: dict(watched.regions) for at, (_, watched) in kept.items()}

        assert await anext(doing, "done") == "done"
        await quiet(house, cafe)

        for (who, page), (visitor, watched) in kept.items():
            if who in GONE.get(name, ()):
                continue
            await watched.catch_up()
            anew = await ask(house.app, "GET", visitor.at(page), visitor.cookie)
            assert watched.regions == regions_of(anew.text), f"{who} after {name}"
        seen = any(before[at] != watched.regions for at, (_, watched) in kept.items())
        assert seen != (name in UNSEEN), UNSEEN.get(name, "nobody saw it")


async def test_a_note_is_seen_at_its_table_and_nowhere_else(house, cafe):
    evening = Evening(house, cafe)
    await house.open_round(cafe)
    async with AsyncExitStack() as here:
        near, far = {}, {}
        for who, door in {"ben": "phone", "hugo": "table"}.items():
            near[who] = await here.enter_async_context(house.visitor(cafe, who, door).watching())
        for who, door in {"cleo": "phone", "ines": "table", "wall": "wall"}.items():
            far[who] = await here.enter_async_context(house.visitor(cafe, who, door).watching())
        await evening.note(words="Only for this table")
        await quiet(house, cafe)
        for watched in (*near.values(), *far.values()):
            await watched.catch_up()
    assert "Only for this table" in near["ben"].regions["notes"]
    assert "Only for this table" in near["hugo"].regions["notes"]
    assert not [who for who, each in far.items() if "Only for this table" in each.everything]


async def test_sending_a_note_twice_stores_it_once(house, cafe):
    evening = Evening(house, cafe)
    await house.open_round(cafe)
    first = await evening.note(key="key-0001")
    again = await house.visitor(cafe, "ada").post("notes", json=evening.body(key="key-0001"))
    assert (again.status_code, again.json()["id"]) == (200, str(first))
    assert (await house.visitor(cafe, "ben").regions())["notes"].count("Trust grows") == 1
