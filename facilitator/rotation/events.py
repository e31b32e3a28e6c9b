"""What can happen to what plans are made by."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class RulesChanged(Event):
    """A rule or a wish for the plans of a session came, changed or went."""

    session: UUID


@dataclass(frozen=True)
class SearchMoved(Event):
    """A search for a plan was asked for, found something better, or ended."""

    session: UUID
