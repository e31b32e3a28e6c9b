"""A wire to a server that can be cut or stalled, as a network does."""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit


class Partition:
    """Passes bytes between the house and Redis, until told otherwise."""

    def __init__(self, url: str) -> None:
        at = urlsplit(url)
        self.behind = (at.hostname, at.port)
        self.path = at.path
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.open: set[asyncio.StreamWriter] = set()
        self.connections = 0

    @property
    def url(self) -> str:
        port = self.server.sockets[0].getsockname()[1]
        return f"redis://127.0.0.1:{port}{self.path}"

    async def __aenter__(self) -> "Partition":
        self.server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.cut()

    def stall(self) -> None:
        """Nothing comes through any more, and nobody is told."""
        self.flowing.clear()

    def flow(self) -> None:
        self.flowing.set()

    def cut(self) -> None:
        """Every connection breaks, and no new one is taken."""
        self.server.close()
        for each in self.open:
            each.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        there_reader, there_writer = await asyncio.open_connection(*self.behind)
        self.open |= {writer, there_writer}
        await asyncio.gather(self._pass(reader, there_writer), self._pass(there_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while heard := await reader.read(65536):
                await self.flowing.wait()
                writer.write(heard)
        writer.close()
