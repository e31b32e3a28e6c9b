"""Who may prepare: chairs of this dialogue, and nobody else, by whatever route."""

import re

import pytest

from facilitator.screens import setup

ACTUAL = {"key": "cafe", "number": "1", "upload_id": "019a0000-0000-7000-8000-000000000000"}
KEYS = {"themes": "water", "questions": "Q-water", "people": "P001", "sessions": "cafe"}


def ways_in():
    """(method, path below /setup/harbour) of every route."""
    for part in setup.PARTS:
        for route in part.router.routes:
            path = route.path.removeprefix("/setup/{slug}").removeprefix("/setup")
            if route.path != "/setup":
                yield from ((method, _filled(path)) for method in route.methods)


def _filled(path):
    kind = path.split("/")[1] if path else ""
    names = ACTUAL | {"key": KEYS.get(kind, "cafe")}
    return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], path)


ROUTES = sorted(set(ways_in()))


async def answers(visitor, slug="harbour"):
    return {
        (method, path): (await visitor.send(method, f"/setup/{slug}{path}")).status_code
        for method, path in ROUTES
    }


async def test_there_are_many_routes():
    assert len(ROUTES) > 45


@pytest.mark.parametrize(
    ("who", "screen", "status"),
    [
        ("", "setup", 401),
        ("ada", "phone", 401),
        ("gita", "table", 401),
        ("finn", "setup", 403),
    ],
)
async def test_others_are_refused_at_every_route(house, cafe, who, screen, status):
    found = await answers(house.visitor(cafe, who, screen))

    assert set(found.values()) == {status}, found


async def test_a_chair_of_another_dialogue_is_refused_at_every_route(house, cafe):
    zora = house.visitor(cafe.other, "zora", "setup")
    at_home = await zora.get("themes")

    found = await answers(zora)

    assert at_home.status_code == 200
    assert set(found.values()) == {401}


async def test_a_dialogue_that_is_not_there(house, cafe):
    found = await answers(house.visitor(cafe, "dora", "setup"), slug="nowhere")

    assert set(found.values()) == {404}


async def test_both_chairs_may_see_every_page(house, cafe):
    pages = [path for method, path in ROUTES if method == "GET" and "019a" not in path]
    for who in ("dora", "emil"):
        chair = house.visitor(cafe, who, "setup")
        found = {
            path: (await chair.send("GET", f"/setup/harbour{path}")).status_code for path in pages
        }
        assert set(found.values()) == {200}, found


@pytest.mark.parametrize("path", ["themes/%00", "themes/x%00y", "people/%EF%BF%BE", "sessions/%20"])
async def test_odd_paths_are_unknown_things(house, cafe, path):
    answer = await house.visitor(cafe, "dora", "setup").get(path)

    assert answer.status_code in (400, 404)


@pytest.mark.parametrize("number", ["0", "10000", "99999999999999999999", "x", "-1"])
async def test_odd_table_numbers_are_unknown_tables(house, cafe, number):
    dora = house.visitor(cafe, "dora", "setup")
    path = f"sessions/cafe/tables/{number}"

    assert (await dora.get(path)).status_code == 404
    assert (await dora.post(path, data={"seats": "5"})).status_code == 404
