"""A socket opens for those who may watch, and ends for whoever does not keep to its language."""

import asyncio
import json
import struct
from contextlib import AsyncExitStack, suppress

import pytest
from fastapi import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Opcode

from facilitator.kit.ids import new_id
from facilitator.kit.work import working
from facilitator.live import hub
from facilitator.live.line import MOST_FRAGMENTS
from facilitator.live.socket import shown
from facilitator.people.actions import revoke_passes
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant
from facilitator.people.rules import Role
from facilitator.screens.phone import phone
from facilitator.settings import settings
from tests import house_server
from tests.waiting import until

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def knock(house, cafe, *, origin=..., who="ada", screen="phone", path=None):
    """A handshake, not awaited yet. `who` = "" holds no pass."""
    visitor = house.visitor(cafe, who, screen)
    return connect(
        f"ws://{house.host}{path or visitor.path + '/live'}",
        additional_headers={"Cookie": visitor.cookie} if visitor.cookie else {},
        origin=house.url if origin is ... else origin,
        compression=None,
    )


async def refused(knocking) -> int:
    with pytest.raises(InvalidStatus) as caught:
        await knocking
    return caught.value.response.status_code


async def code_of(socket) -> int:
    """The close code with which the house ends a connection."""
    async with asyncio.timeout(house_server.PATIENCE):
        with suppress(ConnectionClosed):
            while True:
                await socket.recv()
    return socket.close_code


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "http://[",
        "127.0.0.1",
    ],
)
async def test_a_foreign_page_is_refused_before_the_upgrade(house, cafe, origin):
    assert await refused(knock(house, cafe, origin=origin)) == 403


async def test_behind_tls_a_page_without_it_is_foreign(house, cafe, monkeypatch):
    monkeypatch.setattr(settings(), "secure_cookies", True)
    assert await refused(knock(house, cafe)) == 403
    async with knock(house, cafe, origin=house.url.replace("http:", "https:")) as socket:
        assert await socket.recv()


async def test_without_a_pass_one_is_not_signed_in(house, cafe):
    assert await refused(knock(house, cafe, who="")) == 401


async def test_whoever_is_refused_fills_no_log(house, cafe, caplog):
    """Anybody may be refused as often as they like, and so is a hall that comes back at once."""
    assert await refused(knock(house, cafe, who="")) == 401
    house.app.state.crowd.leaving = True
    assert await refused(knock(house, cafe)) == 503
    house.app.state.crowd.leaving = False
    async with knock(house, cafe) as socket:
        assert await socket.recv()
    assert caplog.messages == []


async def test_of_too_many_screens_of_one_person_the_oldest_is_closed(house, cafe, monkeypatch):
    """And nobody else's; whoever closes one may open another."""
    monkeypatch.setattr(hub, "MOST_OF_ONE", 3)
    async with AsyncExitStack() as open_:
        ben = await open_.enter_async_context(knock(house, cafe, who="ben"))
        first, second, third = [
            await open_.enter_async_context(knock(house, cafe)) for _ in range(3)
        ]
        await third.close()
        await until(lambda: sorted(map(len, house.app.state.hub.of_one.values())) == [1, 2])
        fourth = await open_.enter_async_context(knock(house, cafe))
        for each in (ben, first, second, fourth):
            assert await each.recv()
        fifth = await open_.enter_async_context(knock(house, cafe))
        assert await code_of(first) == 4429
        for each in (ben, second, fourth, fifth):
            await each.send('{"type":"ping","sent":1}')
            assert await each.recv()
    await until(lambda: not house.app.state.hub.of_one)


async def test_a_path_that_no_database_looks_for_is_unknown(house, cafe):
    assert await refused(knock(house, cafe, path="/phone/%00/live")) == 404


async def test_a_pass_in_the_address_is_no_pass(house, cafe):
    ada = house.visitor(cafe, "ada")
    path = f"{ada.path}/live?{ada.cookie}"
    assert await refused(knock(house, cafe, who="", path=path)) == 401


async def test_a_pass_of_another_dialogue_is_no_pass(house, cafe):
    zora = house.visitor(cafe.other, "yann")
    zora.slug = cafe.slug
    knocking = connect(
        f"ws://{house.host}/phone/{cafe.slug}/live",
        additional_headers={"Cookie": zora.cookie},
        origin=house.url,
    )
    assert await refused(knocking) == 401


async def test_a_dialogue_that_is_not_there_is_not_found(house, cafe):
    assert await refused(knock(house, cafe, path="/phone/no-such-cafe/live")) == 404


async def test_a_phones_pass_opens_no_table(house, cafe):
    assert await refused(knock(house, cafe, who="ada", screen="table")) == 401


async def test_an_observer_has_a_pass_and_no_right(house, cafe):
    assert await refused(knock(house, cafe, who="omar")) == 403


async def test_a_refusal_is_a_sentence(house, cafe):
    with pytest.raises(InvalidStatus) as caught:
        await knock(house, cafe, who="")
    assert b"You are not signed in here" in caught.value.response.body


async def test_a_ping_is_answered_with_the_houses_time(house, cafe):
    async with knock(house, cafe) as socket:
        await socket.send(json.dumps({"type": "ping", "sent": 1234.5}))
        while True:
            told = json.loads(await socket.recv())
            if told["type"] == "pong":
                break
    assert told["sent"] == 1234.5
    assert told["now"] > 1_700_000_000_000


async def test_a_binary_frame_ends_the_connection(house, cafe):
    async with knock(house, cafe) as socket:
        await socket.send(b"\x00")
        assert await code_of(socket) == 1003


BAD = [
    "",
    "{",
    "[]",
    '"ping"',
    "1",
    "null",
    "[" * 5000,
    '{"type":"ping"}',
    '{"type":"ping","sent":"now"}',
    '{"type":"ping","sent":NaN}',
    '{"type":"ping","sent":1e999}',
    '{"type":"ping","sent":' + "9" * 5000 + "}",
    '{"type":"subscribe","sent":1}',
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
async def test_the_third_bad_message_ends_the_connection(house, cafe, bad):
    async with knock(house, cafe) as socket:
        await socket.send(bad)
        await socket.send(bad)
        await socket.send('{"type":"ping","sent":1}')
        while json.loads(await socket.recv())["type"] != "pong":
            pass
        await socket.send(bad)
        assert await code_of(socket) == 4400


async def test_too_large_a_message_ends_the_connection(house, cafe):
    async with knock(house, cafe) as socket:
        await socket.send("x" * 65_537)
        assert await code_of(socket) == 1009


async def test_a_message_in_too_many_pieces_ends_the_connection(house, cafe):
    async with knock(house, cafe) as socket:
        await socket.send(["x"] * (MOST_FRAGMENTS + 5))
        assert await code_of(socket) == 1009


async def test_words_that_are_no_text_end_the_connection(house, cafe):
    async with knock(house, cafe) as socket:
        async with socket.send_context():
            socket.protocol.send_text(b"\xff\xfe")
        assert await code_of(socket) == 1007


@pytest.mark.parametrize("opcode", [Opcode.TEXT, Opcode.PING])
async def test_a_flood_is_sent_away(house, cafe, opcode):
    async with knock(house, cafe) as socket:
        mask = b"\x00" * 4
        words = b'{"type":"ping","sent":1}' if opcode is Opcode.TEXT else b"x"
        frame = struct.pack("!BB", 0x80 | opcode, 0x80 | len(words)) + mask + words
        socket.transport.write(frame * 2000)
        assert await code_of(socket) == 4429


async def test_compression_is_not_offered(house, cafe):
    visitor = house.visitor(cafe, "ada")
    async with connect(
        f"ws://{house.host}{visitor.path}/live",
        additional_headers={"Cookie": visitor.cookie},
        origin=house.url,
    ) as socket:
        assert "Sec-WebSocket-Extensions" not in socket.response.headers


async def test_signing_out_ends_the_sockets_of_that_pass(house, cafe):
    ada = house.visitor(cafe, "ada")
    async with knock(house, cafe) as socket, knock(house, cafe, who="ben") as other:
        await socket.recv()
        await other.recv()
        await ada.post("departure")
        assert await code_of(socket) == 4403
        await other.send('{"type":"ping","sent":1}')
        assert await other.recv()


async def test_signing_out_everywhere_ends_all_of_ones_sockets(house, cafe):
    """Gita at her table's laptop signs her phone out too, and nobody else."""
    async with (
        knock(house, cafe, who="gita") as phone,
        knock(house, cafe, who="gita", screen="table") as laptop,
        knock(house, cafe, who="ben") as other,
    ):
        for each in (phone, laptop, other):
            await each.recv()
        answer = await house.visitor(cafe, "gita", "table").post(
            "departure", data={"everywhere": "true"}
        )
        assert answer.status_code == 303
        assert await code_of(phone) == await code_of(laptop) == 4403
        await other.send('{"type":"ping","sent":1}')
        assert await other.recv()
    assert (await house.visitor(cafe, "gita").get()).status_code == 401


async def test_a_person_whose_passes_end_is_hung_up_on(house, cafe):
    async with knock(house, cafe, who="gita", screen="table") as socket:
        await socket.recv()
        async with working(house.app.state.database, house.app.state.bell) as work:
            gita = await work.db.get_one(Participant, cafe.people["gita"])
            await revoke_passes(work, gita)
        assert await code_of(socket) == 4403


async def test_a_host_who_is_host_no_more_is_hung_up_on(house, cafe):
    async with knock(house, cafe, who="gita", screen="table") as socket:
        await socket.recv()
        async with working(house.app.state.database, house.app.state.bell) as work:
            gita = await work.db.get_one(Participant, cafe.people["gita"])
            gita.role = Role.PARTICIPANT
            work.record(RosterChanged(cafe.dialogue))
        assert await code_of(socket) == 4403


async def test_the_house_keeps_no_database_session_for_a_socket(house, cafe):
    pool = house.app.state.database.engine.pool
    async with knock(house, cafe) as socket, knock(house, cafe, who="cleo") as other:
        await socket.recv()
        await other.recv()
        await until(lambda: not pool.checkedout())


async def test_a_closed_house_sends_its_guests_to_come_back(house, cafe):
    async with knock(house, cafe) as socket:
        await socket.recv()
        await house.app.state.hub.close()
        assert await code_of(socket) == 1012


async def test_whoever_is_gone_before_the_door_opens_is_no_fault(house, cafe):
    async def knocks():
        return {"type": "websocket.connect"}

    async def gone(_):
        raise OSError

    hub = house.app.state.hub
    await shown(WebSocket({"type": "websocket"}, knocks, gone), hub, phone, cafe.dialogue, new_id())
    assert not hub.stages
