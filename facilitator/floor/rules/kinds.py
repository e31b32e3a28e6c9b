"""What people ask the floor for, what becomes of it, and for whom they speak."""

from enum import StrEnum


class Asking(StrEnum):
    """What the floor is asked for, the weightiest first: a point of order comes before all."""

    ORDER = "point_of_order"
    QUESTION = "clarifying_question"
    REPLY = "reply"
    INTERVENTION = "intervention"


WEIGHT = {kind: weight for weight, kind in enumerate(Asking)}
INTERRUPTS = frozenset({Asking.ORDER, Asking.QUESTION})  # they pause a speaker, who then goes on
A_TURN = frozenset({Asking.REPLY, Asking.INTERVENTION})  # they count as having spoken


class State(StrEnum):
    """What became of a request."""

    WAITING = "waiting"
    CALLED = "called"
    SPEAKING = "speaking"
    HEARD = "heard"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.WAITING, State.CALLED, State.SPEAKING})


class Capacity(StrEnum):
    """For whom somebody speaks."""

    SELF = "self"
    PARTY = "party"
    GROUP = "group"


class Aid(StrEnum):
    """What makes speaking take longer: a language not one's own, or an interpreter's turn."""

    NONE = ""
    SECOND_LANGUAGE = "second_language"
    CONSECUTIVE = "consecutive"


class Signal(StrEnum):
    """What people say of a speech or a point without taking the floor (R33)."""

    SHARE = "share"
    DIFFER = "differ"
    QUESTION = "question"
