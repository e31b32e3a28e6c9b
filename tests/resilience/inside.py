"""What a worker of a test does, in a process of its own: the product, served as `serve` serves it.

Processes are forked from the nursery, so that killing three hundred of them costs three hundred
forks and not three hundred starts.
"""

import os
import sys
from collections.abc import Sequence


def serve(
    port: int, database_url: str, redis_url: str | None, log: str, twisted: Sequence[str]
) -> None:
    """Serves until told to stop. `twisted`: functions of `twists` that are called first."""
    with open(log, "ab", buffering=0) as out:
        os.dup2(out.fileno(), sys.stdout.fileno())
        os.dup2(out.fileno(), sys.stderr.fileno())
    import uvicorn

    from facilitator.serve import UVICORN, Server
    from tests.resilience import twists
    from tests.resilience.nursery import HOUSE

    for name in twisted:
        getattr(twists, name)()
    HOUSE.state.database_url, HOUSE.state.redis_url = database_url, redis_url
    Server(uvicorn.Config(HOUSE, host="127.0.0.1", port=port, log_level="warning", **UVICORN)).run()
