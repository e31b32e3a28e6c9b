"""Statements are compiled once for all databases of a run.

An engine keeps what it has compiled, and a house lives for years with one engine. Tests open a new
database each, and would compile everything that the product asks anew for each.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from facilitator.kit import database

_FIRST: dict[str, Engine] = {}
_create = database.create_async_engine


def _compiling_once(url: Any, **options: Any) -> AsyncEngine:
    engine = _create(url, **options)
    mine = engine.sync_engine
    first = _FIRST.setdefault(mine.dialect.name, mine)
    mine.dialect, mine._compiled_cache = first.dialect, first._compiled_cache
    return engine


def compile_once() -> None:
    database.create_async_engine = _compiling_once
