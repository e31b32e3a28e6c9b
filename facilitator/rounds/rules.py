"""The states and moves of a round, in one table: the console draws its buttons from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_


class Phase(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    GRACE = "grace"
    CLOSED = "closed"


class Move(StrEnum):
    OPEN = "opening"
    PAUSE = "pause"
    RESUME = "resumption"
    EXTEND = "extension"
    SHORTEN = "shortening"
    RING = "bell"
    CLOSE = "closing"
    REOPEN = "reopening"


LEADS_TO: dict[tuple[Phase, Move], Phase] = {
    (Phase.PLANNED, Move.OPEN): Phase.OPEN,
    (Phase.OPEN, Move.PAUSE): Phase.PAUSED,
    (Phase.PAUSED, Move.RESUME): Phase.OPEN,
    (Phase.OPEN, Move.EXTEND): Phase.OPEN,
    (Phase.PAUSED, Move.EXTEND): Phase.PAUSED,
    (Phase.OPEN, Move.SHORTEN): Phase.OPEN,
    (Phase.PAUSED, Move.SHORTEN): Phase.PAUSED,
    (Phase.OPEN, Move.RING): Phase.GRACE,
    (Phase.PAUSED, Move.RING): Phase.GRACE,
    (Phase.GRACE, Move.CLOSE): Phase.CLOSED,
    (Phase.GRACE, Move.REOPEN): Phase.OPEN,
    (Phase.CLOSED, Move.REOPEN): Phase.OPEN,
}

RUNNING = frozenset({Phase.OPEN, Phase.PAUSED})
LIVE = RUNNING | {Phase.GRACE}
REOPENED_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class Clock:
    """What a round's clock says. Running: `ends_at`. Paused: `remaining`. Else neither."""

    ends_at: datetime | None = None
    remaining: timedelta | None = None


def after(phase: Phase, move: Move) -> Phase:
    """The phase a move leads to; refuses a move that does not begin here."""
    try:
        return LEADS_TO[phase, move]
    except KeyError:
        raise NotNow(NOT_FROM_HERE[phase]) from None


NOT_FROM_HERE = {
    Phase.PLANNED: N_("This round has not begun yet."),
    Phase.OPEN: N_("This round is already open."),
    Phase.PAUSED: N_("This round is paused. Resume it first."),
    Phase.GRACE: N_("The bell has already rung for this round."),
    Phase.CLOSED: N_("This round is closed."),
}


def moves_from(phase: Phase) -> list[Move]:
    """What can be done with a round in this phase, in the order of the buttons."""
    return [move for (at, move) in LEADS_TO if at is phase]


@dataclass(frozen=True)
class Lengths:
    """How long a round is, its grace, and by how much a move extends, shortens or reopens it."""

    round: timedelta
    grace: timedelta
    by: timedelta = timedelta()


def set_clock(clock: Clock, move: Move, now: datetime, lengths: Lengths) -> Clock:
    """The clock after a move."""
    shift = {Move.EXTEND: lengths.by, Move.SHORTEN: -lengths.by}
    if move in shift:
        return _shifted(clock, now, shift[move])
    if move is Move.PAUSE:
        return Clock(remaining=left(clock, now))
    running = {
        Move.OPEN: lengths.round,
        Move.REOPEN: lengths.by or REOPENED_FOR,
        Move.RESUME: left(clock, now),
        Move.RING: lengths.grace,
    }
    return Clock(ends_at=now + running[move]) if move in running else Clock()


def left(clock: Clock, now: datetime) -> timedelta:
    """Time left; negative in overtime."""
    if clock.remaining is not None:
        return clock.remaining
    return clock.ends_at - now if clock.ends_at else timedelta()


def _shifted(clock: Clock, now: datetime, by: timedelta) -> Clock:
    """Never moved to before now: shortening below zero rings at once."""
    shifted = max(left(clock, now) + by, timedelta())
    return Clock(remaining=shifted) if clock.remaining is not None else Clock(ends_at=now + shifted)


class Numbered(Protocol):
    """What the rules need to see of a round."""

    number: int
    phase: str


R = TypeVar("R", bound=Numbered)


def present(rounds: Sequence[R]) -> R | None:
    """The round people are in; else the first still planned; else the last one."""
    live = [each for each in rounds if Phase(each.phase) in LIVE]
    if live:
        return live[-1]
    planned = [each for each in rounds if each.phase == Phase.PLANNED]
    return next(iter(planned or rounds[-1:]), None)


def following(rounds: Sequence[R], number: int) -> R | None:
    """The round after this one, if it is still to come."""
    return next((r for r in rounds if r.number == number + 1 and r.phase == Phase.PLANNED), None)
