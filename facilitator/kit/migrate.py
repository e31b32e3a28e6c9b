"""Bringing the database up to the newest schema."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.config import Config

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
