"""The speech log as a report and an export tell it: plain values, no more than was promised."""

from dataclasses import dataclass, replace
from datetime import datetime

from facilitator.dialogues.rules import Attribution
from facilitator.floor.rules.kinds import Asking, State


@dataclass(frozen=True)
class Entry:
    """A request and, if it was held, the speech. Times in milliseconds; moments carry a zone.

    `number` counts speeches; None for somebody who was not heard. `points`: keys of those taken up.
    """

    number: int | None
    kind: Asking
    outcome: State
    prepared: bool = False
    speaker: str | None = None
    stands_for: str | None = None
    constituency: str | None = None
    region: str | None = None
    language: str | None = None
    asked_at: datetime | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    limit_ms: int | None = None
    spoken_ms: int = 0
    absent: int = 0
    points: tuple[str, ...] = ()
    summary: str | None = None


@dataclass(frozen=True)
class Deed:
    """Something a chair did. `speech` is its number; `ran_ms`: how long the clock it stopped ran.

    `place`: where in the line somebody stood who was called, if it was not the first: an override.
    """

    version: int
    at: datetime
    by: str | None
    act: str
    speech: int | None = None
    place: int | None = None
    undone: bool = False
    ran_ms: int = 0


@dataclass(frozen=True)
class Point:
    """What opened the session: a point of the café before it. `speeches` took it up."""

    key: str
    words: str
    speeches: int = 0


def told(entry: Entry, attribution: Attribution) -> Entry:
    """The entry without what the dialogue promised not to tell of its speaker.

    Without attribution only the constituency stays; the minute would name the speaker.
    """
    if attribution is Attribution.ATTRIBUTED:
        return entry
    veiled = replace(entry, speaker=None, stands_for=None)
    if attribution is Attribution.BY_CATEGORY:
        return veiled
    return replace(veiled, region=None, language=None, asked_at=None, began_at=None, ended_at=None)


def clock_ms(deeds: tuple[Deed, ...]) -> int:
    """How long the clocks ran by the log of what chairs did: the log's sum, reckoned apart."""
    return sum(each.ran_ms for each in deeds)
