"""What was seen: latencies in milliseconds, and what became of every note."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

QUANTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


@dataclass
class Tally:
    """Collected by everybody who takes part."""

    acks: list[float] = field(default_factory=list)
    fan_outs: list[float] = field(default_factory=list)
    round_changes: list[float] = field(default_factory=list)
    joins: list[float] = field(default_factory=list)
    sent: dict[str, tuple[int, int]] = field(default_factory=dict)  # key: (table, round)
    acknowledged: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    sat: dict[str, dict[int, int]] = field(default_factory=dict)  # person: {round: table}
    asks: list[float] = field(default_factory=list)
    presses: list[float] = field(default_factory=list)
    reconnects: int = 0


def spread(seen: list[float]) -> dict[str, float | int]:
    """p50, p95, p99 and max (nearest rank), in milliseconds, and how many were seen."""
    if not seen:
        return {"count": 0}
    ordered = sorted(seen)
    ranks = {
        name: ordered[min(len(ordered) - 1, int(q * len(ordered)))] for name, q in QUANTILES.items()
    }
    return {name: round(ms, 1) for name, ms in ranks.items()} | {
        "max": round(ordered[-1], 1),
        "count": len(ordered),
    }


def note_figures(tally: Tally, stored: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Lost: acknowledged but not stored, or sent and unknown at the end. Nothing is forgiven."""
    copies = Counter(note["key"] for note in stored)
    places = {note["key"]: (note["table"], note["round"]) for note in stored}
    ours = {key: copies[key] for key in tally.sent}
    return {
        "notes_sent": len(tally.sent),
        "notes_acknowledged": len(tally.acknowledged),
        "notes_stored": sum(1 for count in ours.values() if count),
        "duplicates": sum(count - 1 for count in ours.values() if count > 1),
        "lost": sum(1 for count in ours.values() if not count),
        "misplaced": sum(
            1 for key in places if key in tally.sent and places[key] != tally.sent[key]
        ),
        "strangers": sum(1 for key in copies if key not in tally.sent),
    }


def rotation_figures(sat: Mapping[str, Mapping[int, int]], stay: set[str]) -> dict[str, int]:
    """Repeat meetings and returns to a table, as lived; two who keep a table do not count."""
    met: Counter[tuple[str, str]] = Counter()
    tables: dict[tuple[int, int], list[str]] = {}
    for person, seats in sat.items():
        for number, table in seats.items():
            tables.setdefault((number, table), []).append(person)
    for people in tables.values():
        met.update(combinations(sorted(people), 2))
    movers = {who: seats for who, seats in sat.items() if who not in stay}
    return {
        "repeats": sum(times - 1 for pair, times in met.items() if not stay.issuperset(pair)),
        "table_revisits": sum(len(s) - len(set(s.values())) for s in movers.values()),
    }
