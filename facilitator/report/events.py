"""What can happen to a report."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.kit.events import Event


@dataclass(frozen=True)
class ReportDrafted(Event):
    report: UUID


@dataclass(frozen=True)
class ReportMoved(Event):
    """It took a step on its way to being final, or somebody approved it."""

    report: UUID


@dataclass(frozen=True)
class ParagraphEdited(Event):
    report: UUID
    paragraph: UUID


@dataclass(frozen=True)
class WritersCounted(Event):
    """Somebody has opened a paragraph to edit it, or left it."""


@dataclass(frozen=True)
class CommentMade(Event):
    """Somebody said something about a paragraph, or what was said was answered."""

    report: UUID
    paragraph: UUID


@dataclass(frozen=True)
class OutlineChanged(Event):
    """Paragraphs were added, moved, removed or brought back."""

    report: UUID


@dataclass(frozen=True)
class NotesTakenIn(Event):
    """Notes that came after the draft may now be cited in it."""

    report: UUID


@dataclass(frozen=True)
class OutlineKept(Event):
    """An outline of one's own was made, changed, put away or brought back."""

    outline: UUID
