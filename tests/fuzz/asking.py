"""Requests of every shape at every route, as schemathesis makes them from the product's own schema.

The product publishes no schema: it is built here. Real ids stand in the paths, and the passes of
somebody who is let in come along, so that what is odd reaches what is behind the doors. Commands
are undone (tests/inside.py). `python -m tests.fuzz.asking --cases 20000` sends so many.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import schemathesis
from fastapi.openapi.utils import get_openapi
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from facilitator.app import build
from facilitator.kit.migrate import to_newest
from tests import inside
from tests.house.matrix import IN, ROUTES
from tests.house.test_access import bring, drafted, new_world

CANON = {200, 201, 204, 303, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 431}
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


class Outside:
    """A world whose house lives in a thread of its own, for callers that do not wait in turns."""

    def __init__(self, database_url: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.url = database_url
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def run(self, what: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(60)

    async def open(self) -> None:
        self.house = inside.house_inside(self.url)
        app = await self.house.__aenter__()
        self.world = await new_world(app)
        await bring(self.world, "upload_id")
        self.world.paragraph = await drafted(self.world)
        self.undoing = inside.undoing()
        self.undoing.__enter__()

    async def close(self) -> None:
        self.undoing.__exit__(None, None, None)
        await self.house.__aexit__(None, None, None)

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


@contextmanager
def world_outside(database_url: str) -> Iterator[Outside]:
    outside = Outside(database_url)
    outside.run(outside.open())
    try:
        yield outside
    finally:
        outside.run(outside.close())
        outside.end()


def operations() -> Iterator[Any]:
    routes = build("sqlite+aiosqlite:///nowhere.db", "").routes
    schema = get_openapi(title="facilitator", version="0", routes=routes)
    for found in schemathesis.openapi.from_dict(schema).get_all_operations():
        yield found.ok()


Kind = tuple[Any, GenerationMode]


def kinds(every: int = 1, first: int = 0) -> list[Kind]:
    """Right and wrong requests of (every so-manieth) operation."""
    return [(each, mode) for each in islice(operations(), first, None, every) for mode in MODES]


def fuzz(outside: Outside, kind: Kind, cases: int, seeded: int) -> Counter[str]:
    """So many cases of a kind, each sent twice: with a path that is there, and with its own; gives
    {"status": times}, nothing where nothing about a route can be made wrong. Raises at the first
    answer outside the canon, with the case that Hypothesis made small."""
    counted: Counter[str] = Counter()
    operation, mode = kind
    at = f"{operation.method.upper()} {operation.path}"
    row = ROUTES[at]
    actor = next(who for who, fate in row.fates.items() if fate == IN)
    real = outside.world.path(operation.path, row)

    @seed(seeded)
    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        for path in (real, odd_path(case)):
            answer = outside.run(sent(outside, case, actor, path, row))
            counted[str(answer.status_code)] += 1
            assert answer.status_code in CANON, (at, path, answer.status_code, answer.text)
            assert "Traceback" not in answer.text, at

    with suppress(Unsatisfiable):
        one()
    return counted


def odd_path(case: Any) -> str:
    """The path as the case has it, with whatever it found to put there."""
    return str(case.operation.path).format(
        **{name: quote(str(value), safe="") for name, value in (case.path_parameters or {}).items()}
    )


async def sent(outside: Outside, case: Any, actor: str, path: str, row: Any) -> Any:
    query = f"?{urlencode(case.query, doseq=True)}" if case.query else ""
    body = _body(case)
    brought = body.pop("headers", {})
    headers = {**row.more.get("headers", {}), **safe(case.headers or {}), **brought}
    return await outside.world.ask(actor, case.method, path + query, headers=headers, **body)


def safe(headers: Any) -> dict[str, str]:
    """Headers that can be written on a line at all."""
    told = {str(name): str(value) for name, value in dict(headers).items()}
    return {n: v for n, v in told.items() if (n + v).isascii() and (n + v).isprintable()}


def _body(case: Any) -> dict[str, Any]:
    kind = case.media_type or ""
    given_ = case.body
    if type(given_).__name__ == "NotSet" or not kind:
        return {}
    if "json" in kind:
        told = json.dumps(given_, default=str).encode()
        return {"content": told, "headers": {"Content-Type": "application/json"}}
    if isinstance(given_, dict):
        pairs = {str(n): v if isinstance(v, list) else str(v) for n, v in given_.items()}
        return {"data": pairs}
    return {"content": str(given_).encode("utf-8", "replace"), "headers": {"Content-Type": kind}}


def _main(cases: int, seeded: int) -> None:
    """One case of each kind first: those that have none are not asked for again, which is slow."""
    counted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'requests.db'}"
        to_newest(url)
        with world_outside(url) as outside:
            able: list[Kind] = []
            for kind in kinds():
                if found := fuzz(outside, kind, 1, seeded):
                    able.append(kind)
                    counted += found
            while counted.total() < cases:
                seeded += 1
                for kind in able:
                    counted += fuzz(outside, kind, 10, seeded)
                print(counted.total(), "requests", file=sys.stderr, flush=True)  # noqa: T201
    print(f"{counted.total()} requests: {dict(sorted(counted.items()))}")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    wanted = parser.parse_args()
    _main(wanted.cases, wanted.seed)
