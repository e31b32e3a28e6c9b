"""What can be done at the floor, and what it leads to. The console draws its buttons from it."""

from enum import StrEnum

from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_


class Phase(StrEnum):
    """Who has the floor: nobody; somebody who was called; somebody who speaks, or was paused."""

    FREE = "free"
    CALLED = "called"
    SPEAKING = "speaking"
    PAUSED = "paused"


class Move(StrEnum):
    """What chairs do with the one who has the floor."""

    CALL = "calling"
    START = "start"
    PAUSE = "pause"
    RESUME = "resumption"
    EXTEND = "extension"
    END = "end"
    SKIP = "skip"
    RETURN = "return"


class Act(StrEnum):
    """What else chairs do, and what a log of the floor tells."""

    PLACE = "placing"
    ADD = "adding"
    REMOVE = "removal"
    AGAIN = "readding"
    OPEN = "opening"
    CLOSE = "closing"
    SETTLE = "settling"
    POINT = "point"
    LINK = "link"
    SHARE_OUT = "sharing_out"
    UNDO = "undo"


# Calling the next one ends the speaker's turn; calling a question or a point of order interrupts
# it, and it goes on by itself afterwards.
LEADS_TO: dict[tuple[Phase, Move], Phase] = {
    (Phase.FREE, Move.CALL): Phase.CALLED,
    (Phase.SPEAKING, Move.CALL): Phase.CALLED,
    (Phase.PAUSED, Move.CALL): Phase.CALLED,
    (Phase.CALLED, Move.START): Phase.SPEAKING,
    (Phase.CALLED, Move.SKIP): Phase.FREE,
    (Phase.CALLED, Move.RETURN): Phase.FREE,
    (Phase.SPEAKING, Move.PAUSE): Phase.PAUSED,
    (Phase.SPEAKING, Move.EXTEND): Phase.SPEAKING,
    (Phase.SPEAKING, Move.END): Phase.FREE,
    (Phase.PAUSED, Move.RESUME): Phase.SPEAKING,
    (Phase.PAUSED, Move.EXTEND): Phase.PAUSED,
    (Phase.PAUSED, Move.END): Phase.FREE,
}

REFUSED = {
    Move.CALL: N_("Somebody was called already. Start, skip or put them back first."),
    Move.START: N_("Call somebody first."),
    Move.SKIP: N_("Nobody is called."),
    Move.RETURN: N_("Nobody is called."),
    Move.PAUSE: N_("Nobody is speaking."),
    Move.RESUME: N_("Nobody is paused."),
    Move.EXTEND: N_("Nobody has the floor."),
    Move.END: N_("Nobody has the floor."),
}


def check(phase: Phase, move: Move) -> None:
    """Raises NotNow where a move is not possible."""
    if (phase, move) not in LEADS_TO:
        raise NotNow(REFUSED[move])


def moves_from(phase: Phase) -> tuple[Move, ...]:
    """What can be done now, in the order of the table."""
    return tuple(move for was, move in LEADS_TO if was is phase)
