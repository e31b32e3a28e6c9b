"""What operators can watch: counts and times, as Prometheus reads them.

Several workers share a folder, named by `PROMETHEUS_MULTIPROC_DIR`: any of them tells of all.
"""

import os
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from facilitator.settings import measures_folder

REGISTRY = CollectorRegistry()
QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def _times(name: str, told: str) -> Histogram:
    return Histogram(f"facilitator_{name}_seconds", told, buckets=QUICK, registry=REGISTRY)


def _now(name: str, told: str) -> Gauge:
    return Gauge(f"facilitator_{name}", told, multiprocess_mode="livesum", registry=REGISTRY)


ACK = _times("ack", "From a command's arrival to its answer, which is after its commit")
PAGE = _times("page", "From a page's request to its answer")
COMMIT = _times("commit", "Committing a transaction: mostly the disk")
DRAW = _times("draw", "Redrawing what an event made untrue, and handing it to the sockets")
BUS_LAG = _times("bus_lag", "From an event to the stage that hears of it")
LOOP_LAG = _times("loop_lag", "How late the event loop comes to what is due")
CONNECTIONS = _now("connections", "Open screens")
OUTBOX = _now("outbox_frames", "Drawings that wait for screens that do not read")
FULL = _now("outbox_full", "Screens whose line is full")
FILES = Gauge(
    "facilitator_files",
    "How many files a worker may have open: one a screen",
    multiprocess_mode="livemin",
    registry=REGISTRY,
)
AT_THE_DOOR = _now("handshakes", "Sockets whose handshake is under way")


def told() -> bytes:
    """Everything measured, in Prometheus' text format."""
    if measures_folder() is None:
        return generate_latest(REGISTRY)
    shared = CollectorRegistry()
    multiprocess.MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return generate_latest(shared)


def forget_the_gone() -> None:
    """What workers that are no more had open is not open any more."""
    folder = measures_folder()
    for file in Path(folder).glob("gauge_live*.db") if folder else ():
        process = int(file.stem.rpartition("_")[2])
        if not _lives(process):
            multiprocess.mark_process_dead(process)  # type: ignore[no-untyped-call]


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
