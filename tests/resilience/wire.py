"""A wire to a server that fails as networks do: slow, narrow, in crumbs, silent, half gone, cut.

A small fault proxy (after Toxiproxy's eight faults). What is behind it is given as a URL, and
`url` is the same URL by way of the wire, so that it fits between any two parts of the house.
"""

import asyncio
import random
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

UP, DOWN = "up", "down"  # to the server, from the server
LINGER_NOT = struct.pack("ii", 1, 0)  # closing sends a reset


@dataclass
class Weather:
    """What every piece of bytes goes through. Seconds, bytes, bytes a second, and a chance."""

    latency: float = 0.0
    jitter: float = 0.0
    rate: float = float("inf")
    crumbs: int = 65536  # at most so many bytes at once
    resets: float = 0.0  # of every piece


class Wire:
    """Passes bytes on until told otherwise."""

    def __init__(self, url: str, weather: Weather | None = None) -> None:
        self.behind = urlsplit(url)
        self.weather = weather or Weather()
        self.flowing = {UP: asyncio.Event(), DOWN: asyncio.Event()}
        self.flow()
        self.portal: bytes | None = None  # what a captive portal says to everything
        self.port = 0
        self.connections = 0
        self.open: set[asyncio.StreamWriter] = set()
        self.calls: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        login, at, _ = self.behind.netloc.rpartition("@")
        return self.behind._replace(netloc=f"{login}{at}127.0.0.1:{self.port}").geturl()

    async def __aenter__(self) -> "Wire":
        await self.mend()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.cut()
        for call in self.calls:
            call.cancel()
        await asyncio.gather(*self.calls, return_exceptions=True)

    async def mend(self) -> None:
        """Takes connections, at the same port as ever."""
        self.server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Every connection breaks, and no new one is taken."""
        self.server.close()
        self.reset()

    def reset(self) -> None:
        """Every connection breaks, and both ends are told at once."""
        for each in list(self.open):
            _abort(each)

    def stall(self, *ways: str) -> None:
        """Nothing comes through any more (that way), and nobody is told: a black hole."""
        for way in ways or (UP, DOWN):
            self.flowing[way].clear()

    def flow(self) -> None:
        for event in self.flowing.values():
            event.set()

    async def calm(self) -> None:
        """A good wire again."""
        self.weather, self.portal = Weather(), None
        self.flow()
        if not self.server.is_serving():
            await self.mend()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = asyncio.current_task()
        assert call
        self.calls.add(call)
        call.add_done_callback(self.calls.discard)
        self.connections += 1
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            if self.portal is not None:
                await _answer(self.portal, reader, writer)
            else:
                await self._joined(reader, writer)
        _abort(writer)

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(self.behind.hostname, self.behind.port)
        self.open |= {writer, there[1]}
        ways = self._pass(UP, reader, there[1]), self._pass(DOWN, there[0], writer)
        passing = [asyncio.ensure_future(way) for way in ways]
        try:
            await asyncio.gather(*passing)  # one that is reset ends both
        finally:
            for each in passing:
                each.cancel()
            await asyncio.gather(*passing, return_exceptions=True)
            self.open -= {writer, there[1]}
            _abort(there[1])

    async def _pass(
        self, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while heard := await reader.read(65536):
            for piece in self._pieces(heard):
                await self._travel(len(piece))
                await self.flowing[way].wait()
                writer.write(piece)
                await writer.drain()
        await self.flowing[way].wait()
        writer.write_eof()

    def _pieces(self, heard: bytes) -> Iterator[bytes]:
        at = 0
        while at < len(heard):
            most = self.weather.crumbs
            size = most if most == Weather.crumbs else random.randint(1, most)
            yield heard[at : at + size]
            at += size

    async def _travel(self, size: int) -> None:
        weather = self.weather
        if weather.resets and random.random() < weather.resets:
            self.reset()
        pause = weather.latency + random.uniform(0, weather.jitter) + size / weather.rate
        if pause:
            await asyncio.sleep(pause)


async def _answer(words: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(words)
    await writer.drain()
    writer.write_eof()
    await reader.read()


def _abort(writer: asyncio.StreamWriter) -> None:
    end = writer.get_extra_info("socket")
    if end is not None and not writer.transport.is_closing():
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    writer.transport.abort()
