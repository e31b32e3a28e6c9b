"""What can happen at the floor."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class FloorAsked(Event, unsettles=True, whom="participant"):
    """The line changed for somebody: they asked, withdrew, were called, heard or put back."""

    session: UUID
    participant: UUID | None


@dataclass(frozen=True)
class FloorChanged(Event):
    """A chair did something: who has the floor, its clock, the list or its rules."""

    session: UUID


@dataclass(frozen=True)
class SpeechSummarised(Event):
    """A rapporteur summed up a speech, or took the summary away."""

    session: UUID


@dataclass(frozen=True)
class SignalGiven(Event, unsettles=True, whom="participant", talk=True):
    """Somebody shares, differs or has a question, without taking the floor."""

    session: UUID
    participant: UUID | None = None
