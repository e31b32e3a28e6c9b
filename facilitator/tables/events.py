"""What can happen at tables."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class SeatsChanged(Event, unsettles=True, whom="participant"):
    """Somebody was seated or moved; or (`participant` is None) a plan was made."""

    session: UUID
    participant: UUID | None = None


@dataclass(frozen=True)
class PersonArrived(Event, unsettles=True, whom="participant", talk=True):
    """Somebody tapped "I'm here"."""

    table: UUID
    participant: UUID


@dataclass(frozen=True)
class PresenceCounted(Event, talk=True):
    """How many screens are open at the tables is not what it was."""
