"""What can happen on a harvest board."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class PointsChanged(Event):
    """Points were gathered, arranged, decided on, supported or read back."""

    session: UUID
