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
NO_ROUND = 0  # of a note from a roundtable or a plenary: there are no rounds
