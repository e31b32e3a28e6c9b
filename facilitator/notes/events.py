"""What can happen to notes."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class NoteWritten(Event):
    note: UUID
    table: UUID | None


@dataclass(frozen=True)
class NoteChanged(Event):
    """A note was edited, withdrawn, restored, placed or given another kind."""

    note: UUID
    table: UUID | None


@dataclass(frozen=True)
class NoteFeatured(Event):
    """A note was chosen for the projector's harvest, or taken off it."""

    note: UUID
    table: UUID | None


@dataclass(frozen=True)
class SupportGiven(Event):
    note: UUID
    table: UUID | None


@dataclass(frozen=True)
class HandOnWritten(Event):
    table: UUID
    round: int
