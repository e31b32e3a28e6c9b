"""What browsers keep: whole, small, and under an address that changes with it."""

import pytest

from facilitator.kit.pages import STATIC, asset
from facilitator.kit.pressing import pressed
from facilitator.screens.static import FOR_EVER


@pytest.mark.parametrize("path", ["js/app.js", "css/all.css", "icons.svg"])
async def test_a_marked_file_is_whole_and_squeezed_for_those_who_can(house, cafe, path):
    visitor = house.visitor(cafe, "")
    plain = await visitor.get(asset(path), **{"Accept-Encoding": "identity"})
    small = await visitor.get(asset(path), **{"Accept-Encoding": "br, gzip"})
    assert plain.content == small.content == pressed(STATIC / path)
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(plain.content) / 2
    for each in (plain, small):
        assert (each.headers["cache-control"], each.headers["vary"]) == (
            FOR_EVER,
            "Accept-Encoding",
        )
        assert each.headers["content-type"] == plain.headers["content-type"]


async def test_an_unmarked_file_is_as_it_was_written(house, cafe):
    answer = await house.visitor(cafe, "").get("/static/js/app.js")
    assert answer.content == (STATIC / "js/app.js").read_bytes()
    assert answer.headers["cache-control"] == "no-cache"


async def test_there_is_no_way_out_of_the_folder(house, cafe):
    answer = await house.visitor(cafe, "").get(asset("%2e%2e/pyproject.toml"))
    assert answer.status_code == 404
