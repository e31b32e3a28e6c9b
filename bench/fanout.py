"""Fan-out: one round change to N phones, and one note to its table, beside a bare broadcast.

The product is served as it is, in a process of its own, with N people signed in and seated. A
crowd of N sockets (bench/crowd.py, another process) opens rounds and writes notes, and takes the
time from the POST to the last socket that shows it, and from the beginning of its commit
(bench/committing.py). Then a bare `websockets` `broadcast()` server
(bench/bare.py) sends as many bytes to as many sockets of the same crowd. See bench/README.md.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.committing import begun  # noqa: E402
from bench.deeds import STILL, open_round, write_note  # noqa: E402
from bench.hall import Hall, fill  # noqa: E402
from bench.peers import commands  # noqa: E402
from bench.plot import plotted  # noqa: E402
from bench.served import (  # noqa: E402
    Crowd,
    answers,
    cpu,
    free_port,
    healthy,
    raise_limits,
    served,
)

CHANNELS_BEARS = 5000  # screens; beyond, it takes minutes and loses messages


def product(hall: Hall, url: str, turns: int, commits: Path) -> dict[str, object]:
    port = free_port()
    command = [sys.executable, HERE / "committing.py", commits, "serve", "--port", str(port)]
    crowd = Crowd()
    with served([*command, "--database-url", url], lambda: healthy(port)) as process:
        sockets = [
            {"path": f"/phone/{hall.slug}/live", "cookie": f"phone_{hall.slug}={token}"}
            for token in hall.phones
        ]
        joined = crowd.ask("connect", host="127.0.0.1", port=port, sockets=sockets)
        open_round(crowd, hall, 1)
        before = cpu(process)
        moves = [open_round(crowd, hall, number) for number in range(2, turns + 2)]
        spent = (cpu(process) - before) / turns
        deaf = crowd.ask("deafen", every=100)["hearing"]
        beside = open_round(crowd, hall, turns + 2, of=deaf)
        crowd.ask("deafen", every=0)
        write_note(crowd, hall, turns + 2, 0)
        before = cpu(process)
        notes = [write_note(crowd, hall, turns + 2, turn) for turn in range(1, 2 * turns + 1)]
        spent_on_note = (cpu(process) - before) / turns / 2
        crowd.leave()
    assert {each["status"] for each in moves} == {204}, moves
    assert {each["status"] for each in notes} == {201}, notes
    for each in (*moves, *notes):
        each["after_commit"] = each["last"] - until_commit(each, begun(commits))
    return {
        "joined": joined,
        "moves": moves,
        "notes": notes,
        "beside_the_deaf": beside,
        "cpu": {"moves": spent, "notes": spent_on_note},
    }


def until_commit(deed: dict, commits: list[float]) -> float:
    """Milliseconds from a POST to the first commit after it."""
    return (next(each for each in commits if each > deed["began"]) - deed["began"]) * 1000


def bare(count: int, turns: int, of_round: int, of_note: int, at_table: int) -> dict[str, object]:
    port = free_port()
    crowd = Crowd()
    command = [sys.executable, HERE / "bare.py", str(port)]
    with served(command, lambda: answers(port)) as process:
        sockets = [{"path": "/", "cookie": "none=1"}] * count
        crowd.ask("connect", host="127.0.0.1", port=port, sockets=sockets)
        crowd.ask("send", say=f"{of_round} {count}", marker="MARK")
        before = cpu(process)
        moves = [move(crowd, f"{of_round} {count}") for _ in range(turns)]
        spent = (cpu(process) - before) / turns
        before = cpu(process)
        few = list(range(at_table))
        notes = [
            crowd.ask("send", say=f"{of_note} {at_table}", marker="MARK", of=few)
            for _ in range(2 * turns)
        ]
        spent_on_note = (cpu(process) - before) / turns / 2
        crowd.leave()
    return {"moves": moves, "notes": notes, "cpu": {"moves": spent, "notes": spent_on_note}}


def peer(name: str, count: int, turns: int, size: int) -> dict[str, float]:
    """How long a peer takes to send as many bytes to as many; as `bare`, one kind of message."""
    port, crowd = free_port(), Crowd()
    if name == "python-socketio":
        path, hello, say = "/socket.io/?EIO=4&transport=websocket", "40", f'42["go","{size}"]'
    else:
        path, hello, say = "/", "", str(size)
    with served(commands(port)[name], lambda: answers(port)) as process:
        sockets = [{"path": path, "cookie": "none=1", "hello": hello}] * count
        joined = crowd.ask("connect", host="127.0.0.1", port=port, sockets=sockets)
        crowd.ask("send", say=say, marker="MARK")
        before = cpu(process)
        moves = [move(crowd, say) for _ in range(turns)]
        spent = (cpu(process) - before) / turns
        crowd.leave()
    return {"last_ms": median(moves, "last"), "cpu_ms": round(spent, 1), "joined": joined}


def move(crowd: Crowd, say: str) -> dict:
    """What a peer sends instead of a round change: after as long a silence."""
    time.sleep(STILL)
    return crowd.ask("send", say=say, marker="MARK")


def median(results: list[dict], what: str) -> float:
    return round(statistics.median(each[what] for each in results), 2)


def compared(ours: dict, theirs: dict, what: str) -> dict[str, float]:
    own, other = ours[what], theirs[what]
    return {
        "answered_ms": median(own, "answered"),
        "first_ms": median(own, "first"),
        "median_ms": median(own, "median"),
        "last_ms": median(own, "last"),
        "commit_to_last_ms": median(own, "after_commit"),
        "spread_ms": round(statistics.median(each["last"] - each["first"] for each in own), 2),
        "worst_last_ms": round(max(each["last"] for each in own), 2),
        "quiet_ms": median(own, "quiet"),
        "bytes": median(own, "bytes"),
        "frames": median(own, "frames"),
        "others_reached": max(each["others"] for each in own),
        "bare_last_ms": median(other, "last"),
        "ratio": round(median(own, "last") / median(other, "last"), 2),
        "commit_ratio": round(median(own, "after_commit") / median(other, "last"), 2),
        "cpu_ms": round(ours["cpu"][what], 1),
        "bare_cpu_ms": round(theirs["cpu"][what], 1),
    }


def measure(
    count: int, turns: int, per_table: int, url: str | None, peers: list[str]
) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as room:
        url = url or f"sqlite+aiosqlite:///{room}/hall.db"
        hall = asyncio.run(fill(url, count, per_table, turns + 2))
        ours = product(hall, url, turns, Path(room) / "commits")
        at_table = round(statistics.median(each["sockets"] for each in ours["notes"]))
        sizes = (round(median(ours["moves"], "bytes")), round(median(ours["notes"], "bytes")))
        theirs = bare(count, turns, *sizes, at_table)
    moved = compared(ours, theirs, "moves")
    others = {name: peer(name, count, min(turns, 3), sizes[0]) for name in peers}
    for each in others.values():
        each["ratio"] = round(moved["last_ms"] / each["last_ms"], 3)
        each["commit_ratio"] = round(moved["commit_to_last_ms"] / each["last_ms"], 3)
    return {
        "sockets": count,
        "tables": len(hall.tables),
        "turns": turns,
        "join": ours["joined"],
        "round_change": moved,
        "note_to_its_table": compared(ours, theirs, "notes") | {"sockets": at_table},
        "one_in_a_hundred_does_not_read_ms": round(ours["beside_the_deaf"]["last"], 2),
        "peers": others,
    }


def told(result: dict) -> str:
    lines = [
        f"{result['sockets']} phones at {result['tables']} tables, {result['turns']} turns;"
        f" joined in {result['join']['seconds']} s",
        f"{'':18} {'POST to last':>13} {'commit to last':>15} {'first':>8} {'answer':>8}"
        f" {'bytes each':>11} {'bare last':>10} {'ratios':>13} {'CPU':>8} {'bare CPU':>9}",
    ]
    for what in ("round_change", "note_to_its_table"):
        one = result[what]
        lines.append(
            f"{what:18} {one['last_ms']:10.1f} ms {one['commit_to_last_ms']:12.1f} ms"
            f" {one['first_ms']:8.1f} {one['answered_ms']:8.1f} {one['bytes']:11.0f}"
            f" {one['bare_last_ms']:10.1f} {one['ratio']:6.2f} {one['commit_ratio']:6.2f}"
            f" {one['cpu_ms']:8.1f} {one['bare_cpu_ms']:9.1f}"
        )
    for name, each in result["peers"].items():
        lines.append(
            f"{name}: {each['last_ms']:.0f} ms; ours is {each['ratio']:g} of it from the POST,"
            f" {each['commit_ratio']:g} from the commit"
        )
    lines.append(
        f"with one phone in a hundred that does not read:"
        f" {result['one_in_a_hundred_does_not_read_ms']:.0f} ms to the last of the others"
    )
    return "\n".join(lines)


def pictured(results: list[dict]) -> str:
    """The round change over the number of screens, beside the peers."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for each in results:
        count, moved = each["sockets"], each["round_change"]
        lines.setdefault("this product", []).append((count, moved["last_ms"]))
        lines.setdefault("websockets broadcast()", []).append((count, moved["bare_last_ms"]))
        for name, other in each["peers"].items():
            lines.setdefault(name, []).append((count, other["last_ms"]))
    return plotted("A round change to the last of N screens", lines, "screens", "ms")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sockets", type=int, nargs="+", default=[500], help="phones")
    asked.add_argument("--turns", type=int, default=7, help="round changes; notes are twice this")
    asked.add_argument("--per-table", type=int, default=8)
    asked.add_argument("--database-url", help="an empty database; else SQLite in a new folder")
    asked.add_argument("--peers", action="store_true", help="python-socketio and Channels too")
    asked.add_argument("--json", type=Path, help="a file for the figures")
    asked.add_argument("--svg", type=Path, help="a file for a plot")
    given = asked.parse_args()
    raise_limits()
    peers = ["python-socketio", "channels"] if given.peers else []
    results = []
    for count in given.sockets:
        heard = [name for name in peers if name != "channels" or count <= CHANNELS_BEARS]
        results.append(measure(count, given.turns, given.per_table, given.database_url, heard))
        print(told(results[-1]), flush=True)
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n")
    if given.svg:
        given.svg.write_text(pictured(results))


if __name__ == "__main__":
    main()
