"""The operator of the server: who brings the key, or sits at the machine itself."""

import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import Request

from facilitator.kit.ids import digest
from facilitator.settings import settings


def is_key(given: str) -> bool:
    """Is this the digest of the operator's key? Where none is set, nothing is."""
    key = settings().operator_key
    return bool(key) and hmac.compare_digest(given.encode(), digest(key).encode())


def brings_key(request: Request) -> bool:
    """As a program does: `Authorization: Bearer …`."""
    kind, _, brought = request.headers.get("authorization", "").partition(" ")
    return kind.lower() == "bearer" and is_key(digest(brought))


def is_at_the_machine(request: Request) -> bool:
    """Where no key is set, the machine itself may; not a proxy that stands on it."""
    if settings().operator_key or "x-forwarded-for" in request.headers:
        return False
    client = request.client.host if request.client else ""
    names = (client, request.url.hostname or "", urlsplit(settings().base_url).hostname or "")
    return all(_is_loopback(name) for name in names[:2]) and _is_no_name(names[2])


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_no_name(host) and ip_address(host).is_loopback)


def _is_no_name(host: str) -> bool:
    """An address in figures: a server with a name of its own is not somebody's laptop."""
    try:
        return host == "localhost" or bool(ip_address(host))
    except ValueError:
        return False
