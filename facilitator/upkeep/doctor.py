"""`facilitator doctor`: what the server really runs with, read back; and what to change."""

import resource
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import typer
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.migrate import newest
from facilitator.settings import Settings, settings
from facilitator.upkeep.asking import ask_address, ask_redis, files_of
from facilitator.upkeep.findings import Finding
from facilitator.upkeep.store import DatabaseUrl, with_database

FILES = 10_000
LONG_KEY = 16  # characters
CONNECTIONS = 40
DURABLE = ("on", "remote_apply")

# setting: (is it good, what to do)
SQLITE: dict[str, tuple[Callable[[str], bool], str]] = {
    "journal_mode": (
        lambda said: said == "wal",
        "the file is not in WAL mode: is it on a network disk?",
    ),
    "synchronous": (lambda said: said == "2", "a note could be lost with the power; report this"),
    "busy_timeout": (lambda said: int(said) >= 1000, "writers would fail instead of waiting"),
    "foreign_keys": (lambda said: said == "1", "rows could point to nothing; report this"),
}
POSTGRES: dict[str, tuple[Callable[[str], bool], str]] = {
    "synchronous_commit": (lambda said: said in DURABLE, "set it to on: notes could be lost"),
    "fsync": (lambda said: said == "on", "set it to on: the database could be lost"),
    "full_page_writes": (lambda said: said == "on", "set it to on: pages could be torn"),
    "max_connections": (lambda said: int(said) >= CONNECTIONS, f"set it to {CONNECTIONS} or more"),
    "lock_timeout": (lambda said: said != "0", "a held row would stop a dialogue"),
    "idle_in_transaction_session_timeout": (lambda said: said != "0", "as lock_timeout"),
}


def doctor(
    ask: bool = typer.Option(True, help="Ask the server itself, at FACILITATOR_BASE_URL."),
    database_url: DatabaseUrl = None,
) -> None:
    """Read back what the server runs with, and say what to change. Exit status 1 if anything."""
    found = with_database(database_url, lambda database: examined(database, ask), any_schema=True)
    for finding in found:
        typer.echo(finding.sentence)
    if not all(finding.good for finding in found):
        raise typer.Exit(1)


async def examined(database: Database, ask: bool) -> list[Finding]:
    now_set = settings()
    served = await files_of(now_set.base_url, now_set.operator_key) if ask else None
    own = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    found = [*about_settings(now_set), about_files(own) if served is None else about_files(served)]
    async with database.reading() as db:
        found += await about_database(database, db)
    if now_set.redis_url:
        found.append(await ask_redis(now_set.redis_url))
    if ask:
        found += await ask_address(now_set.base_url)
    return found


def about_settings(given: Settings) -> Iterator[Finding]:
    """What contradicts itself, or suits only a desk."""
    base = urlsplit(given.base_url)
    is_local = _is_loopback(base.hostname or "")
    yield Finding(
        not is_local, f"FACILITATOR_BASE_URL={given.base_url}", "phones cannot reach this address"
    )
    yield Finding(
        is_local or base.scheme == "https", "TLS", "put a TLS proxy in front, and https:// here"
    )
    yield Finding(
        given.secure_cookies == (base.scheme == "https"),
        f"FACILITATOR_SECURE_COOKIES={str(given.secure_cookies).lower()}",
        "set it to true with https://, and only then",
    )
    yield Finding(
        is_local or len(given.operator_key) >= LONG_KEY,
        "FACILITATOR_OPERATOR_KEY",
        f"set a secret of {LONG_KEY} characters or more: openssl rand -hex 24",
    )
    yield Finding(given.pass_days <= 60, f"FACILITATOR_PASS_DAYS={given.pass_days}", "60 at most")


def about_files(most: int) -> Finding:
    return Finding(
        most >= FILES,
        f"open files: {most}",
        f"allow {FILES} (ulimit -n, LimitNOFILE=): one a phone",
    )


async def about_database(database: Database, db: AsyncSession) -> list[Finding]:
    found = [await _schema(db)]
    if database.is_sqlite:
        for name, (is_good, do) in SQLITE.items():
            said = str(await db.scalar(text(f"PRAGMA {name}")))
            found.append(Finding(is_good(said), f"{name}={said}", do))
        return [*found, *_file(Path(database.url.database or ""))]
    for name, (is_good, do) in POSTGRES.items():
        said = str(await db.scalar(text(f"SHOW {name}")))
        found.append(Finding(is_good(said), f"{name}={said}", do))
    apart = abs((await db.scalar(text("SELECT now()")) - now()).total_seconds())
    clocks = f"clocks {apart:.1f} s apart"
    return [*found, Finding(apart < 2, clocks, "let both machines keep time (NTP)")]


async def _schema(db: AsyncSession) -> Finding:
    has = await db.scalar(text("SELECT version_num FROM alembic_version"))
    return Finding(
        has == newest(), f"schema {has}", f"start the server once: it brings it to {newest()}"
    )


def _file(path: Path) -> Iterator[Finding]:
    others = path.stat().st_mode & 0o077
    yield Finding(not others, f"{path}", "others of this machine may read it: chmod 600")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
