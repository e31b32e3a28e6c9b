"""The public page: everybody may read it once it is published."""

import pytest

from facilitator.settings import settings
from tests.house_server import Visitor


@pytest.fixture
def stranger(house):
    return Visitor(house, "", "", "")


@pytest.fixture
def dora(house, cafe):
    return house.visitor(cafe, "dora", "setup")


async def test_nobody_sees_it_before_it_is_published(stranger, dora):
    before = await stranger.get("/d/harbour")
    published = await dora.post("publication")
    after = await stranger.get("/d/harbour")
    await dora.post("publication/removal")
    taken_back = await stranger.get("/d/harbour")

    statuses = [each.status_code for each in (before, published, after, taken_back)]
    assert statuses == [404, 303, 200, 404]
    assert "What matters for water?" in after.text


async def test_it_shows_scope_outcome_and_moment_in_the_visitors_language(stranger, dora):
    basics = {
        "title_en": "Harbour", "languages": ["en", "ar"], "question_floor_minutes": "8",
        "scope_en": "Only <water>", "expected_output_en": "One page",
        "criteria_en": "Tried out\nCosts are known",
    }  # fmt: skip
    await dora.post("basics", data=basics)
    await dora.post("publication")
    english = (await stranger.get("/d/harbour")).text
    arabic = (await stranger.get("/d/harbour?locale=ar")).text

    assert "Only &lt;water&gt;" in english
    assert "One page" in english
    assert "Costs are known" in english
    assert "Published" in english
    assert 'lang="ar" dir="rtl"' in arabic
    assert "مقهى الميناء" in arabic
    assert 'lang="en"' in arabic


async def test_it_tells_no_code_and_no_name_but_the_chairs(stranger, dora, cafe):
    await dora.post("publication")
    page = (await stranger.get("/d/harbour")).text

    assert "Dora" in page
    assert cafe.join_code not in page
    assert not [name for name in ("Ada", "Ben", "Cleo", "Finn", "Gita") if name in page]


@pytest.fixture
def emil(house, cafe, monkeypatch):
    """The other co-facilitator, where publishing takes two."""
    monkeypatch.setattr(settings(), "two_to_publish", True)
    return house.visitor(cafe, "emil", "setup")


async def test_where_it_takes_two_one_asks_and_somebody_else_agrees(stranger, dora, emil):
    asked = [await dora.post("publication"), await dora.post("publication")]
    before = await stranger.get("/d/harbour")
    hers, his = [(await each.get()).text for each in (dora, emil)]
    await emil.post("publication")
    after = await stranger.get("/d/harbour")

    assert {each.headers["location"] for each in asked} == {"/setup/harbour?done=publication_asked"}
    assert (before.status_code, after.status_code) == (404, 200)
    assert "Somebody else who prepares this dialogue has to agree" in hers
    assert "Agree and publish" not in hers
    assert "Dora asks to publish the page" in his


async def test_a_request_to_publish_can_be_turned_down(stranger, dora, emil):
    await dora.post("publication")
    await emil.post("publication/removal")
    await emil.post("publication")

    assert (await stranger.get("/d/harbour")).status_code == 404


async def test_no_dialogue_no_page(stranger):
    assert (await stranger.get("/d/nowhere")).status_code == 404
