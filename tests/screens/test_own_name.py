"""Over TLS the house has one name, and its cookies are nobody else's."""

from http.cookies import SimpleCookie

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from facilitator.people.rules import Screen
from facilitator.screens.doors import cookie_name
from facilitator.screens.setup.founders import COOKIE
from facilitator.settings import settings

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

NAME = "cafe.example.org"


@pytest.fixture(autouse=True)
def behind_tls(monkeypatch):
    monkeypatch.setattr(settings(), "base_url", f"https://{NAME}")
    monkeypatch.setattr(settings(), "secure_cookies", True)


async def asked(house, cafe, path, name, who="", **more):
    headers = {"Host": name, **more.pop("headers", {})}
    return await house.visitor(cafe, who).send("GET", path, headers=headers, **more)


async def joined(house, cafe):
    form = {"locale": "en", "consent": "true", "name": "Kim"}
    stranger = house.visitor(cafe, "")
    return await stranger.send("POST", f"/j/{cafe.join_code}", data=form, headers={"Host": NAME})


def cookies_of(answer):
    return {
        name: each
        for line in answer.headers.get_list("set-cookie")
        for name, each in SimpleCookie(line).items()
    }


async def test_what_is_asked_by_another_name_is_not_here(house, cafe):
    assert (await asked(house, cafe, "/", NAME)).status_code == 200
    for other in ("evil.example", f"{NAME}.evil.example", f"{NAME}:8000", f"evil@{NAME}", ""):
        for path in ("/", f"/phone/{cafe.slug}", "/static/css/tokens.css"):
            answer = await asked(house, cafe, path, other, "ada")
            assert answer.status_code == 421, (other, path)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "evil" not in answer.text


async def test_whether_the_house_is_up_may_be_asked_by_address(house, cafe):
    assert (await asked(house, cafe, "/healthz", house.host)).status_code == 200


async def test_a_socket_by_another_name_is_refused_before_the_upgrade(house, cafe):
    ada = house.visitor(cafe, "ada")
    address = f"ws://{house.host}{ada.path}/live"
    with pytest.raises(InvalidStatus) as refused:
        async with connect(address, additional_headers={"Cookie": ada.cookie}):
            pass
    assert refused.value.response.status_code == 421


async def test_a_pass_is_kept_where_no_neighbour_can_put_one(house, cafe):
    answer = await joined(house, cafe)

    name = f"__Host-phone_{cafe.slug}"
    given = cookies_of(answer)[name]
    assert (given["path"], given["domain"]) == ("/", "")
    assert given["secure"]
    assert given["httponly"]
    assert given["samesite"] == "lax"
    page = f"/phone/{cafe.slug}"
    for held, status in ((name, 200), (f"phone_{cafe.slug}", 401)):
        cookie = {"Cookie": f"{held}={given.value}"}
        assert (await asked(house, cafe, page, NAME, headers=cookie)).status_code == status


async def test_signing_out_takes_the_cookie_back(house, cafe):
    gita = house.visitor(cafe, "gita", "table")
    answer = await gita.send("POST", "departure", headers={"Host": NAME})

    given = cookies_of(answer)[cookie_name(Screen.TABLE, cafe.slug)]
    assert given.value == ""
    assert given["secure"]
    assert given["path"] == "/"


async def test_staff_are_known_by_their_cookie_where_dialogues_are_made(house, cafe, monkeypatch):
    monkeypatch.setattr(settings(), "operator_key", "a long key")
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    dora = house.visitor(cafe, "dora", "console").cookie
    for cookie, status in ((dora, 200), (dora.removeprefix("__Host-"), 403)):
        headers = {"Cookie": cookie, **elsewhere}
        answer = await asked(house, cafe, "/setup", NAME, headers=headers)
        assert answer.status_code == status
    link = await asked(house, cafe, "/setup?key=a long key", NAME, headers=elsewhere)
    assert cookies_of(link)[f"__Host-{COOKIE}"]["path"] == "/"
