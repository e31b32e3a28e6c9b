"""What stands before every door, whoever knocks."""

import asyncio

import pytest
from sqlalchemy import select

from facilitator.notes.model import Support
from facilitator.rounds.queries import numbered
from facilitator.screens.bodies import BODY_LIMIT, JSON_LIMIT
from tests.live.deeds import Evening

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null"},
    {"Origin": "https://evil.example"},
]


async def test_every_answer_says_what_browsers_may_do_with_it(house, cafe):
    ada, nobody = house.visitor(cafe, "ada"), house.visitor(cafe, "")
    foreign = {"Sec-Fetch-Site": "cross-site"}
    answers = {
        200: await ada.get(),
        401: await nobody.get(),
        403: await ada.send("POST", "notes", headers=foreign),
        404: await nobody.get("/nothing"),
        405: await ada.get("notes"),
        413: await ada.send("POST", "notes", content=bytes(BODY_LIMIT + 1)),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert SAFE.items() <= {name: answer.headers.get(name) for name in SAFE}.items(), status
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_another_sites_page_opens_no_round(house, cafe):
    dora = house.visitor(cafe, "dora", "console")
    path = f"sessions/{cafe.session}/rounds/1/opening"
    for headers in FOREIGN:
        answer = await dora.send("POST", path, data={"expected": 0}, headers=headers)
        assert answer.status_code == 403, headers
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        tunnelled = {"X-HTTP-Method-Override": "POST"}
        answer = await dora.send(method, path, headers=tunnelled)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST"), method
    async with house.at_work(cafe) as work:
        assert (await numbered(work.db, cafe.session, 1)).phase == "planned"
    ours = {"Sec-Fetch-Site": "same-origin"}
    assert (await dora.send("POST", path, data={"expected": 0}, headers=ours)).status_code == 204


async def test_a_request_that_two_servers_read_differently_is_refused(house, cafe):
    host, port = house.host.split(":")
    for odd in (
        b"Content-Length: 6\r\nTransfer-Encoding: chunked",
        b"Content-Length: 6\r\nContent-Length: 7",
        b"Content-Length: +6",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding: chunked, identity",
        b"X : y",
        b"X: y\r\n z",
        b"X: y\x00z",
    ):
        reader, writer = await asyncio.open_connection(host, int(port))
        body = b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        writer.write(b"POST /j/NONE HTTP/1.1\r\nHost: x\r\n" + odd + b"\r\n\r\n" + body)
        async with asyncio.timeout(10):
            told = await reader.read()
        assert told.startswith(b"HTTP/1.1 400 "), odd
        assert told.count(b"HTTP/1.1 ") == 1, odd
        writer.close()


async def test_the_workshop_is_not_shown(house, cafe):
    nobody = house.visitor(cafe, "")
    for path in ("/docs", "/redoc", "/openapi.json", "/debug", "/.git/config", "/.env"):
        assert (await nobody.get(path)).status_code == 404, path
    for path in ("/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml"):
        assert (await nobody.get(path)).status_code == 404, path
    assert (await nobody.send("TRACE", "/")).status_code == 405


@pytest.mark.parametrize("kind", ["application/json", "Application/Problem+JSON; charset=utf-8"])
async def test_json_is_small_whoever_sends_it(house, cafe, kind):
    """Six megabytes of it kept everybody waiting for a third of a second, without any pass."""
    stranger = house.visitor(cafe, "")
    path = f"/phone/{cafe.slug}/notes"
    for size, told in ((JSON_LIMIT + 1, 413), (JSON_LIMIT, 422)):
        body = b"[" + b"0," * (size // 2 - 1) + b"0" * (size % 2) + b"]"
        answer = await stranger.send("POST", path, content=body, headers={"Content-Type": kind})
        assert (len(body), answer.status_code) == (size, told)


async def test_fifty_supports_at_once_are_one(house, cafe, database):
    await house.open_round(cafe)
    note = await Evening(house, cafe).note("ada", "Rivers first")
    ben = house.visitor(cafe, "ben")
    path = f"notes/{note}/support/share"
    answers = await asyncio.gather(*(ben.post(path) for _ in range(50)))
    assert {each.status_code for each in answers} == {204}
    async with database.reading() as db:
        assert len((await db.scalars(select(Support))).all()) == 1
