"""What the benchmarks have in common: servers and the client in processes of their own."""

import json
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
SERVERS, CLIENTS = 0, 1  # cores


class Crowd:
    """The client process."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, HERE / "crowd.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        pin(self.process, CLIENTS)

    def ask(self, do: str, **what: object) -> dict:
        self.process.stdin.write(json.dumps({"do": do, **what}).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def leave(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)


def pin(process: subprocess.Popen, core: int) -> None:
    """Servers and the client each keep to a core of their own: else the client, as it is woken,
    is now and then put before the server that has just written to it."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(process.pid, {cores[core % len(cores)]})


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def served(command: list[object], ready: object):
    """A server in its own process, with as many files as the system gives."""
    process = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.DEVNULL)
    pin(process, SERVERS)
    try:
        for _ in range(400):
            if process.poll() is not None:
                raise SystemExit(f"{command} stopped")
            if ready():
                break
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def answers(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


def cpu(process: subprocess.Popen) -> float:
    """Milliseconds of processor time a process has used."""
    used = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(used[11]) + int(used[12])) * 10.0


def raise_limits() -> None:
    """As many open files as the system gives."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
