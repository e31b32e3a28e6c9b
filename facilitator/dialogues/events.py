"""What can happen to a dialogue."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class DialogueCreated(Event):
    pass


@dataclass(frozen=True)
class ProgrammeChanged(Event, unsettles=True):
    """Themes, questions, sessions, tables or settings are not what they were."""


@dataclass(frozen=True)
class DialoguePublished(Event):
    pass


@dataclass(frozen=True)
class PublicationAsked(Event):
    """One of the two whom publishing takes has asked for it."""


@dataclass(frozen=True)
class SessionOpened(Event, unsettles=True):
    """A session of the programme is now the one that people are in."""

    session: UUID


@dataclass(frozen=True)
class WallTurned(Event):
    """The projector shows something else."""
