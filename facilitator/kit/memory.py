"""The garbage collector, kept from looking through everything while people wait."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

OFTEN, SELDOM, RARELY = 50_000, 20, 100


@cache
def keep_memory_quiet() -> None:
    """What was made at the start stays; and thousands of open screens are not looked through for
    a few objects more. A full collection with 5,000 sockets stops the house for 0.4 s.

    Once in a process: what belongs to a house that is opened later may go with it.
    """
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OFTEN, SELDOM, RARELY)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Rubbish can wait until thousands have been served."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
