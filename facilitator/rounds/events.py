"""What can happen to a round."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class RoundMoved(Event, unsettles=True):
    """A round was opened, closed or reopened: people may be somewhere else."""

    session: UUID
    number: int


@dataclass(frozen=True)
class ClockSet(Event):
    """A round's clock was paused, resumed, extended or shortened."""

    session: UUID
    number: int


@dataclass(frozen=True)
class BellRung(Event, unsettles=True):
    """The time of a round is up: notes may still be finished, and people have somewhere to go."""

    session: UUID
    number: int
