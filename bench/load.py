"""A full house for minutes: thousands of phones, a steady stream of durable notes, round changes.

The product is served as it is (one worker, SQLite with `synchronous=FULL`); one lean client
process (crowd.py) holds all sockets and sends the notes at their moment, whether or not the last
ones were answered. Afterwards a fresh look into the database says whether each acknowledged note
is there once and where it was written. Then all phones are cut off at once and come back.
See bench/README.md.
"""

import argparse
import asyncio
import json
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from uuid import UUID

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.deeds import open_round  # noqa: E402
from bench.floor import at  # noqa: E402
from bench.hall import Hall, fill  # noqa: E402
from bench.served import Crowd, answers, cpu, free_port, healthy, raise_limits, served  # noqa: E402

REGIONS = 9  # of a phone, all of which it gets when it comes back
CONSOLES = 8  # of a chair who looks at a table each, beside one that shows the board
BARE = 20.0  # seconds
STEP = 7919  # a prime: who writes next sits somewhere else


def memory(process) -> float:
    """MiB that a process has for itself, with its share of what it has in common (PSS)."""
    rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return int(rollup.partition("\nPss:")[2].split()[0]) / 1024


def notes(hall: Hall, count: int, rounds: int) -> tuple[list, list, list, list]:
    """Posts, the sockets that must show each, their marks, and the round changes between them."""
    people = len(hall.phones)
    there = [_by_table(seats) for seats in hall.seats]
    posts, places, marks = [], [], []
    chairs = {table: people + table for table in range(CONSOLES)}
    for number in range(count):
        who, now = number * STEP % people, number * rounds // count
        table = hall.seats[now][who]
        words = f"Note {number:07}: forecasts reached the river villages too late to act on."
        body = {
            "key": f"load-{number:07}", "session": hall.session, "round": now + 1,
            "table": hall.tables[table], "question": hall.question, "kind": "gap", "words": words,
        }  # fmt: skip
        posts.append(_posted(hall, f"/phone/{hall.slug}/notes", "phone", who, json.dumps(body)))
        places.append([*there[now][table], *([chairs[table]] if table in chairs else [])])
        marks.append(f"Note {number:07}")
    changes = [
        {"at": -(-number * count // rounds), **_opening(hall, number + 1)}
        for number in range(1, rounds)
    ]
    return posts, places, marks, changes


def _by_table(seats: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for who, table in enumerate(seats):
        found.setdefault(table, []).append(who)
    return found


def _posted(hall: Hall, path: str, screen: str, who: int, body: str) -> dict[str, str]:
    return {
        "post": path,
        "cookie": f"{screen}_{hall.slug}={hall.phones[who]}",
        "type": "application/json",
        "body": body,
    }


def _opening(hall: Hall, number: int) -> dict[str, str]:
    return {
        "post": f"/console/{hall.slug}/sessions/{hall.session}/rounds/{number}/opening",
        "cookie": f"staff_{hall.slug}={hall.chair}",
        "type": "application/x-www-form-urlencoded",
        "body": "expected=0",
    }


def watched(hall: Hall, page: str) -> dict[str, str]:
    return {"path": f"/console/{hall.slug}/{page}live", "cookie": f"staff_{hall.slug}={hall.chair}"}


def bare(room: str, posts: list[dict[str, str]], rate: float) -> list[float]:
    """When the same posts are acknowledged where nothing is done but a commit (bare_commit.py)."""
    port, crowd = free_port(), Crowd()
    command = [sys.executable, HERE / "bare_commit.py", str(port), f"{room}/bare.db"]
    with served(command, lambda: answers(port)):
        crowd.ask("connect", host="127.0.0.1", port=port, sockets=[])
        seconds, nobody = len(posts) / rate, [[] for _ in posts]
        poured = crowd.ask(
            "pour", posts=posts, places=nobody, marks=[""] * len(posts), seconds=seconds, changes=[]
        )
        crowd.leave()
    return poured["acks"]


def faults(file: str, posts: list[dict[str, str]], acknowledged: list[int]) -> dict[str, int]:
    """Acknowledged notes that are missing, there twice, or not where they were written."""
    with closing(sqlite3.connect(file)) as fresh:
        rows = fresh.execute("SELECT key, table_id, round_number FROM notes").fetchall()
    stored: dict[str, list] = {}
    for key, table, number in rows:
        stored.setdefault(key, []).append((UUID(table), number))
    sent = [json.loads(posts[number]["body"]) for number in acknowledged]
    return {
        "lost": sum(each["key"] not in stored for each in sent),
        "doubled": sum(len(each) > 1 for each in stored.values()),
        "misplaced": sum(
            (UUID(each["table"]), each["round"]) not in stored.get(each["key"], []) for each in sent
        ),
    }


def measure(people: int, rate: float, seconds: float, rounds: int) -> dict[str, object]:
    count = int(rate * seconds)
    with tempfile.TemporaryDirectory() as room:
        file = f"{room}/hall.db"
        url = f"sqlite+aiosqlite:///{file}"
        hall = asyncio.run(fill(url, people, 8, rounds))
        posts, places, marks, changes = notes(hall, count, rounds)
        port, crowd = free_port(), Crowd()
        command = [sys.executable, "-m", "facilitator", "serve", "--port", str(port)]
        with served([*command, "--database-url", url], lambda: healthy(port)) as process:
            empty = memory(process)
            sockets = [
                {"path": f"/phone/{hall.slug}/live", "cookie": f"phone_{hall.slug}={token}"}
                for token in hall.phones
            ]
            sockets += [watched(hall, f"tables/{number + 1}/") for number in range(CONSOLES)]
            sockets.append(watched(hall, ""))
            joined = crowd.ask("connect", host="127.0.0.1", port=port, sockets=sockets)
            full = memory(process)
            open_round(crowd, hall, 1, of=list(range(people)))
            before = cpu(process)
            poured = crowd.ask(
                "pour", posts=posts, places=places, marks=marks, seconds=seconds, changes=changes,
                chairs=CONSOLES + 1,
            )  # fmt: skip
            spent, after = cpu(process) - before, memory(process)
            wanted = [REGIONS] * people + [0] * (CONSOLES + 1)
            again = crowd.ask("again", regions=wanted, within=8.0)
            crowd.leave()
        wrong = faults(file, posts, poured["acknowledged"])
        least = bare(room, posts[: int(rate * BARE)], rate)
    acks, shown, told = poured["acks"], poured["shown"], poured["told"]
    return {
        "people": people, "rate": rate, "seconds": seconds, "rounds": rounds,
        "sent": count, "acknowledged": len(poured["acknowledged"]),
        "statuses": poured["statuses"], **wrong,
        "ack_p50_ms": at(0.5, acks), "ack_p99_ms": at(0.99, acks), "ack_max_ms": max(acks),
        "shown_p50_ms": at(0.5, shown), "shown_p95_ms": at(0.95, shown),
        "shown_p99_ms": at(0.99, shown), "not_shown": poured["not_shown"],
        "console_p50_ms": at(0.5, told), "console_p95_ms": at(0.95, told),
        "board_p50_ms": at(0.5, poured["on_board"]), "board_p95_ms": at(0.95, poured["on_board"]),
        "bare_p50_ms": at(0.5, least), "bare_p99_ms": at(0.99, least),
        "ratios": [round(at(share, acks) / at(share, least), 1) for share in (0.5, 0.99)],
        "moved_on": poured["moved_on"], "client_late_p99_ms": poured["client_late"],
        "took_s": round(poured["took"], 1), "cpu_ms_a_note": round(spent / count, 2),
        "cpu_share": round(spent / 1000 / poured["took"], 2),
        "empty_mib": round(empty), "connected_mib": round(full), "after_mib": round(after),
        "kib_a_phone": round((full - empty) * 1024 / people, 1),
        "joined": joined, "reconnect": again,
    }  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=5000)
    asked.add_argument("--rate", type=float, default=200, help="notes a second")
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    raise_limits()
    result = measure(given.people, given.rate, given.seconds, given.rounds)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
