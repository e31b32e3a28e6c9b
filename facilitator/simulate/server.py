"""The server a rehearsal is played on: one of its own, or one that is given."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

STARTING = 60.0  # seconds


@dataclass(frozen=True)
class Backing:
    """What the server is to stand on."""

    database_url: str
    redis_url: str | None = None
    workers: int = 1


@asynccontextmanager
async def serving(backing: Backing) -> AsyncIterator[str]:
    """Starts `facilitator serve` on a free port; gives its address; stops it in the end."""
    port = _free_port()
    options = ["--port", str(port), "--database-url", backing.database_url]
    options += ["--redis-url", backing.redis_url] if backing.redis_url else []
    options += ["--workers", str(backing.workers)]
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "facilitator", "serve", *options, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        base = f"http://127.0.0.1:{port}"
        await _ready(base, server)
        yield base
    finally:
        if server.returncode is None:
            server.terminate()
        await server.wait()


async def _ready(base: str, server: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(STARTING), httpx2.AsyncClient(trust_env=False) as web:
        while True:
            if server.returncode is not None:
                raise RuntimeError(f"the server stopped with {server.returncode}")
            try:
                if (await web.get(f"{base}/healthz")).status_code == 200:
                    return
            except httpx2.TransportError:
                await asyncio.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
