"""One socket of a crowd: the handshake, frames without extensions, pongs, and when things came."""

import asyncio
import re
import time

PING = 9
ON_A_TILE = re.compile(rb'tile-notes(?: number\\">|\\">.*?<b>)(\d+)<')  # within JSON
ANY = b"*"  # a marker that any message holds


class Ear(asyncio.Protocol):
    def __init__(self, request: bytes) -> None:
        self.request = request
        self.buffer = bytearray()
        self.opened = asyncio.get_running_loop().create_future()
        self.marker: bytes | None = None
        self.found = 0.0
        self.heard = time.perf_counter()
        self.bytes = self.frames = 0
        self.due: dict[bytes, float] = {}  # what it will be shown, and since when it is due
        self.late: list[float] = []  # how long each took
        self.regions: set[bytes] = set()
        self.boards: list[tuple[float, int]] = []  # of a console: when, and how many notes it tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(self.request)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed in the handshake"))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.opened.done():
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if b" 101 " not in self.buffer[:20]:
                self.opened.set_exception(ConnectionError(self.buffer[:40].decode()))
                return
            del self.buffer[: end + 4]
            self.opened.set_result(None)
        self._frames()

    def _frames(self) -> None:
        buffer, at, size = self.buffer, 0, len(self.buffer)
        while size - at >= 2:
            length, start = buffer[at + 1] & 0x7F, at + 2
            if length >= 126:
                wide = 2 if length == 126 else 8
                if size < start + wide:
                    break
                length, start = int.from_bytes(buffer[start : start + wide]), start + wide
            if size < start + length:
                break
            self._frame(buffer[at] & 0x0F, start, length)
            at = start + length
        del buffer[:at]

    def _frame(self, opcode: int, start: int, length: int) -> None:
        if opcode == PING:
            payload = bytes(self.buffer[start : start + length])
            self.transport.write(bytes([0x8A, 0x80 | length, 0, 0, 0, 0]) + payload)
            return
        self.heard = time.perf_counter()
        self.bytes += length
        self.frames += 1
        head = bytes(self.buffer[start : start + 48])
        region = head.partition(b'"region": "')[2].partition(b'"')[0]
        self.regions.add(region)
        if region == b"board":
            told = ON_A_TILE.findall(self.buffer, start, start + length)
            self.boards.append((self.heard, sum(map(int, told))))
        for mark in [m for m in self.due if self.buffer.find(m, start, start + length) >= 0]:
            self.late.append((self.heard - self.due.pop(mark)) * 1000)
        marker = self.marker
        if marker and not self.found and self._holds(marker, start, start + length):
            self.found = self.heard

    def _holds(self, marker: bytes, start: int, end: int) -> bool:
        return marker == ANY or self.buffer.find(marker, start, end) >= 0

    def say(self, text: bytes) -> None:
        size = len(text)
        assert size < 126
        self.transport.write(bytes([0x81, 0x80 | size, 0, 0, 0, 0]) + text)
