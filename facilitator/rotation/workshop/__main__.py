"""A worker: does one job after the other, politely, until nobody asks any more."""

import os
import signal
import sys
from typing import BinaryIO

from facilitator.rotation.workshop.frames import HEAD, framed, opened

POLITENESS = 10  # the house, its sockets and its database come first


def work(asked: BinaryIO, told: BinaryIO) -> None:
    """Each job is a callable that yields what it finds; after its last word comes ("end", None)."""
    while head := asked.read(HEAD.size):
        job = opened(asked.read(*HEAD.unpack(head)))
        try:
            for found in job():
                told.write(framed(("found", found)))
                told.flush()
            told.write(framed(("end", None)))
        except Exception as error:  # noqa: BLE001 - told to the house, which logs it
            told.write(framed(("failed", f"{type(error).__name__}: {error}")))
        told.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the house, which ends us itself
    os.nice(POLITENESS)
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whoever prints must not spoil the frames
    work(sys.stdin.buffer, told)
