"""The peer: nothing but `websockets` and its `broadcast()`. No people, no pages, no database.

`python bench/bare.py PORT`. A text "SIZE COUNT" over any socket makes it broadcast SIZE characters
to the first COUNT sockets.
"""

import asyncio
import resource
import sys
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

ALL: list[ServerConnection] = []


async def heard(socket: ServerConnection) -> None:
    ALL.append(socket)
    with suppress(ConnectionClosed):
        async for asked in socket:
            size, count = map(int, str(asked).split())
            broadcast(ALL[:count], "MARK" + "x" * (size - 4))


async def main(port: int) -> None:
    async with serve(heard, "127.0.0.1", port, compression=None, backlog=4096):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        import uvloop

        uvloop.run(main(int(sys.argv[1])))
    except ImportError:
        asyncio.run(main(int(sys.argv[1])))
