"""Asking for the floor: N people within ten seconds, beside the least that storing them can cost.

The product is served as it is, with N phones, a chair before the floor and a projector signed in.
Each phone asks at its moment; the acknowledgement is taken from the POST to the answer, which
comes after the commit. Then the same posts go to `bare_commit.py` (one row and one commit each).
See bench/README.md.
"""

import argparse
import asyncio
import json
import re
import secrets
import sys
import tempfile
import urllib.request
from datetime import timedelta
from pathlib import Path
from uuid import UUID

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.hall import Hall, fill  # noqa: E402
from bench.served import Crowd, answers, cpu, free_port, healthy, raise_limits, served  # noqa: E402
from facilitator.dialogues.model import Dialogue, DialogueSession  # noqa: E402
from facilitator.dialogues.rules import Kind, WallView  # noqa: E402
from facilitator.floor.queries import sitting  # noqa: E402
from facilitator.kit.clock import now  # noqa: E402
from facilitator.kit.database import Database  # noqa: E402
from facilitator.kit.ids import digest, new_id  # noqa: E402
from facilitator.people.model import Pass  # noqa: E402
from facilitator.people.rules import Screen  # noqa: E402

RULES = ["first_time_first", "alternate_constituency", "spread_regions", "least_time_first"]
WISH = re.compile(r'id="wish-([0-9a-f-]+)"')


async def hold_roundtable(url: str, hall: Hall) -> tuple[str, str]:
    """Opens a roundtable and turns the projector to it; gives its id and the projector's token."""
    database, session, token = Database(url), new_id(), secrets.token_urlsafe(24)
    async with database.writing() as db:
        dialogue = await db.get_one(Dialogue, UUID(await _dialogue(db, hall)))
        db.add(
            DialogueSession(
                id=session, dialogue_id=dialogue.id, key="talk", kind=Kind.ROUNDTABLE,
                title={"en": "Roundtable"}, floor={"rules": RULES}, position=1,
            )
        )  # fmt: skip
        db.add(
            Pass(
                token_digest=digest(token), dialogue_id=dialogue.id, participant_id=None,
                screen=Screen.WALL, issued_at=now(), expires_at=now() + timedelta(days=1),
            )
        )  # fmt: skip
        dialogue.live_session_id, dialogue.wall_view = session, WallView.FLOOR
        await db.commit()
    await database.close()
    return str(session), token


async def _dialogue(db: object, hall: Hall) -> str:
    found = await db.get_one(DialogueSession, UUID(hall.session))
    return str(found.dialogue_id)


async def line_of(url: str, session: str) -> dict[str, object]:
    """What is stored: how many ask, whether anybody asks twice, and the order of the line."""
    database = Database(url)
    async with database.reading() as db:
        found = await sitting(db, UUID(session))
        asking = [each.request.participant_id for each in found.waiting]
        turns = [each.request.turn for each in found.waiting]
        order = [str(each.asker.id) for each in found.line().standings]
    await database.close()
    return {
        "stored": len(asking),
        "people": len(set(asking)),
        "turns_in_a_row": sorted(turns) == list(range(1, len(turns) + 1)),
        "order": order,
    }


def page(port: int, path: str, cookie: str) -> str:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie})
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - our own
        return answer.read().decode()


def product(hall: Hall, url: str, seconds: float) -> dict:
    session, token = asyncio.run(hold_roundtable(url, hall))
    port, slug, crowd = free_port(), hall.slug, Crowd()
    chair, wall = f"staff_{slug}={hall.chair}", f"wall_{slug}={token}"
    phones = [f"phone_{slug}={each}" for each in hall.phones]
    count = len(phones)
    command = [sys.executable, "-m", "facilitator", "serve", "--port", str(port)]
    with served([*command, "--database-url", url], lambda: healthy(port)) as process:
        sockets = [{"path": f"/phone/{slug}/live", "cookie": each} for each in phones]
        sockets.append({"path": f"/console/{slug}/floor/live", "cookie": chair})
        sockets.append({"path": f"/wall/{slug}/live", "cookie": wall})
        joined = crowd.ask("connect", host="127.0.0.1", port=port, sockets=sockets)
        before = cpu(process)
        flood = crowd.ask(
            "flood", posts=posts(f"/phone/{slug}/floor/requests", phones, session),
            seconds=seconds, marker=f"{count} are waiting", of=[count, count + 1],
        )  # fmt: skip
        spent = cpu(process) - before
        shown = WISH.findall(page(port, f"/console/{slug}/floor", chair))
        on_wall = f"{count} are waiting" in page(port, f"/wall/{slug}", wall)
        crowd.leave()
    stored = asyncio.run(line_of(url, session))
    order = stored.pop("order")
    right = stored == {"stored": count, "people": count, "turns_in_a_row": True}
    assert right, stored
    assert flood["statuses"] == [201], flood["statuses"]
    assert shown == order[: len(shown)], "the chair's line is not the stored one"
    assert on_wall
    return {**flood, **stored, "chair_shows": len(shown), "cpu_ms": spent, "joined": joined}


def posts(path: str, cookies: list[str], session: str) -> list[dict[str, str]]:
    return [
        {
            "post": path,
            "cookie": cookie,
            "type": "application/json",
            "body": json.dumps({"key": f"bench-{place:06}", "session": session}),
        }
        for place, cookie in enumerate(cookies)
    ]


def bare(count: int, seconds: float, folder: str) -> dict:
    port, crowd = free_port(), Crowd()
    command = [sys.executable, HERE / "bare_commit.py", str(port), f"{folder}/bare.db"]
    with served(command, lambda: answers(port)) as process:
        crowd.ask("connect", host="127.0.0.1", port=port, sockets=[])
        before = cpu(process)
        flood = crowd.ask(
            "flood", posts=posts("/", ["none=1"] * count, str(new_id())), seconds=seconds
        )
        spent = cpu(process) - before
        crowd.leave()
    return {**flood, "cpu_ms": spent}


def at(share: float, seen: list[float]) -> float:
    """Nearest rank."""
    return round(sorted(seen)[min(len(seen) - 1, int(share * len(seen)))], 1)


def measure(count: int, seconds: float, url: str | None) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as room:
        url = url or f"sqlite+aiosqlite:///{room}/hall.db"
        hall = asyncio.run(fill(url, count, 8, 1))
        ours = product(hall, url, seconds)
        least = bare(count, seconds, room)
    chair, wall = ours["shown"]
    return {
        "people": count,
        "seconds": seconds,
        "ack_p50_ms": at(0.5, ours["acks"]),
        "ack_p99_ms": at(0.99, ours["acks"]),
        "bare_p50_ms": at(0.5, least["acks"]),
        "bare_p99_ms": at(0.99, least["acks"]),
        "p50_ratio": round(at(0.5, ours["acks"]) / at(0.5, least["acks"]), 1),
        "p99_ratio": round(at(0.99, ours["acks"]) / at(0.99, least["acks"]), 1),
        "chair_after_last_ms": round(chair, 1),
        "wall_after_last_ms": round(wall, 1),
        "stored": ours["stored"],
        "people_stored": ours["people"],
        "chair_shows": ours["chair_shows"],
        "cpu_ms_each": round(ours["cpu_ms"] / count, 1),
        "bare_cpu_ms_each": round(least["cpu_ms"] / count, 2),
    }


def told(result: dict) -> str:
    return "\n".join(
        (
            f"{result['people']} people ask for the floor within {result['seconds']:g} s",
            f"{'':14} {'p50':>9} {'p99':>9} {'CPU each':>9}",
            f"{'product':14} {result['ack_p50_ms']:6.1f} ms {result['ack_p99_ms']:6.1f} ms"
            f" {result['cpu_ms_each']:6.1f} ms",
            f"{'bare commit':14} {result['bare_p50_ms']:6.1f} ms {result['bare_p99_ms']:6.1f} ms"
            f" {result['bare_cpu_ms_each']:6.2f} ms",
            f"{'ratio':14} {result['p50_ratio']:9.1f} {result['p99_ratio']:9.1f}",
            f"all of them on the chair's screen {result['chair_after_last_ms']} ms and on the wall"
            f" {result['wall_after_last_ms']} ms after the last answer",
            f"stored {result['stored']} of {result['people_stored']} people; the line is right",
        )
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=500)
    asked.add_argument("--seconds", type=float, default=10)
    asked.add_argument("--database-url", help="an empty database; else SQLite in a new folder")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    raise_limits()
    result = measure(given.people, given.seconds, given.database_url)
    print(json.dumps(result) if given.json else told(result))


if __name__ == "__main__":
    main()
