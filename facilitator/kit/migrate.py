"""Bringing the database up to the newest schema."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url

ROOT = Path(__file__).parent.parent.parent


def alembic(url: str) -> Config:
    """Alembic's own settings from pyproject.toml, for a database."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = url
    return config


def to_newest(url: str) -> None:
    """Runs what migrations are missing; in a thread, as they run an event loop of their own."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(command.upgrade, alembic(url), "head").result()


class Damaged(Exception):  # noqa: N818 - what the file is
    """A SQLite file that is not whole: written to, it would lose more."""


def check_whole(url: str) -> None:
    """Raises Damaged when a SQLite file has pages that make no sense (`PRAGMA quick_check`)."""
    at = make_url(url)
    if at.get_backend_name() != "sqlite" or not (at.database and Path(at.database).exists()):
        return
    try:
        with closing(sqlite3.connect(at.database)) as file:
            found = file.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from error
    if found != "ok":
        raise Damaged(found)
