"""What can happen to people."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class RosterChanged(Event, unsettles=True):
    """People were imported or edited."""


@dataclass(frozen=True)
class ParticipantJoined(Event):
    participant: UUID


@dataclass(frozen=True)
class PassRevoked(Event, unsettles=True, whom="participant"):
    participant: UUID
