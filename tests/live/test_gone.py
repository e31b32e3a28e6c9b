"""Whoever is gone before they are answered is nobody's fault, on the event loop of earnest."""

import asyncio
import socket
import struct

import pytest
import uvicorn
import uvloop
from uvicorn.server import ServerState

from facilitator.live.patience import PatientProtocol
from facilitator.serve import UVICORN

AT_ONCE = struct.pack("ii", 1, 0)  # closing resets the connection


async def answered(asked: bytes, times: int) -> None:
    """A request whose client goes while it is answered, in so many parts."""
    client, over = socket.socket(), asyncio.Event()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)

    async def app(_scope, _receive, send):
        client.close()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for part in range(times):
            await send({"type": "http.response.body", "body": b"x", "more_body": part < times - 1})
        over.set()

    config = uvicorn.Config(app, **UVICORN | {"lifespan": "off"})
    config.load()
    loop, state = asyncio.get_running_loop(), ServerState()
    server = await loop.create_server(lambda: PatientProtocol(config, state, {}), "127.0.0.1")
    client.connect(server.sockets[0].getsockname())
    client.sendall(asked)
    async with asyncio.timeout(10):
        await over.wait()
    server.close()
    await asyncio.gather(*state.tasks)


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("requests", [1, 5])
def test_whoever_has_gone_is_no_fault(caplog, times, requests):
    uvloop.run(answered(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * requests, times))
    assert caplog.messages == []
