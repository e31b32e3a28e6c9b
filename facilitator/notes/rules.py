"""Kinds of notes, what people think of them, and when a note is late."""

from enum import StrEnum


class NoteKind(StrEnum):
    """R20: what a note says of its question. The empty kind is 'not said yet'."""

    PLAIN = ""
    PROGRESS = "progress"
    GAP = "gap"
    CHALLENGE = "challenge"
    OPPORTUNITY = "opportunity"
    SOLUTION = "solution"
    GOOD_PRACTICE = "good_practice"
    LESSON_LEARNED = "lesson_learned"
    MEASURE = "measure"
    DIVERGENT_VIEW = "divergent_view"
    QUESTION = "question"
    OFF_TOPIC = "off_topic"


class Stance(StrEnum):
    SHARE = "share"
    DIFFER = "differ"


HAND_ON_LIMIT = 600
DIGITS = 9  # of a table's or a round's number; a longer one is something else
NO_ROUND = 0  # of a note from a roundtable or a plenary: there are no rounds


def number_of(typed: str) -> int | None:
    """3 of `3`, `03`, `٣`, `3.0` (as spreadsheets write it) and `Table 3`."""
    bare = typed.rsplit(maxsplit=1)[-1].removesuffix(".0") if typed.strip() else ""
    return int(bare) if bare.isdecimal() and len(bare) <= DIGITS else None


def number_in(typed: str) -> str:
    """The number as one writes it; what has none as typed."""
    number = number_of(typed)
    return typed if number is None else str(number)
