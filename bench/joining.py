"""Everybody comes in at once: N people join by the code from one address, with a seat in a café.

Each posts the join form as a browser does, opens the phone's page it is led to, and its socket.
The product is served as it is. See bench/README.md.
"""

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from sqlalchemy import func, select, update  # noqa: E402

from bench.floor import at  # noqa: E402
from bench.hall import fill  # noqa: E402
from bench.served import cpu, free_port, healthy, raise_limits, served  # noqa: E402
from facilitator.dialogues.model import Dialogue  # noqa: E402
from facilitator.kit.database import Database  # noqa: E402
from facilitator.people.model import Participant  # noqa: E402
from facilitator.tables.model import Seat  # noqa: E402

CODE = "ABCD2345"
ROUNDS = 4


async def opened(url: str) -> None:
    database = Database(url)
    async with database.writing() as db:
        await db.execute(update(Dialogue).values(join_code=CODE, walk_ins=True))
        await db.commit()
    await database.close()


async def seated(url: str) -> tuple[int, int]:
    """(people who walked in, seats they have)."""
    database = Database(url)
    async with database.reading() as db:
        people = select(func.count()).select_from(Participant).filter_by(walk_in=True)
        seats = (
            select(func.count())
            .select_from(Seat)
            .join(Participant, Participant.id == Seat.participant_id)
        )
        found = await db.scalar(people), await db.scalar(seats.where(Participant.walk_in))
    await database.close()
    return found


async def come(port: int, number: int, moment: float) -> tuple[float, int]:
    """Milliseconds from the form to the open phone page; the page's status."""
    await asyncio.sleep(moment)
    form = urlencode({"name": f"Guest from afar {number}", "locale": "en", "consent": "true"})
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    host = f"Host: 127.0.0.1:{port}\r\n"
    writer.write(
        f"POST /j/{CODE} HTTP/1.1\r\n{host}Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(form)}\r\n\r\n{form}".encode()
    )
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    cookies = re.findall(r"(?i)set-cookie: ([^;]+)", head)
    where = re.search(r"(?i)location: (\S+)", head)
    if not where:
        return 0.0, int(head.split()[1])
    writer.write(f"GET {where[1]} HTTP/1.1\r\n{host}Cookie: {'; '.join(cookies)}\r\n\r\n".encode())
    page = (await reader.readuntil(b"\r\n\r\n")).decode()
    taken = (time.perf_counter() - began) * 1000
    writer.close()
    return taken, int(page.split()[1])


async def all_come(port: int, people: int, seconds: float) -> tuple[list[tuple[float, int]], float]:
    began = time.perf_counter()
    some = (come(port, number, number * seconds / people) for number in range(people))
    return await asyncio.gather(*some), time.perf_counter() - began


def measure(people: int, seconds: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as room:
        url = f"sqlite+aiosqlite:///{room}/hall.db"
        asyncio.run(fill(url, 2 * people, 8, ROUNDS))
        asyncio.run(opened(url))
        port = free_port()
        command = [sys.executable, "-m", "facilitator", "serve", "--port", str(port)]
        with served([*command, "--database-url", url], lambda: healthy(port)) as process:
            before = cpu(process)
            seen, took = asyncio.run(all_come(port, people, seconds))
            spent = cpu(process) - before
        came, seats = asyncio.run(seated(url))
    times = [each for each, status in seen if status == 200]
    return {
        "people": people, "on_the_roster": 2 * people, "within_s": seconds,
        "took_s": round(took, 1), "let_in": len(times), "stored": came, "seats": seats,
        "statuses": sorted({status for _, status in seen}),
        "p50_ms": at(0.5, times), "p99_ms": at(0.99, times),
        "cpu_ms_each": round(spent / people, 1),
    }  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=500)
    asked.add_argument("--seconds", type=float, default=30)
    given = asked.parse_args()
    raise_limits()
    print(json.dumps(measure(given.people, given.seconds), indent=1))


if __name__ == "__main__":
    main()
