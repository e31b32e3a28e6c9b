"""What can happen to notes."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class NoteWritten(Event, talk=True):
    """`round` is None in logs from before it was told."""

    note: UUID
    table: UUID | None
    round: int | None = None


@dataclass(frozen=True)
class NoteChanged(Event, talk=True):
    """A note was edited, withdrawn, restored, placed or given another kind."""

    note: UUID
    table: UUID | None


@dataclass(frozen=True)
class NoteFeatured(Event, talk=True):
    """A note was chosen for the projector's harvest, or taken off it."""

    note: UUID
    table: UUID | None


@dataclass(frozen=True)
class SupportGiven(Event, talk=True):
    note: UUID
    table: UUID | None


@dataclass(frozen=True)
class HandOnWritten(Event, talk=True):
    table: UUID
    round: int
