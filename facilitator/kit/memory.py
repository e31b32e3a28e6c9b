"""The garbage collector, kept from looking through everything while people wait."""

import gc

OFTEN, SELDOM, RARELY = 50_000, 20, 100


def keep_memory_quiet() -> None:
    """What was made at the start stays; and thousands of open screens are not looked through for
    a few objects more. A full collection with 5,000 sockets stops the house for 0.4 s."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OFTEN, SELDOM, RARELY)
