"""Making a dialogue, and copying one."""

import pytest

from facilitator.dialogues.queries import by_slug
from facilitator.people.queries import roster
from facilitator.people.rules import Role
from facilitator.settings import settings
from tests.house_server import Visitor

FORM = {
    "title": "Evening of water",
    "language": "en",
    "timezone": "Europe/Berlin",
    "first_chair": "Mia",
    "second_chair": "Noa",
    "key": "evening",
}


@pytest.fixture
def stranger(house):
    return Visitor(house, "", "", "")


@pytest.fixture
def keyed(monkeypatch):
    monkeypatch.setenv("FACILITATOR_OPERATOR_KEY", "open sesame")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def signed_in(house, answer):
    cookie = answer.headers["set-cookie"].split(";")[0]
    return Visitor(house, "evening", "setup", cookie)


async def test_two_chairs_of_equal_rights(house, stranger, database):
    made = await stranger.post("/setup", data=FORM)
    mia = signed_in(house, made)
    page = (await mia.get()).text

    async with database.reading() as db:
        dialogue = await by_slug(db, "evening")
        chairs = await roster(db, dialogue.id)
    assert (made.status_code, made.headers["location"]) == (303, "/setup/evening?done=created")
    assert [(each.name, each.role) for each in chairs] == [
        ("Mia", Role.CO_FACILITATOR),
        ("Noa", Role.CO_FACILITATOR),
    ]
    assert all(f"/link/{each.link_token}" in page for each in chairs)


async def test_an_address_is_made_from_the_title(stranger):
    made = await stranger.post("/setup", data=FORM | {"key": ""})
    arabic = await stranger.post("/setup", data=FORM | {"key": "", "title": "مساء"})

    assert made.headers["location"].startswith("/setup/evening-of-water-")
    assert arabic.headers["location"].startswith("/setup/dialogue-")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "This is needed."),
        ({"second_chair": " "}, "This is needed."),
        ({"timezone": "Nowhere"}, "not a time zone"),
        ({"key": "Not OK"}, "Use a–z"),
        ({"key": "harbour"}, "Choose another one."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(stranger, change, sentence):
    answer = await stranger.post("/setup", data=FORM | change)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Mia"' in answer.text


async def test_with_an_operator_key_strangers_are_refused(keyed, stranger):
    for answer in (
        await stranger.get("/setup"),
        await stranger.post("/setup", data=FORM),
        await stranger.get("/setup?key=wrong"),
    ):
        assert answer.status_code == 403


async def test_the_operators_link_brings_a_cookie(keyed, house, stranger):
    opened = await stranger.get("/setup?key=open sesame")
    operator = Visitor(house, "", "", opened.headers["set-cookie"].split(";")[0])

    assert opened.status_code == 303
    assert "sesame" not in opened.headers["set-cookie"]
    assert (await operator.get("/setup")).status_code == 200
    assert (await operator.post("/setup", data=FORM)).status_code == 303


async def test_staff_of_a_dialogue_need_no_key(keyed, house, cafe):
    dora, finn = (house.visitor(cafe, who, "setup") for who in ("dora", "finn"))

    assert "Harbour café" in (await dora.get("/setup")).text
    assert (await finn.get("/setup")).status_code == 403


async def test_behind_a_proxy_or_on_a_named_server_a_key_is_needed(stranger, monkeypatch):
    assert (await stranger.get("/setup")).status_code == 200
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    assert (await stranger.send("GET", "/setup", headers=forwarded)).status_code == 403

    monkeypatch.setattr(settings(), "base_url", "https://dialogue.example")
    named = {"Host": "dialogue.example"}
    assert (await stranger.send("GET", "/setup", headers=named)).status_code == 403


async def test_a_copy_signs_its_maker_in(house, cafe):
    dora = house.visitor(cafe, "dora", "setup")
    made = await dora.post("copy", data={"title_en": "Again", "key": "evening"})
    there = signed_in(house, made)

    assert made.headers["location"] == "/setup/evening?done=copied"
    assert (await there.get()).status_code == 200
    assert "Water" in (await there.get("themes")).text
