"""POSTs of a crowd: one, many at once, or a steady stream over some kept connections."""

import asyncio
import contextlib
import time
from bisect import bisect_right
from collections.abc import AsyncIterator

from bench.ear import Ear

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]
KEPT = 64  # connections that posts are poured over


async def in_time(count: int, seconds: float) -> AsyncIterator[tuple[int, float]]:
    """Numbers at a steady pace; and how many milliseconds late each is."""
    began = time.perf_counter()
    for number in range(count):
        wait = began + number * seconds / count - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        yield number, max(0.0, -wait * 1000)


def counted(due: list[float], moves: list[int], boards: list[tuple[float, int]]) -> list[float]:
    """How many milliseconds after it was due each note was counted on a console's board, which
    counts the notes of a round anew; `moves` are the first notes of the rounds."""
    late, known = [], 0
    for heard, told in boards:
        sent = bisect_right(due, heard)
        first = max(each for each in moves if each <= sent)
        if told <= sent - first:  # else it was drawn before the round changed
            late += [(heard - each) * 1000 for each in due[max(known, first) : first + told]]
            known = max(known, first + told)
    return late


def lateness(ears: list[Ear]) -> list[float]:
    return sorted(round(each, 1) for ear in ears for each in ear.late)


class Posting:
    """What is sent, and when it was answered and shown."""

    ears: list[Ear]
    address: tuple[str, int]
    poster: Line

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
        chairs: int = 0,
    ) -> dict:
        for each in self.ears:
            each.due, each.late, each.boards = {}, [], []
        self.free: asyncio.Queue[Line] = asyncio.Queue()
        for _ in range(KEPT):
            self.free.put_nowait(await asyncio.open_connection(*self.address))
        moving = {each.pop("at"): each for each in changes}
        began, sending, moved_on = time.perf_counter(), [], 0
        lags: list[float] = []
        due: list[float] = []
        moves = [0, *moving]
        async for number, lag in in_time(len(posts), seconds):
            lags.append(lag)
            if number in moving:
                moved_on += sum(len(each.due) for each in self.ears)
                for each in self.ears:
                    each.due = {}
                await self._kept(moving[number])
            now, mark = time.perf_counter(), marks[number].encode()
            due.append(now)
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
            "shown": lateness(self.ears[: len(self.ears) - chairs])[::8],
            "told": lateness(self.ears[len(self.ears) - chairs :]),
            "on_board": counted(due, moves, self.ears[-1].boards) if chairs else [],
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
