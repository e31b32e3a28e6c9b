"""The face of a clock, as `shared/clock.html` draws clocks."""

from datetime import datetime
from typing import NamedTuple

from facilitator.rounds.model import Round


class Face(NamedTuple):
    phase: str
    minutes: float
    ends_at: datetime | None = None
    remaining_seconds: int | None = None
    warn_minutes: tuple[float, ...] = ()


def face_of(round_: Round) -> Face:
    return Face(
        str(round_.phase),
        round_.minutes,
        round_.ends_at,
        round_.remaining_seconds,
        tuple(round_.warn_minutes),
    )
