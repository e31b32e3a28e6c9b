"""Asking a model: the operator's address and no other, so much and so long and no more."""

import asyncio
import gzip

import pytest
from pydantic import ValidationError

from facilitator.harvest.helping.endpoint import LARGEST, Endpoint, NoAnswer, ask, endpoint
from facilitator.settings import Settings, settings
from tests.harvest.helping.models import a_model, http

HELLO = [{"role": "user", "content": "Hello"}]


async def test_it_is_asked_as_the_interface_has_it(model):
    model.writes("Good evening")
    assert await ask(model.at(key="sesame"), HELLO) == "Good evening"
    (heard,) = model.heard
    assert heard.line == "POST /v1/chat/completions HTTP/1.1"
    assert heard.headers["authorization"] == "Bearer sesame"
    assert heard.body["messages"] == HELLO
    assert heard.body["model"] == "stub"
    await ask(model.at(), HELLO)
    assert "authorization" not in model.heard[1].headers


async def test_it_cannot_send_us_elsewhere(model):
    async with a_model() as inside:
        inside.writes("Secrets of the house")
        for status in ("301 Moved", "302 Found", "307 Temporary", "308 Permanent"):
            model.sends(http(b"", status, Location=f"{inside.url}/chat/completions"))
            with pytest.raises(NoAnswer, match="status"):
                await ask(model.at(key="sesame"), HELLO)
        assert inside.heard == []


async def test_no_proxy_out_of_the_environment_hears_it(model, monkeypatch):
    async with a_model() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        model.writes("Straight")
        assert await ask(model.at(), HELLO) == "Straight"
        assert proxy.heard == []


async def test_it_may_not_keep_us_waiting(model):
    async def drip():
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
        while True:
            yield b" "
            await asyncio.sleep(0.02)

    model.behaves = drip
    with pytest.raises(NoAnswer, match="in time"):
        await ask(model.at(patience=0.3), HELLO)


async def test_it_may_not_flood_us(model):
    sent = 0

    async def flood():
        nonlocal sent
        yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        while True:
            sent += 0x4000
            yield b"4000\r\n" + b"x" * 0x4000 + b"\r\n"

    model.behaves = flood
    with pytest.raises(NoAnswer, match="far too much"):
        await ask(model.at(), HELLO)
    assert sent < 100 * LARGEST


async def test_what_is_small_on_the_wire_is_not_unpacked(model):
    bomb = gzip.compress(b" " * 50_000_000)
    model.sends(http(bomb, Content_Encoding="gzip"))
    with pytest.raises(NoAnswer, match="form"):
        await ask(model.at(), HELLO)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Sign in</html>",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": {"0": 1}}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": [{"message": {"content": 7}}]}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"[" * 60_000,
        b'{"choices": ' + b"9" * 10_000 + b"}",
    ],
    ids=lambda body: repr(body[:24]),
)
async def test_garbage_is_no_answer(model, body):
    model.sends(http(body))
    with pytest.raises(NoAnswer, match="form"):
        await ask(model.at(), HELLO)


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 20", b"\x16\x03\x01\x00", b"SSH-2.0\r\n"])
async def test_what_speaks_no_http_is_not_reached(model, sent):
    model.sends(sent)
    with pytest.raises(NoAnswer, match="reached"):
        await ask(model.at(), HELLO)


async def test_nobody_there():
    with pytest.raises(NoAnswer, match="reached"):
        await ask(Endpoint("http://127.0.0.1:9/v1", "stub"), HELLO)


def test_there_is_none_unless_it_is_set(monkeypatch):
    assert endpoint() is None
    monkeypatch.setenv("FACILITATOR_MODEL_URL", "https://models.example.org/v1/")
    settings.cache_clear()
    try:
        assert endpoint() == Endpoint("https://models.example.org/v1", "")
    finally:
        monkeypatch.undo()
        settings.cache_clear()


@pytest.mark.parametrize(
    "address",
    ["models.example.org", "file:///etc/passwd", "ftp://a/v1", "https:///v1", "gopher://a",
     "https://me:secret@a/v1", "https://a/v1?to=b", "https://a/v1#b", "//a/v1"],
)  # fmt: skip
def test_an_address_is_of_a_server_and_holds_no_secret(address):
    with pytest.raises(ValidationError, match="https://host, without password"):
        Settings(model_url=address)
