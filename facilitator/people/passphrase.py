"""An optional passphrase on a personal link (Argon2id, in a thread: it is slow by design)."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from facilitator.people.model import Participant

HASHER = PasswordHasher()


async def set_passphrase(person: Participant, passphrase: str) -> None:
    """An empty passphrase takes it away."""
    person.passphrase_hash = (
        await asyncio.to_thread(HASHER.hash, _bytes(passphrase)) if passphrase else None
    )


async def is_right(person: Participant, passphrase: str) -> bool:
    if person.passphrase_hash is None:
        return True
    try:
        return await asyncio.to_thread(HASHER.verify, person.passphrase_hash, _bytes(passphrase))
    except VerificationError:
        return False


def _bytes(passphrase: str) -> bytes:
    """Whatever was typed, halves of characters too."""
    return passphrase.encode("utf-8", "surrogatepass")
