"""A phone that does not read costs nobody anything: not the others, not the house's memory."""

import asyncio
import gc
import socket as sockets

import pytest
from fastapi import WebSocket
from websockets.server import ServerProtocol

from facilitator.kit.memory import undisturbed
from facilitator.live import line as lines
from facilitator.live.drawing import Watcher
from facilitator.live.line import Line, LineProtocol, framed
from facilitator.live.message import draw_message
from tests.waiting import until

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

BIG = "words " * 20_000  # of a region: 120 kB


class Deaf:
    """A socket over which the handshake is made and nothing is ever read."""

    def __init__(self, visitor):
        self.visitor = visitor

    async def __aenter__(self):
        loop = asyncio.get_running_loop()
        self.socket = sockets.socket()
        self.socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 2048)
        self.socket.setblocking(False)
        host, port = self.visitor.house.host.split(":")
        await loop.sock_connect(self.socket, (host, int(port)))
        lines_ = [
            f"GET {self.visitor.path}/live HTTP/1.1",
            f"Host: {self.visitor.house.host}",
            f"Origin: {self.visitor.house.url}",
            f"Cookie: {self.visitor.cookie}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        await loop.sock_sendall(self.socket, ("\r\n".join(lines_) + "\r\n\r\n").encode())
        assert (await loop.sock_recv(self.socket, 12)).endswith(b" 101")
        return self

    async def __aexit__(self, *_):
        self.socket.close()


def watchers(house, cafe):
    stage = house.app.state.hub.stages.get(cafe.dialogue)
    return stage.watchers if stage else set()


def line_of(house, cafe, who):
    return next(
        each.line
        for each in watchers(house, cafe)
        if each.viewer and each.viewer.participant == cafe.people[who]
    )


async def settled(house, cafe, count):
    await until(
        lambda: len([w for w in watchers(house, cafe) if w.viewer and any(w.shown)]) == count
    )


def fill(line, region="notes"):
    """Draws until the transport is full."""
    frame = framed(draw_message(region, BIG))
    for _ in range(200):
        line.put({region: frame})
        if line.full:
            return
    raise AssertionError("never full")


async def test_only_the_newest_of_each_region_waits_for_a_full_line(house, cafe):
    async with Deaf(house.visitor(cafe, "ada")):
        await settled(house, cafe, 1)
        line = line_of(house, cafe, "ada")
        fill(line)
        before = line.transport.get_write_buffer_size()
        for number in range(1000):
            line.put({region: framed(f"{region} {number}") for region in ("notes", "card")})
        assert line.transport.get_write_buffer_size() == before
        assert line.waiting == {"notes": framed("notes 999"), "card": framed("card 999")}


async def test_what_waited_is_sent_once_there_is_room(house, cafe):
    async with house.visitor(cafe, "ada").watching() as ada:
        await settled(house, cafe, 1)
        line = line_of(house, cafe, "ada")
        line.protocol.pause_writing()
        for number in range(5):
            line.put({"notes": framed(draw_message("notes", f"note {number}"))})
        line.protocol.resume_writing()
        await ada.until(lambda drawn: drawn.get("notes", "").startswith("note"))
        assert ada.regions["notes"] == "note 4"
        assert line.protocol.giving_up.cancelled()


async def test_what_let_a_screen_in_is_gone_once_it_is_open(house, cafe):
    async with house.visitor(cafe, "ada").watching():
        await settled(house, cafe, 1)
        gc.collect()
        assert WebSocket not in alive()


async def test_a_connection_that_ended_leaves_no_rubbish_to_look_for(house, cafe):
    gc.collect()
    with undisturbed():
        async with house.visitor(cafe, "ada").watching():
            await settled(house, cafe, 1)
        await until(lambda: not {LineProtocol, Line, Watcher, ServerProtocol} & set(alive()))


def alive():
    return map(type, gc.get_objects())


async def test_others_see_what_happens_beside_a_deaf_phone(house, cafe):
    ben = house.visitor(cafe, "ben")
    await house.open_round(cafe)
    async with Deaf(house.visitor(cafe, "ada")), ben.watching() as bens:
        await settled(house, cafe, 2)
        fill(deaf := line_of(house, cafe, "ada"))
        answer = await ben.post("notes", json=note(cafe))
        await bens.until(lambda drawn: "Still heard" in drawn.get("notes", ""))
        assert answer.status_code == 201
        assert not deaf.transport.is_closing()  # beside it, not after it was given up


def note(cafe):
    return {
        "key": "key-0001",
        "session": str(cafe.session),
        "round": 1,
        "table": str(cafe.tables[1]),
        "question": str(cafe.questions[1]),
        "words": "Still heard",
    }


async def test_a_line_that_stays_full_is_aborted(house, cafe, monkeypatch):
    monkeypatch.setattr(lines, "PATIENCE", 0.2)
    async with Deaf(house.visitor(cafe, "ada")):
        await settled(house, cafe, 1)
        line = line_of(house, cafe, "ada")
        fill(line)
        await until(lambda: not watchers(house, cafe))
        assert line.transport.is_closing()
        assert line.transport.get_write_buffer_size() == 0


async def test_a_deaf_phone_that_is_hung_up_on_is_gone_soon(house, cafe):
    async with Deaf(house.visitor(cafe, "ada")):
        await settled(house, cafe, 1)
        line = line_of(house, cafe, "ada")
        line.protocol.close_timeout = 0.2
        fill(line)
        line.hang_up(4403)
        line.put({"notes": framed("not for Ada any more")})
        assert not line.waiting
        await until(lambda: line.transport.get_write_buffer_size() == 0)
        assert not watchers(house, cafe)


async def test_a_silent_phone_is_gone_though_its_line_is_not_full(house, cafe):
    """No pong came: the polite close that follows would wait for the phone to read on."""
    async with Deaf(house.visitor(cafe, "ada")):
        await settled(house, cafe, 1)
        line = line_of(house, cafe, "ada")
        line.protocol.close_timeout = 0.2
        fill(line)
        line.protocol.giving_up.cancel()
        line.protocol.keepalive_timeout()
        await until(lambda: not watchers(house, cafe))
        await until(lambda: line.transport.get_write_buffer_size() == 0)


async def test_pongs_do_not_pile_up_for_whoever_does_not_read(house, cafe):
    async with Deaf(house.visitor(cafe, "ada")) as ada:
        await settled(house, cafe, 1)
        line = line_of(house, cafe, "ada")
        fill(line)
        before = line.transport.get_write_buffer_size()
        ping = b"\x89\x81\x00\x00\x00\x00x"
        await asyncio.get_running_loop().sock_sendall(ada.socket, ping * 20)
        await until(lambda: line.protocol.credit < lines.AT_ONCE - 15)
        assert line.transport.get_write_buffer_size() == before


async def test_twenty_deaf_phones_hold_a_bounded_memory(house, cafe):
    """Each holds what was under way, and references to the frames that all share."""
    phones = [Deaf(house.visitor(cafe, "ada")) for _ in range(20)]
    for each in phones:
        await each.__aenter__()
    await settled(house, cafe, 20)
    deaf = [watcher.line for watcher in watchers(house, cafe)]
    for line in deaf:
        fill(line)
    held = sum(line.transport.get_write_buffer_size() for line in deaf)
    for number in range(100):
        shared = framed(draw_message("notes", f"{number} {BIG}"))
        for line in deaf:
            line.put({"notes": shared})
    assert sum(line.transport.get_write_buffer_size() for line in deaf) == held
    assert len({id(line.waiting["notes"]) for line in deaf}) == 1
    assert held < len(deaf) * (65_536 + 2 * len(BIG))
    for each in phones:
        await each.__aexit__()
