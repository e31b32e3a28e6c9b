"""What it would cost to compress what a screen is sent: `python bench/deflate.py`.

A card as a phone gets it is broadcast to N sockets of one crowd by the `websockets` library: as it
is, compressed for each connection (permessage-deflate, its default), and compressed once for all
(no context takeover, RFC 7692 §7.1.1). Ratios are to the first. See bench/README.md.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.served import Crowd, answers, cpu, free_port, raise_limits, served  # noqa: E402

MODES = ("off", "each", "once")
ANY = "*"  # any message will do: compressed, none can be told by its words


async def serve_in(mode: str, port: int, text: str) -> None:
    """Broadcasts a text to all whenever one of them says something."""
    from websockets.asyncio.server import ServerConnection, broadcast, serve
    from websockets.exceptions import ConnectionClosed
    from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

    everybody: list[ServerConnection] = []

    async def heard(socket: ServerConnection) -> None:
        everybody.append(socket)
        with suppress(ConnectionClosed):
            async for _ in socket:
                if mode != "once":
                    broadcast(everybody, text)
                    continue
                frame = compressed(text.encode())
                for each in everybody:
                    each.transport.write(frame)

    once = ServerPerMessageDeflateFactory(server_no_context_takeover=True)
    more = {"extensions": [once]} if mode == "once" else {}
    compression = "deflate" if mode == "each" else None
    async with serve(heard, "127.0.0.1", port, compression=compression, backlog=4096, **more):
        await asyncio.get_running_loop().create_future()


def compressed(words: bytes) -> bytes:
    """A message in one frame, compressed by itself."""
    squeeze = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = (squeeze.compress(words) + squeeze.flush(zlib.Z_SYNC_FLUSH))[:-4]
    size = bytes((len(body),)) if len(body) < 126 else bytes((126,)) + len(body).to_bytes(2)
    return b"\xc1" + size + body


async def a_card() -> str:
    """The message that shows somebody their table when a round has opened."""
    from sqlalchemy import select

    from bench.hall import fill
    from facilitator import app
    from facilitator.kit.database import Database
    from facilitator.live.message import draw_message
    from facilitator.people.model import Pass
    from facilitator.people.rules import Screen
    from facilitator.screens.standing import standing

    with tempfile.TemporaryDirectory() as room:
        url = f"sqlite+aiosqlite:///{room}/hall.db"
        await fill(url, 16, 8, 1)
        database = Database(url)
        async with database.reading() as db:
            held = (await db.scalars(select(Pass).filter_by(screen=Screen.PHONE))).first()
            drawn = await app.phone.phone.drawn(db, await standing(db, held))
        await database.close()
    return draw_message("card", drawn["card"])


def measure(mode: str, count: int, turns: int, card: Path) -> dict[str, float]:
    port, crowd = free_port(), Crowd()
    command = [sys.executable, __file__, "--serve", mode, "--port", str(port), "--card", card]
    with served(command, lambda: answers(port)) as process:
        empty = resident(process.pid)
        wish = {"extensions": "permessage-deflate"} if mode != "off" else {}
        sockets = [{"path": "/", "cookie": "none=1", **wish}] * count
        crowd.ask("connect", host="127.0.0.1", port=port, sockets=sockets)
        crowd.ask("send", say="go", marker=ANY)
        before = cpu(process)
        sent = [crowd.ask("send", say="go", marker=ANY) for _ in range(turns)]
        spent = (cpu(process) - before) / turns
        held = (resident(process.pid) - empty) / count
        crowd.leave()
    return {
        "last_ms": statistics.median(each["last"] for each in sent),
        "cpu_us": spent * 1000 / count,
        "bytes": statistics.median(each["bytes"] for each in sent),
        "kib": held / 1024,
    }


def resident(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sockets", type=int, default=2000)
    asked.add_argument("--turns", type=int, default=9)
    asked.add_argument("--serve", choices=MODES, help=argparse.SUPPRESS)
    asked.add_argument("--port", type=int, help=argparse.SUPPRESS)
    asked.add_argument("--card", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    raise_limits()
    if given.serve:
        asyncio.run(serve_in(given.serve, given.port, given.card.read_text()))
        return
    with tempfile.TemporaryDirectory() as room:
        card = Path(room) / "card.json"
        card.write_text(asyncio.run(a_card()))
        found = {mode: measure(mode, given.sockets, given.turns, card) for mode in MODES}
    print(
        f"{'deflate':8} {'last ms':>8} {'CPU us':>7} {'bytes':>6} {'KiB held':>9} {'CPU ratio':>10}"
    )
    for mode, each in found.items():
        ratio = each["cpu_us"] / found["off"]["cpu_us"]
        print(
            f"{mode:8} {each['last_ms']:8.1f} {each['cpu_us']:7.1f} {each['bytes']:6.0f}"
            f" {each['kib']:9.1f} {ratio:10.2f}"
        )


if __name__ == "__main__":
    main()
