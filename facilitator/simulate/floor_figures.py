"""What became of every request for the floor: as it was played against as it was logged.

Nothing is forgiven: a speech that is missing, doubled or out of order counts, and a second that the
clocks ran and the log does not have.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.floor.rules.figures import Share, by_gender
from facilitator.floor.rules.kinds import State
from facilitator.floor.rules.log import Entry
from facilitator.simulate.roundtable import Played

Stated = Mapping[str, tuple[str | None, str | None]]


def floor_figures(
    played: Played, log: Sequence[Entry], clock_ms: int, stated: Stated
) -> dict[str, Any]:
    """`log`: read from the exported file; `clock_ms`: how long the clocks ran by the other file."""
    speeches = [each for each in log if each.number is not None]
    outcomes = [each.outcome for each in log]
    return {
        "requests": len(played.asked),
        "requests_logged": len(log),
        "speeches": len(played.held),
        "speeches_logged": len(speeches),
        "out_of_order": sum(
            _as_played(played, request, place, stated) != _as_logged(entry)
            for place, (request, entry) in enumerate(zip(played.held, speeches, strict=False), 1)
        ),
        "withdrawn": outcomes.count(State.WITHDRAWN),
        "withdrawals_lost": len(played.withdrawn) - outcomes.count(State.WITHDRAWN),
        "absent": sum(each.absent > 0 for each in log),
        "absences_lost": len(played.absent) - sum(each.absent > 0 for each in log),
        "unserved": outcomes.count(State.WAITING),
        "points_taken_up": len({point for each in speeches for point in each.points}),
        "points_lost": len(played.points - {p for each in speeches for p in each.points}),
        "logged_ms": sum(each.spoken_ms for each in speeches),
        "clock_ms": clock_ms,
    }


def genders(played: Played, log: Sequence[Entry], stated: Stated) -> tuple[Share, ...]:
    """Speaking time by gender as it was played: the file tells nobody's gender."""
    speeches = [each for each in log if each.number is not None]
    whose = [played.asked[request].who for request in played.held]
    return by_gender(
        (who, stated[who][1], entry) for who, entry in zip(whose, speeches, strict=True)
    )


def went_wrong(figures: Mapping[str, Any]) -> bool:
    """Was a request or a speech lost, doubled or misplaced, or does the time not add up?"""
    kept = (
        figures["requests"] == figures["requests_logged"]
        and figures["speeches"] == figures["speeches_logged"]
        and figures["clock_ms"] == figures["logged_ms"]
    )
    broken = ("out_of_order", "withdrawals_lost", "absences_lost", "points_lost")
    return not kept or any(figures[name] for name in broken)


def _as_played(played: Played, request: str, place: int, stated: Stated) -> tuple[object, ...]:
    asked = played.asked[request]
    return place, asked.kind, asked.prepared, stated[asked.who][0]


def _as_logged(entry: Entry) -> tuple[object, ...]:
    return entry.number, entry.kind, entry.prepared, entry.constituency
