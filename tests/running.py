"""Starting a server on a free port, waiting until it is ready, stopping it."""

import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for `holds`, asking fifty times a second; TimeoutError after `seconds`."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not ready after {seconds} s")
        time.sleep(0.02)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def quick_folder(otherwise: Path) -> Iterator[Path]:
    """An empty folder in memory, where there is room: syncing it to disk costs nothing."""
    memory = Path("/dev/shm")  # noqa: S108 - Linux' own place for it
    if not memory.exists() or shutil.disk_usage(memory).free < 256_000_000:
        yield otherwise
        return
    with tempfile.TemporaryDirectory("-facilitator", dir=memory) as folder:
        yield Path(folder)


@contextmanager
def running(
    command: list[str], room: Path, ready: Callable[[], bool], **who: Any
) -> Iterator[None]:
    """Keep a server up; RuntimeError with the end of its log where it does not start."""
    log = room / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=room, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True, **who,
        )  # fmt: skip
    try:
        until(lambda: server.poll() is not None or ready())
        if server.poll() is not None:
            raise RuntimeError(f"{command[0]} stopped: {log.read_text()[-2000:]}")
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def answers(port: int) -> bool:
    """Whether a server of Redis' protocol answers at this port."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as line:
            line.sendall(b"PING\r\n")
            return line.recv(5) == b"+PONG"
    except OSError:
        return False


def to_this_machine(**how: Any) -> httpx2.AsyncHTTPTransport:
    """A client's connections to servers of this machine. It does not read whom the web trusts:
    that takes as long as a dozen requests."""
    return httpx2.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), **how)
