"""Identifiers: time-ordered for rows, unguessable for links, readable for people."""

import hashlib
import secrets
from functools import lru_cache
from uuid import UUID

from uuid_utils.compat import uuid7

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
MOST_KNOWN = 32_768
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_id() -> UUID:
    """A UUIDv7: unique, and later ones sort later."""
    return UUID(int=uuid7().int)


@lru_cache(MOST_KNOWN)
def known_id(written: str | None) -> UUID | None:
    """An id as a database without a type for it writes it."""
    return UUID(written) if written else None


def new_code() -> str:
    """Eight characters of Crockford's base 32 (40 bits), for people to read out and type."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """What a person typed, as a code: capitals, no gaps, look-alikes mended (O→0, I and L→1)."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum())
    return kept.translate(_LOOKALIKES)


def new_token() -> str:
    """A secret of 192 bits for a link or a cookie."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """What is stored of a secret that only its holder needs to know (SHA-256, hex)."""
    return hashlib.sha256(secret.encode()).hexdigest()
