"""What can be said between the console and the tables."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class MessageSent(Event):
    message: UUID
    table: UUID | None


@dataclass(frozen=True)
class HelpAsked(Event):
    table: UUID


@dataclass(frozen=True)
class HelpCame(Event):
    table: UUID
