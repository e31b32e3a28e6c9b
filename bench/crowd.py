"""A crowd of sockets in one lean process: connects, sends one thing, notes when all have heard.

Driven by JSON lines on standard input, answers by JSON lines on standard output:
`{"do": "connect", "host", "port", "sockets": [{"path", "cookie"}]}` → `{"connected", "seconds"}`
(and "extensions" of the protocol, where wanted);
`{"do": "send", …, "marker": "…", "of": [places]}` → receipts. What is sent is a POST (`post`, with
`cookie`, `type`, `body`) or a text over the first socket (`say`). The clock starts when it is
written and stops at each socket when a message with the marker (`*`: any) has arrived whole;
`quiet` is the last message of any kind within half a second after that, `began` the clock itself
(`time.perf_counter()`, seconds).
`{"do": "flood", "posts": [...], "seconds", "marker", "of"}`: many POSTs, each over a connection of
its own and at its moment within the seconds; gives the `acks` and when the sockets `of` had it all
(after the first POST, and after the last answer). All times in milliseconds.
`{"do": "pour", "posts": [...], "places": [[sockets]], "marks": [...], "seconds", "changes"}`: POSTs
at a steady rate over some kept connections, whether or not the last were answered; `places` says
which sockets must show each, `marks` by what they know it. The last `chairs` sockets are consoles,
told of apart, and the very last of them counts all notes on its board. `changes` are POSTs
{"at": index of the post before which it is sent, …} that move everybody elsewhere.
`{"do": "again"}`: all sockets break off at once and come back.
"""

import asyncio
import gc
import json
import os
import random
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.ear import Ear
from bench.posting import Posting

GLANCE = 0.0001  # seconds
SETTLE = 0.4  # seconds without a message after which everything has come


class Crowd(Posting):
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
        wish = f"Sec-WebSocket-Extensions: {to['extensions']}\r\n" if "extensions" in to else ""
        request = (
            f"GET {to['path']} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\n"
            f"Cookie: {to['cookie']}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\n{wish}"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
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
        waking = asyncio.create_task(_stay_awake())
        async with asyncio.timeout(60):
            while not all(each.found for each in ears):  # noqa: ASYNC110 - off the clock
                await asyncio.sleep(0.02)
        waking.cancel()
        answered, status = await answering if answering else (began, 0)
        await self._settled()
        receipts = sorted((each.found - began) * 1000 for each in ears)
        return {
            "status": status,
            "began": began,
            "answered": (answered - began) * 1000,
            "first": receipts[0],
            "median": statistics.median(receipts),
            "last": receipts[-1],
            "quiet": (max(each.heard for each in ears) - began) * 1000,
            "bytes": statistics.median(each.bytes for each in ears),
            "frames": statistics.median(each.frames for each in ears),
            "others": sum(1 for each in self.ears if each.frames) - len(ears),
        }

    async def again(self, regions: list[int], within: float) -> dict:
        """Everybody is cut off at once, and each comes back at a moment of their own, until they
        have as many regions as is said for each."""
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
            while any(  # noqa: ASYNC110
                len(each.regions) < wanted for each, wanted in zip(self.ears, regions, strict=True)
            ):
                await asyncio.sleep(0.05)
        heard = max(each.heard for each in self.ears) - began
        return {"opened_s": round(opened, 2), "whole_s": round(heard, 2)}

    async def _settled(self) -> None:
        while time.perf_counter() - max(each.heard for each in self.ears) < SETTLE:  # noqa: ASYNC110
            await asyncio.sleep(0.05)

    async def close(self) -> dict:
        for each in self.ears:
            each.transport.abort()
        return {}


async def _stay_awake() -> None:
    """Looks for messages every `GLANCE`, and does not sleep in between. To wake a client that
    sleeps would cost the server, for each message anew, a call to the other core, which phones
    across a network do not cost it."""
    while True:
        until = time.perf_counter() + GLANCE
        while time.perf_counter() < until:
            pass
        await asyncio.sleep(0)


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
