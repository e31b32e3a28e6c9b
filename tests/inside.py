"""The product in this process without a server: thousands of questions at the price of none.

A command is done and undone: it has its whole effect inside its transaction, answers, and is rolled
back, so that one world serves every question and no answer depends on the order of asking.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi import FastAPI

from facilitator.app import build, open_house
from facilitator.kit import ledger
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.work import Bell, Shared, Work
from facilitator.screens import box, doors, presence

HOST = "127.0.0.1"


@asynccontextmanager
async def undone(database: Database, _bell: Bell) -> AsyncIterator[Shared]:
    """Works that are written down to the last row, and then are not committed."""
    async with database.writing() as db:
        shared = Shared(db, now())
        yield shared
        await db.flush()
        acts = [ledger.Act(each.happened, each.actor, each.now) for each in shared.works]
        await ledger.append(db, acts)


@asynccontextmanager
async def undone_work(database: Database, bell: Bell) -> AsyncIterator[Work]:
    """One work, as above."""
    async with undone(database, bell) as shared:
        yield shared.work()


@contextmanager
def undoing() -> Iterator[None]:
    """From now on no door's work is committed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(doors, "working", undone_work)
        patched.setattr(presence, "working", undone_work)
        patched.setattr(box, "sharing", undone)
        yield


@asynccontextmanager
async def house_inside(database_url: str) -> AsyncIterator[FastAPI]:
    app = build(database_url, "")
    async with open_house(app):
        yield app


async def ask(app: FastAPI, verb: str, url: str, cookie: str = "", **more: Any) -> httpx2.Response:
    """One request, as a client would send it; takes what httpx takes."""
    headers = {"Cookie": cookie} | more.pop("headers", {})
    request = httpx2.Request(verb, f"http://{HOST}{url}", headers=headers, **more)
    body = await request.aread()
    sent = iter([{"type": "http.request", "body": body}])
    told: dict[str, Any] = {"content": b""}

    async def receive() -> Any:
        return next(sent, None) or await asyncio.Event().wait()

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            told["status_code"] = message["status"]
            told["headers"] = message["headers"]
        else:
            told["content"] += message.get("body", b"")

    scope = _scope(app, "http", url, request.headers.raw) | {"method": verb}
    await app(scope, receive, send)
    return httpx2.Response(**told)


async def knock(app: FastAPI, url: str, cookie: str) -> int:
    """101 where a socket would open, else the status of the refusal. Goes away at once."""
    given = [("host", HOST), ("origin", f"http://{HOST}"), ("cookie", cookie)]
    heard: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    coming = iter([{"type": "websocket.connect"}])

    async def receive() -> Any:
        return next(coming, None) or await asyncio.Event().wait()

    async def send(message: Any) -> None:
        if message["type"] in ("websocket.accept", "websocket.http.response.start"):
            heard.set_result(message.get("status", 101))
            raise asyncio.CancelledError

    scope = _scope(app, "websocket", url, [(k.encode(), v.encode()) for k, v in given]) | {
        "subprotocols": []
    }
    scope["extensions"] = {"websocket.http.response": {}}
    with suppress(asyncio.CancelledError):
        await app(scope, receive, send)
    return heard.result()


def _scope(
    app: FastAPI, kind: str, url: str, headers: Iterable[tuple[bytes, bytes]]
) -> dict[str, Any]:
    at = urlsplit(url)
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http" if kind == "http" else "ws",
        "path": at.path,
        "raw_path": at.path.encode(),
        "query_string": at.query.encode(),
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in headers],
        "client": ("127.0.0.1", 1),
        "server": (HOST, 80),
        "app": app,
        "state": {},
    }
