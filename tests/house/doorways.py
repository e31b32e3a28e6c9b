"""The routes and sockets of the house, as they are mounted."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fastapi.routing import APIWebSocketRoute

from facilitator.app import build


@lru_cache
def doorways() -> tuple[frozenset[str], frozenset[str]]:
    """({"VERB /path/{part}"}, {"/path of a socket"}); files under /static are public."""
    routes, sockets = set(), set()
    for path, verbs in _mounted():
        if verbs is None:
            sockets.add(path)
        else:
            routes |= {f"{verb} {path}" for verb in verbs - {"HEAD"}}
    return frozenset(routes), frozenset(sockets)


def _mounted() -> Iterator[tuple[str, set[str] | None]]:
    """Each (path, its verbs or None for a socket). FastAPI keeps included routers as a tree."""
    for included in build("sqlite+aiosqlite:///nowhere.db", "").routes:
        contexts: Any = getattr(included, "effective_route_contexts", tuple)
        for each in contexts():
            if isinstance(each.original_route, APIWebSocketRoute):
                yield each.starlette_route.path, None
            else:
                yield each.path, set(each.methods)
