"""Connections that ask slowly, or for ever, are ended; those who ask as browsers do are not."""

import asyncio
import gc
import socket
from contextlib import suppress
from weakref import WeakSet

import pytest

from facilitator.live import patience
from facilitator.screens import bodies
from tests.waiting import until

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def opened(house):
    host, port = house.host.split(":")
    return await asyncio.open_connection(host, int(port))


async def answer(reader):
    """Everything until the house ends the connection."""
    async with asyncio.timeout(10):
        return await reader.read()


HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"


def hasty(self, transport, made=patience.PatientProtocol.connection_made):
    made(self, transport)
    self.timeout_keep_alive = 0.1


async def test_half_a_request_is_not_waited_for(house, cafe, monkeypatch):
    """Behind a whole one it is waited for as long as an idle connection is kept."""
    monkeypatch.setattr(patience, "ASKING", 0.1)
    monkeypatch.setattr(patience.PatientProtocol, "connection_made", hasty)
    for begun in (b"", b"GET", HEAD, HEAD + b"\r\n" + HEAD):
        reader, writer = await opened(house)
        writer.write(begun)
        told = await answer(reader)
        assert told.count(b"HTTP/1.1 200") == begun.count(b"\r\n\r\n")
        writer.close()


LARGE = (
    b"GET /static/vendor/fonts/noto-sans-latin-ext-wght-normal.woff2 HTTP/1.1\r\nHost: x\r\n\r\n"
)
TIMES = 12  # of 168 kB


@pytest.fixture
def keeping_little(monkeypatch):
    """The system would keep megabytes for whoever does not read, and nobody would notice them."""

    def little(self, transport, made=patience.PatientProtocol.connection_made):
        made(self, transport)
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)

    monkeypatch.setattr(patience.PatientProtocol, "connection_made", little)
    monkeypatch.setattr(patience, "READING", 0.3)


async def narrow(house):
    """A connection that takes little at once."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.setblocking(False)
    host, port = house.host.split(":")
    await asyncio.get_running_loop().sock_connect(client, (host, int(port)))
    return client


@pytest.mark.usefixtures("keeping_little")
async def test_an_answer_that_nobody_reads_is_not_waited_for(house, cafe):
    with await narrow(house) as client:
        client.send(LARGE * TIMES)
        await until(lambda: house.app.state.crowd.inside == 1)
        await until(lambda: house.app.state.crowd.inside == 0)
    assert (await house.visitor(cafe, "").get("/")).status_code == 200


@pytest.mark.usefixtures("keeping_little")
async def test_whoever_reads_slowly_is_waited_for(house, cafe):
    loop, told = asyncio.get_running_loop(), 0
    with await narrow(house) as client:
        client.send(LARGE.replace(b"Host", b"Connection: close\r\nHost"))
        while part := await loop.sock_recv(client, 4096):
            told += len(part)
            await asyncio.sleep(0.02)
    assert told > 160_000


async def test_nobody_asks_far_ahead(house, cafe):
    reader, writer = await opened(house)
    writer.write((HEAD + b"\r\n") * 2 * patience.MOST_AHEAD)
    with suppress(ConnectionError):
        assert (await answer(reader)).count(b"HTTP/1.1 200") <= patience.MOST_AHEAD
    writer.close()


HANDSHAKE = (
    b"GET /phone/x/live HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


@pytest.mark.parametrize(
    ("odd", "status"),
    [
        (b"", 404),
        (b"Content-Length: 5\r\n", 400),
        (b"Transfer-Encoding: chunked\r\n", 400),
        (b"Cookie: " + b"x" * 9000 + b"\r\n", 400),
        (b"X: y\r\n" * 200, 400),
    ],
)
async def test_a_handshake_that_cannot_be_read_ends(house, cafe, odd, status):
    """The library is silent about it, and the connection was held for ever."""
    reader, writer = await opened(house)
    writer.write(HANDSHAKE + odd + b"\r\n")
    assert (await answer(reader)).startswith(b"HTTP/1.1 %d " % status)
    writer.close()


@pytest.mark.parametrize("end", [b"", b"\r\n\r\n"])
async def test_a_head_is_too_long_with_and_without_an_end(house, cafe, end):
    reader, writer = await opened(house)
    writer.write(HEAD + b"X: " + b"x" * patience.LONGEST_HEAD + end)
    assert (await answer(reader)).startswith(b"HTTP/1.1 431 ")
    writer.close()


async def test_a_body_that_comes_with_the_end_of_its_head_is_no_head(house, cafe):
    """Wherever the end is torn apart."""
    length = 2 * patience.LONGEST_HEAD
    asked = b"POST /j/NONE HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n" % length
    for torn in range(3):
        reader, writer = await opened(house)
        writer.write(asked + b"\r\n\r\n"[2 : 2 + torn])
        await writer.drain()
        await house.visitor(cafe, "").get("/healthz")  # meanwhile it is read
        writer.write(b"\r\n\r\n"[2 + torn :] + b"x" * length)
        assert (await reader.readline()) != b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
        writer.close()


async def test_a_body_that_does_not_come_is_not_waited_for(house, cafe, monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0.1)
    ada = house.visitor(cafe, "ada")
    for length in (b"Content-Length: 100", b"Transfer-Encoding: chunked"):
        reader, writer = await opened(house)
        asked = f"POST {ada.path}/notes HTTP/1.1\r\nHost: {house.host}\r\nCookie: {ada.cookie}\r\n"
        writer.write(asked.encode() + b"Content-Type: application/json\r\n" + length + b"\r\n\r\n")
        assert (await answer(reader)).startswith(b"HTTP/1.1 408 ")
        writer.close()
    assert house.app.state.crowd.inside == 0


async def test_many_requests_on_one_connection_and_a_socket_after_them(house, cafe, monkeypatch):
    """The clock starts anew with each request; a socket that is silent for longer stays."""
    monkeypatch.setattr(patience, "ASKING", 0.3)
    reader, writer = await opened(house)
    for _ in range(5):
        writer.write(HEAD + b"\r\n")
        await reader.readuntil(b'{"status":"ok"}')
        await asyncio.sleep(0.1)
    writer.close()
    async with house.visitor(cafe, "ben").watching() as ben:
        await ben.catch_up()
        await asyncio.sleep(0.5)
        await ben.catch_up()


async def test_a_large_upload_is_no_long_head(house, cafe):
    dora = house.visitor(cafe, "dora", "setup")
    rows = "id,display_name,role\n" + "\n".join(f"Q{n},Wren {n},participant" for n in range(3000))
    for _ in range(2):
        answer = await dora.send("POST", "roster", files={"file": ("r.csv", rows.encode())})
        assert answer.status_code == 303


SOCKET = (
    b"GET /phone/harbour/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


@pytest.mark.parametrize("asked", [SOCKET, HEAD + b"Connection: close\r\n\r\n"])
async def test_what_read_a_request_is_let_go_at_once(house, cafe, monkeypatch, asked):
    """Without looking for rubbish, which is done too seldom to keep it for thousands."""
    cycles, readers = WeakSet(), WeakSet()

    def start(self, cycle, app, started=patience.PatientProtocol._start_asgi_task):
        cycles.add(cycle)
        started(self, cycle, app)

    def made(self, transport, made=patience.PatientProtocol.connection_made):
        readers.add(self)
        made(self, transport)

    monkeypatch.setattr(patience.PatientProtocol, "_start_asgi_task", start)
    monkeypatch.setattr(patience.PatientProtocol, "connection_made", made)
    gc.collect()
    gc.disable()
    try:
        reader, writer = await opened(house)
        writer.write(asked)
        assert (await answer(reader)).startswith(b"HTTP/1.1 ")
        writer.close()
        await until(lambda: not readers and not cycles)
    finally:
        gc.enable()
