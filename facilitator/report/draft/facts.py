"""What a first draft is made from. Plain values: whoever gathers them knows the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from facilitator.dialogues.rules import Attribution
from facilitator.harvest.points import Point
from facilitator.harvest.quantifiers import Whole
from facilitator.report.contents import Contents
from facilitator.report.document import Grid, SourceNote, SourcePoint
from facilitator.report.outlines import Outline


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    key: str
    title: str
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """A session's or dialogue's facts in one language; times in the dialogue's zone.

    `themes` come in the order of the programme. `notes` leave out those withdrawn; they need no
    reference, and need be in no point. `whole` is of whom shares are taken; `apart`, in each of
    several sessions, where it differs. `method` is what laid the `points` (`encoder`, `letters`);
    `told` are points as an earlier draft told them. `kept` holds references by note id that an
    earlier version gave. `purpose` says how the report will be used. `contents`, if any, stand
    instead of the parts that `outline` has. `criteria` are those of the solutions bank.
    `people` wrote at least one of the notes.
    """

    title: str
    locale: str
    made_at: datetime
    attribution: Attribution
    themes: tuple[Theme, ...]
    notes: tuple[SourceNote, ...]
    whole: Whole
    people: int
    tables: int
    rounds: int
    subtitle: str = ""
    dialogue: str = ""
    session: str = ""
    purpose: str = ""
    cut_off: datetime | None = None
    contributors: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
    target: int = 1200
    outline: Outline = Outline.SESSION
    contents: Contents | None = None
    criteria: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    told: tuple[SourcePoint, ...] = ()
    apart: tuple[Whole, ...] = ()
    method: str = ""


def veiled(note: SourceNote, attribution: Attribution) -> SourceNote:
    """The note without what the dialogue promised not to publish of its author."""
    if attribution is Attribution.ATTRIBUTED:
        return note
    told = note.constituency if attribution is Attribution.BY_CATEGORY else None
    if (note.author, note.constituency) == (None, told):
        return note
    return replace(note, author=None, constituency=told)
