"""Asking the server as browsers would: through the proxy, with TLS, over a socket."""

import asyncio
import re
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx2
from redis.asyncio import Redis
from redis.exceptions import RedisError
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, InvalidStatus

from facilitator.kit.clock import now
from facilitator.upkeep.findings import Finding

PATIENCE = 5.0  # seconds
FILES = re.compile(r"^facilitator_files (\S+)$", re.MULTILINE)
RENEW = timedelta(days=14)
NOWHERE = "/phone/asked-by-the-doctor/live"  # no dialogue is called so: a socket there is 404
SOCKETS = {
    403: "the proxy must pass the Host that browsers see (and X-Forwarded-Proto)",
    None: "the proxy must pass Upgrade and Connection, with HTTP/1.1",
}


async def ask_redis(url: str) -> Finding:
    try:
        async with Redis.from_url(url, socket_connect_timeout=PATIENCE) as redis:
            await redis.ping()
    except (RedisError, OSError) as error:
        return Finding(False, "Redis", f"it does not answer ({type(error).__name__})")
    return Finding(True, "Redis")


async def files_of(base: str, key: str) -> int | None:
    """How many files the server says that it may have open; None where it tells us nothing."""
    brought = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with httpx2.AsyncClient(base_url=base, timeout=PATIENCE, headers=brought) as web:
            told = FILES.search((await web.get("/metrics")).text)
    except httpx2.TransportError:
        return None
    return int(float(told[1])) if told else None


async def ask_address(base: str) -> list[Finding]:
    """Is it there, with its headers, its measures hidden, and its sockets let through?"""
    try:
        async with httpx2.AsyncClient(base_url=base, timeout=PATIENCE) as web:
            ready, hidden = await web.get("/readyz"), await web.get("/metrics")
    except httpx2.TransportError as error:
        why = f"it does not answer ({type(error).__name__}): start it, or see its certificate"
        return [Finding(False, base, why)]
    is_tls = base.startswith("https:")
    found = [
        Finding(ready.status_code == 200, f"{base}/readyz", f"it says {ready.status_code}"),
        Finding(
            "content-security-policy" in ready.headers
            and (not is_tls or "strict-transport-security" in ready.headers),
            "security headers",
            "the proxy must not take headers away",
        ),
        Finding(
            hidden.status_code == 404 or not is_tls,
            "/metrics is hidden",
            "everybody sees it: set FACILITATOR_OPERATOR_KEY",
        ),
        await _socket(base),
    ]
    return [*found, await _certificate(base)] if is_tls else found


async def _socket(base: str) -> Finding:
    address = base.replace("http", "ws", 1) + NOWHERE
    status = None
    try:
        async with connect(address, origin=base, open_timeout=PATIENCE):  # type: ignore[arg-type]
            pass
    except InvalidStatus as refused:
        status = refused.response.status_code
    except (InvalidHandshake, OSError, TimeoutError):
        pass
    do = SOCKETS.get(status, SOCKETS[None])
    return Finding(status == 404, "sockets come through", do)


async def _certificate(base: str) -> Finding:
    at = urlsplit(base)
    context = ssl.create_default_context()
    _, writer = await asyncio.open_connection(at.hostname, at.port or 443, ssl=context)
    told = writer.get_extra_info("peercert")
    writer.close()
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(told["notAfter"]), UTC)
    return Finding(ends > now() + RENEW, f"certificate until {ends:%Y-%m-%d}", "renew it")
