"""Does the house wait while a plan is searched for? `python -m bench.rotation_live [--people 1000]`

The product in this process, its loop watched every 5 ms; a client in a process of its own writes
ten notes a second. Phases: nothing else; a search for a plan of a later session; publishing it;
proposals for the session under way; applying one.
"""

import argparse
import asyncio
import json
import secrets
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import httpx2
import uvicorn
from sqlalchemy import insert, select

from bench.hall import THEMES, Hall, fill
from facilitator.app import build
from facilitator.dialogues.model import Dialogue, DialogueSession, Theme
from facilitator.kit.ids import new_id
from facilitator.kit.work import Work, working
from facilitator.people.model import Participant
from facilitator.rotation.queries import newest_search
from facilitator.rounds.actions import open_next
from facilitator.rounds.model import Round
from facilitator.rounds.seating.asked import Asked
from facilitator.rounds.seating.replanning import apply_proposal
from facilitator.rounds.seating.searching import ask_search, publish_plan
from facilitator.serve import UVICORN
from facilitator.tables.model import Table

TICK = 0.005
NOTES_A_SECOND = 10


class Watch:
    """How late the loop is, and how long it was busy itself (its thread's processor time between
    two ticks: what it would be late on a machine with nothing else to do), in milliseconds."""

    def __init__(self) -> None:
        self.late: dict[str, list[float]] = {}
        self.busy: dict[str, list[float]] = {}
        self.phase = "starting"

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due, worked = loop.time() + TICK, time.thread_time()
            await asyncio.sleep(TICK)
            self.late.setdefault(self.phase, []).append((loop.time() - due) * 1000)
            self.busy.setdefault(self.phase, []).append((time.thread_time() - worked) * 1000)


def spread(values: list[float]) -> dict[str, float]:
    """Median, 99th percentile and greatest."""
    ordered = sorted(values) or [0.0]
    part = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    last = len(ordered) - 1
    return {name: round(ordered[round(last * share)], 1) for name, share in part.items()}


async def later_session(app: object, hall: Hall) -> UUID:
    """A café of the same dialogue that has not begun: as many tables, as many rounds."""
    async with app.state.database.writing() as db:  # type: ignore[attr-defined]
        dialogue = (await db.scalars(select(Dialogue))).one()
        session, themes = new_id(), list(await db.scalars(select(Theme)))
        db.add(DialogueSession(
            id=session, dialogue_id=dialogue.id, key="later", title={"en": "Later"}, position=1,
        ))  # fmt: skip
        await db.flush()
        shared = {"dialogue_id": dialogue.id, "session_id": session}
        await db.execute(insert(Table), [
            {**shared, "number": n + 1, "theme_id": themes[n % THEMES].id, "seats": 10}
            for n in range(len(hall.tables))
        ])  # fmt: skip
        await db.execute(insert(Round), [
            {**shared, "number": n + 1, "seconds": 1800, "warn_seconds": [], "grace_seconds": 60}
            for n in range(len(hall.seats))
        ])  # fmt: skip
        await db.commit()
        return session


@asynccontextmanager
async def at_work(app: object) -> AsyncIterator[Work]:
    async with working(app.state.database, app.state.bell) as work:  # type: ignore[attr-defined]
        yield work


async def found(app: object, session: UUID, seconds: float, asked: Asked | None) -> UUID:
    """Asks for a search and waits for its end."""
    async with at_work(app) as work:
        search = (await ask_search(work, session, seconds, asked)).id
    await app.state.searches.stir()  # type: ignore[attr-defined]
    while True:
        async with app.state.database.reading() as db:  # type: ignore[attr-defined]
            row = await newest_search(db, session)
        if row and row.state not in ("asked", "running"):
            told = row.found[0] if row.found else {}
            print(f"  {row.state}: repeats {told.get('repeats')}, {len(row.found)} found")
            return search
        await asyncio.sleep(0.25)


async def phases(app: object, hall: Hall, watch: Watch, seconds: float) -> None:
    later, now = await later_session(app, hall), UUID(hall.session)
    async with at_work(app) as work:
        await open_next(work, now, 1)
        absent = list(await work.db.scalars(select(Participant.id).limit(5)))
    watch.phase = "idle"
    await asyncio.sleep(5)
    watch.phase = "search"
    search = await found(app, later, seconds, None)
    watch.phase = "publish"
    async with at_work(app) as work:
        await publish_plan(work, later, search)
    watch.phase = "proposals"
    asked = Asked(absent=tuple(map(str, absent)), closed={6: (2,)})
    search = await found(app, now, 2.0, asked)
    watch.phase = "apply"
    async with at_work(app) as work:
        await apply_proposal(work, now, search, 0)
    await asyncio.sleep(1)
    watch.phase = "over"


async def measured(people: int, seconds: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        hall = await fill(url, people, 8, 6)
        app = build(database_url=url)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", **UVICORN))
        serving = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        watch = Watch()
        watching = asyncio.create_task(watch.run())
        writer = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.rotation_live", "--write-to", str(port),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert writer.stdin
        facts = [hall.session, hall.tables, hall.phones, hall.seats[0]]
        writer.stdin.write(json.dumps(facts).encode() + b"\n")
        await writer.stdin.drain()
        await phases(app, hall, watch, seconds)
        writer.stdin.close()
        assert writer.stdout
        notes = json.loads(await writer.stdout.read())
        watching.cancel()
        server.should_exit = True
        await serving
    late = {phase: spread(values) for phase, values in watch.late.items()}
    busy = {phase: spread(values) for phase, values in watch.busy.items()}
    return {"people": people, "loop_lag_ms": late, "loop_busy_ms": busy, "notes": notes}


async def write(port: int) -> None:
    """Notes of one phone after the other until the bench closes our input."""
    session, tables, phones, seats = json.loads(sys.stdin.readline())
    over = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    took, refused = [], 0
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        place = 0
        while not over.done():
            began = time.perf_counter()
            body = {
                "key": f"key-{secrets.token_hex(8)}", "session": session, "round": 1,
                "table": tables[seats[place]], "kind": "gap", "words": f"Note {place}",
            }  # fmt: skip
            cookie = {"Cookie": f"phone_{Hall.slug}={phones[place]}"}
            answer = await client.post(f"/phone/{Hall.slug}/notes", json=body, headers=cookie)
            refused += answer.status_code != 201
            took.append((time.perf_counter() - began) * 1000)
            place = (place + 7) % len(phones)
            await asyncio.sleep(max(0.0, 1 / NOTES_A_SECOND - (time.perf_counter() - began)))
    print(json.dumps({"sent": len(took), "refused": refused, "ms": spread(took)}))


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--people", type=int, default=1000)
    asks.add_argument("--seconds", type=float, default=10)
    asks.add_argument("--json", action="store_true")
    asks.add_argument("--write-to", type=int, help=argparse.SUPPRESS)
    asked = asks.parse_args()
    if asked.write_to:
        asyncio.run(write(asked.write_to))
        return
    told = asyncio.run(measured(asked.people, asked.seconds))
    if asked.json:
        print(json.dumps(told))
        return
    for phase, late in told["loop_lag_ms"].items():  # type: ignore[attr-defined]
        busy = told["loop_busy_ms"][phase]  # type: ignore[index]
        print(f"{phase:<10} late p50 {late['p50']} p99 {late['p99']} max {late['max']} ms", end="")
        print(f" · busy p99 {busy['p99']} max {busy['max']} ms")
    print(f"notes {told['notes']}")


if __name__ == "__main__":
    main()
