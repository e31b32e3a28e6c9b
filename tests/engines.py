"""Engines of a test run: what one of them has learnt, the next one knows.

An engine keeps the statements it has compiled, and connections on which PostgreSQL has prepared
them. A house lives for years with one engine; tests open a house each, and would compile, connect
and prepare everything anew for each.
"""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine

from facilitator.kit import database

_create = database.create_async_engine
_first: dict[str, Engine] = {}
_kept: dict[str, dict[str, "_Kept"]] = {}  # by URL and options


class _Kept(AsyncEngine):
    """Stays open when a house closes, for the next one."""

    async def dispose(self, close: bool = True) -> None:
        pass


def share() -> None:
    """From now on engines of a kind of database share what they have compiled."""
    database.create_async_engine = _sharing


def keep(url: str) -> None:
    """From now on there is one engine for this database, until `close_kept`."""
    _kept.setdefault(url, {})


async def close_kept() -> None:
    for engines in _kept.values():
        for engine in engines.values():
            await AsyncEngine.dispose(engine)
    _kept.clear()


def _sharing(url: Any, **options: Any) -> AsyncEngine:
    kept = _kept.get(url, {})
    if known := kept.get(repr(options)):
        return known
    engine = _create(url, **options)
    mine = engine.sync_engine
    first = _first.get(mine.dialect.name)
    if first:
        mine.dialect, mine._compiled_cache = first.dialect, first._compiled_cache
    else:  # a dialect knows its database when there is a connection
        event.listen(mine, "connect", lambda *_: _first.setdefault(mine.dialect.name, mine))
    if url in _kept and not kept:
        engine = kept[repr(options)] = _Kept(mine)
    return engine
