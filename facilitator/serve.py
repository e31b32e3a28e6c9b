"""Serving: one process on SQLite, or several workers on PostgreSQL and Redis."""

import asyncio
import os
import signal
import socket
import threading
from contextlib import suppress
from functools import cached_property
from multiprocessing import parent_process
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Annotated, Any

import structlog
import typer
import uvicorn
from sqlalchemy.engine import make_url
from uvicorn.supervisors import multiprocess

from facilitator.demo import load_where_empty
from facilitator.demo.links import greeting
from facilitator.kit import logs
from facilitator.kit.database import Database
from facilitator.kit.ground import Unusable, prepare
from facilitator.settings import measure_together, set_settings, settings

log = structlog.get_logger()
LINE = "facilitator.live.line:LineProtocol"
PARTING = 1.0  # seconds
AT_MOST = 11.5  # seconds from the signal to the end
STARTING = 60  # seconds
UVICORN: dict[str, Any] = {
    "http": "facilitator.live.patience:PatientProtocol",
    "ws": LINE,
    "ws_per_message_deflate": False,
    "ws_max_size": 65536,
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
    "timeout_keep_alive": 75,  # longer than a proxy or a client keeps a connection it may ask on
    "timeout_graceful_shutdown": 5,
    "timeout_worker_healthcheck": 5,
    "server_header": False,
    "access_log": False,
    "log_config": None,  # facilitator.kit.logs
    "backlog": 4096,
}


def serve(
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(max=65535, help="Where to listen.")] = 8000,
    database_url: Annotated[
        str | None, typer.Option(help="sqlite+aiosqlite:///… or postgresql+asyncpg://…")
    ] = None,
    redis_url: Annotated[str | None, typer.Option(help="redis://…, with several workers")] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="More than one needs PostgreSQL and Redis.")
    ] = 1,
    demo: Annotated[bool, typer.Option(help="Load a demo dialogue when there is none.")] = False,
) -> None:
    """Serve the product until it is told to stop."""
    given = {"database_url": database_url, "redis_url": redis_url}
    set_settings(**given)
    if "base_url" not in settings().model_fields_set:
        set_settings(base_url=f"http://{reachable(host)}:{port}")
    _check(workers)
    logs.configure()
    _prepare_ground()
    listening = _listen(host, port)
    asyncio.run(_greet(demo))
    _run(
        listening,
        uvicorn.Config(
            "facilitator.app:build",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            log_level="warning",
            **UVICORN,
        ),
    )


class Server(uvicorn.Server):
    """Uvicorn, which says goodbye before it stops to listen, and ends in time."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Saved is what was answered; what is still under way when the time is over, as a commit
        at a disk that does not answer, is cut off. (Each that waits for it has five seconds.)"""
        last = threading.Timer(AT_MOST, _cut_off)
        last.daemon = True
        last.start()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if parent := parent_process():
            asyncio.get_running_loop().add_reader(parent.sentinel, self._orphaned)

    def _orphaned(self) -> None:
        """Nobody looks after this worker any more, and it holds the port of whoever would."""
        asyncio.get_running_loop().remove_reader(parent_process().sentinel)  # type: ignore[union-attr]
        log.warning("orphaned")
        self.handle_exit(signal.SIGTERM, None)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.lifespan.state["say_goodbye"]()
        await self._parted()
        await super().shutdown(sockets)

    async def _parted(self) -> None:
        """A moment for browsers to answer the goodbye: cut off earlier, they would not read why."""
        open_lines, line = self.server_state.connections, self.config.ws_protocol_class
        with suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                while any(type(each) is line for each in open_lines):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)


def _cut_off() -> None:
    log.warning("cut_off", after=AT_MOST)
    os._exit(1)


class Worker(multiprocess.Process):
    """One of several: `SIGHUP` to the parent renews them one after the other, new before old."""

    @cached_property
    def server(self) -> Server:
        return Server(self.config)


class Workers(multiprocess.Multiprocess):
    def restart_all(self) -> None:
        """A worker takes longer to start than one that runs may take to answer."""
        usual = self.config.timeout_worker_healthcheck
        self.config.timeout_worker_healthcheck = STARTING
        super().restart_all()
        self.config.timeout_worker_healthcheck = usual


def _listen(host: str, port: int) -> socket.socket:
    """Before a link is printed: whoever follows it at once waits a moment, and is not refused."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        found = socket.create_server((host, port), family=family, backlog=UVICORN["backlog"])
    except OSError as error:
        typer.echo(f"Cannot listen on {host}, port {port}: {error.strerror}.", err=True)
        typer.echo("Stop the other program, or choose another port with --port.", err=True)
        raise typer.Exit(1) from None
    found.set_inheritable(True)
    return found


def _run(listening: socket.socket, config: uvicorn.Config) -> None:
    if config.workers == 1:
        Server(config).run([listening])
        return
    multiprocess.Process = Worker  # type: ignore[misc]
    with TemporaryDirectory(prefix="facilitator-measures-") as folder:
        measure_together(folder)
        Workers(config, sockets=[listening]).run()


def reachable(host: str) -> str:
    """An address by which other devices find this machine, where it listens on all of them."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing; asks the system which way it would go
        return str(probe.getsockname()[0])


async def _greet(demo: bool) -> None:
    """Prints links into the newest dialogue; into the demo where there is none."""
    database = Database(settings().database_url)
    if demo:
        await load_where_empty(database)
    async with database.reading() as db:
        typer.echo(await greeting(db, settings().base_url))
    await database.close()


def _check(workers: int) -> None:
    url = make_url(settings().database_url)
    on_sqlite = url.get_backend_name() == "sqlite"
    if workers > 1 and (on_sqlite or not settings().redis_url):
        raise typer.BadParameter(
            "several workers need --database-url postgresql+asyncpg://… and --redis-url"
        )


def _prepare_ground() -> None:
    try:
        prepare(settings().database_url)
    except Unusable as refusal:
        typer.echo(refusal, err=True)
        raise typer.Exit(1) from None
