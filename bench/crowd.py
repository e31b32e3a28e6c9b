"""A crowd of sockets in one lean process: connects, sends one thing, notes when all have heard.

Driven by JSON lines on standard input, answers by JSON lines on standard output:
`{"do": "connect", "host", "port", "sockets": [{"path", "cookie"}]}` → `{"connected", "seconds"}`;
`{"do": "send", …, "marker": "…", "of": [places]}` → receipts. What is sent is a POST (`post`, with
`cookie`, `type`, `body`) or a text over the first socket (`say`). The clock starts when it is
written and stops at each socket when a message with the marker has arrived whole; `quiet` is the
last message of any kind within half a second after that.
`{"do": "flood", "posts": [...], "seconds", "marker", "of"}`: many POSTs, each over a connection of
its own and at its moment within the seconds; gives the `acks` and when the sockets `of` had it all
(after the first POST, and after the last answer). All times in milliseconds.
`{"do": "pour", "posts": [...], "places": [[sockets]], "marks": [...], "seconds", "changes"}`: POSTs
at a steady rate over some kept connections, whether or not the last were answered; `places` says
which sockets must show each, `marks` by what they know it. `changes` are POSTs {"at": index of the
post before which it is sent, …} that move everybody elsewhere.
`{"do": "again"}`: all sockets break off at once and come back.
"""

import asyncio
import contextlib
import gc
import json
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import AsyncIterator

TEXT, CLOSE, PING = 1, 8, 9
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]
KEPT = 64  # connections that posts are poured over
SETTLE = 0.4  # seconds without a message after which everything has come


class Ear(asyncio.Protocol):
    """One socket: the handshake, frames without extensions, pongs, and when things arrived."""

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
        self.regions.add(head.partition(b'"region": "')[2].partition(b'"')[0])
        for mark in [m for m in self.due if self.buffer.find(m, start, start + length) >= 0]:
            self.late.append((self.heard - self.due.pop(mark)) * 1000)
        marker = self.marker
        if marker and not self.found and self.buffer.find(marker, start, start + length) >= 0:
            self.found = self.heard

    def say(self, text: bytes) -> None:
        size = len(text)
        assert size < 126
        self.transport.write(bytes([0x81, 0x80 | size, 0, 0, 0, 0]) + text)


async def in_time(count: int, seconds: float) -> AsyncIterator[tuple[int, float]]:
    """Numbers at a steady pace; and how many milliseconds late each is."""
    began = time.perf_counter()
    for number in range(count):
        wait = began + number * seconds / count - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        yield number, max(0.0, -wait * 1000)


class Crowd:
    def __init__(self) -> None:
        self.ears: list[Ear] = []

    async def connect(self, host: str, port: int, sockets: list[dict[str, str]]) -> dict:
        began = time.perf_counter()
        self.address = host, port
        few = asyncio.Semaphore(64)
        self.ears = list(await asyncio.gather(*(self._open(few, each) for each in sockets)))
        heard = began
        if self.ears:
            await self._settled()
            heard = time.perf_counter() - SETTLE
        self.poster = await asyncio.open_connection(host, port)
        return {"connected": len(self.ears), "seconds": round(heard - began, 3)}

    async def _open(self, few: asyncio.Semaphore, to: dict[str, str]) -> Ear:
        host, port = self.address
        request = (
            f"GET {to['path']} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\n"
            f"Cookie: {to['cookie']}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        return await self._open_with(few, request.encode(), to.get("hello", ""))

    async def _open_with(self, few: asyncio.Semaphore, request: bytes, hello: str = "") -> Ear:
        async with few:
            loop = asyncio.get_running_loop()
            _, ear = await loop.create_connection(lambda: Ear(request), *self.address)
            await ear.opened
            if hello:
                ear.say(hello.encode())
        return ear

    async def deafen(self, every: int) -> dict:
        """One in so many stops reading (0: all read again); gives the others' places."""
        hearing = []
        for place, each in enumerate(self.ears):
            if every and place % every == every - 1:
                each.transport.pause_reading()
            elif every:
                hearing.append(place)
            else:
                each.transport.resume_reading()
        return {"hearing": hearing}

    async def send(self, marker: str, of: list[int] | None = None, **what: str) -> dict:
        ears = [self.ears[place] for place in of] if of is not None else self.ears
        for each in self.ears:
            each.marker, each.found, each.bytes, each.frames = marker.encode(), 0.0, 0, 0
        began = time.perf_counter()
        answering = None
        if "say" in what:
            self.ears[0].say(what["say"].encode())
        else:
            answering = asyncio.create_task(self._post(**what))
        async with asyncio.timeout(60):
            while not all(each.found for each in ears):  # noqa: ASYNC110 - off the clock
                await asyncio.sleep(0.02)
        answered, status = await answering if answering else (began, 0)
        await self._settled()
        receipts = sorted((each.found - began) * 1000 for each in ears)
        return {
            "status": status,
            "answered": (answered - began) * 1000,
            "first": receipts[0],
            "median": statistics.median(receipts),
            "last": receipts[-1],
            "quiet": (max(each.heard for each in ears) - began) * 1000,
            "bytes": statistics.median(each.bytes for each in ears),
            "frames": statistics.median(each.frames for each in ears),
            "others": sum(1 for each in self.ears if each.frames) - len(ears),
        }

    async def flood(
        self,
        posts: list[dict[str, str]],
        seconds: float,
        marker: str = "",
        of: tuple[int, ...] = (),
    ) -> dict:
        for each in self.ears:
            each.marker, each.found, each.bytes, each.frames = marker.encode(), 0.0, 0, 0
        lines = [await asyncio.open_connection(*self.address) for _ in posts]
        began = time.perf_counter()

        async def at(moment: float, place: int) -> tuple[float, float, int]:
            await asyncio.sleep(moment)
            asked = time.perf_counter()
            answered, status = await self._post(**posts[place], line=lines[place])
            return asked, answered, status

        pace = seconds / len(posts)
        seen = await asyncio.gather(*(at(place * pace, place) for place in range(len(posts))))
        async with asyncio.timeout(60):
            while not all(self.ears[place].found for place in of):  # noqa: ASYNC110 - off the clock
                await asyncio.sleep(0.02)
        last = max(answered for _, answered, _ in seen)
        for _, writer in lines:
            writer.close()
        return {
            "acks": [(answered - asked) * 1000 for asked, answered, _ in seen],
            "statuses": sorted({status for *_, status in seen}),
            "took": (last - began) * 1000,
            "shown": [(self.ears[place].found - last) * 1000 for place in of],
            "frames": [self.ears[place].frames for place in of],
        }

    async def pour(
        self,
        posts: list[dict[str, str]],
        places: list[list[int]],
        marks: list[str],
        seconds: float,
        changes: list[dict],
    ) -> dict:
        for each in self.ears:
            each.due, each.late = {}, []
        self.free: asyncio.Queue[Line] = asyncio.Queue()
        for _ in range(KEPT):
            self.free.put_nowait(await asyncio.open_connection(*self.address))
        moving = {each.pop("at"): each for each in changes}
        began, sending, moved_on = time.perf_counter(), [], 0
        lags: list[float] = []
        async for number, lag in in_time(len(posts), seconds):
            lags.append(lag)
            if number in moving:
                moved_on += sum(len(each.due) for each in self.ears)
                for each in self.ears:
                    each.due = {}
                await self._kept(moving[number])
            now, mark = time.perf_counter(), marks[number].encode()
            for place in places[number]:
                self.ears[place].due[mark] = now
            sending.append(asyncio.create_task(self._kept(posts[number])))
        answers = await asyncio.gather(*sending)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(30):
                while any(each.due for each in self.ears):  # noqa: ASYNC110 - off the clock
                    await asyncio.sleep(0.1)
        return {
            "acks": [round(took, 2) for took, _ in answers],
            "statuses": sorted({status for _, status in answers}),
            "acknowledged": [n for n, (_, status) in enumerate(answers) if status in (200, 201)],
            "shown": sorted(round(each, 1) for ear in self.ears for each in ear.late)[::8],
            "not_shown": sum(len(each.due) for each in self.ears),
            "moved_on": moved_on,
            "client_late": round(sorted(lags)[int(0.99 * len(lags))], 1),
            "took": time.perf_counter() - began,
        }

    async def _kept(self, post: dict[str, str]) -> tuple[float, int]:
        """Milliseconds from when it was due, waiting for a free connection included; the status."""
        asked = time.perf_counter()
        line = await self.free.get()
        answered, status = await self._post(**post, line=line)
        self.free.put_nowait(line)
        return (answered - asked) * 1000, status

    async def again(self, regions: int, within: float) -> dict:
        """Everybody is cut off at once, and each comes back at a moment of their own."""
        asked = [ear.request for ear in self.ears]
        for each in self.ears:
            each.transport.abort()
        began = time.perf_counter()
        few = asyncio.Semaphore(256)

        async def back(number: int) -> Ear:
            await asyncio.sleep(random.random() * within)
            while True:
                try:
                    return await self._open_with(few, asked[number])
                except (ConnectionError, OSError):
                    await asyncio.sleep(0.5 + random.random())

        self.ears = list(await asyncio.gather(*map(back, range(len(asked)))))
        opened = time.perf_counter() - began
        async with asyncio.timeout(60):
            while any(len(each.regions) < regions for each in self.ears):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        heard = max(each.heard for each in self.ears) - began
        return {"opened_s": round(opened, 2), "whole_s": round(heard, 2)}

    async def _post(
        self, post: str, cookie: str, type: str, body: str, line: Line | None = None
    ) -> tuple[float, int]:
        reader, writer = line or self.poster
        host, port = self.address
        writer.write(
            f"POST {post} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n"
            f"Content-Type: {type}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        answered = time.perf_counter()
        length = [
            line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
        ]
        if length:
            await reader.readexactly(int(length[0].split(b":")[1]))
        return answered, int(head.split()[1])

    async def _settled(self) -> None:
        while time.perf_counter() - max(each.heard for each in self.ears) < SETTLE:  # noqa: ASYNC110
            await asyncio.sleep(0.05)

    async def close(self) -> dict:
        for each in self.ears:
            each.transport.abort()
        return {}


async def main() -> None:
    crowd = Crowd()
    loop = asyncio.get_running_loop()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked = json.loads(line)
        answer = await getattr(crowd, asked.pop("do"))(**asked)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        import uvloop

        uvloop.run(main())
    except ImportError:
        asyncio.run(main())
    os._exit(0)
