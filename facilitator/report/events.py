"""What can happen to a report."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class ReportDrafted(Event):
    report: UUID


@dataclass(frozen=True)
class ParagraphEdited(Event):
    report: UUID
    paragraph: UUID
