"""The buttons under the clock, drawn from the one table of what leads to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from facilitator.rounds.rules import Move, Numbered, Phase, following, moves_from, present

MINUTES = {Move.EXTEND: (1, 5), Move.SHORTEN: (1,), Move.REOPEN: (5,)}


class Versioned(Numbered, Protocol):
    """What a button needs to see of a round."""

    version: int


@dataclass(frozen=True)
class Step:
    """A move that can be made now, with the version of the round that the chair sees.

    `ends`: the number of another round that this one ends.
    """

    move: Move
    number: int
    version: int
    minutes: int = 0
    ends: int | None = None

    @property
    def is_final(self) -> bool:
        """Does it send people off or shut a round, so that it should be asked about first?"""
        return self.move in (Move.RING, Move.CLOSE) or self.ends is not None


def next_step(rounds: Sequence[Versioned]) -> Step | None:
    """What comes next in the order of the day; None when all rounds are over."""
    here = present(rounds)
    if here is None:
        return None
    match Phase(here.phase):
        case Phase.PLANNED:
            return _step(here, Move.OPEN)
        case Phase.OPEN:
            return _step(here, Move.RING)
        case Phase.PAUSED:
            return _step(here, Move.RESUME)
        case Phase.GRACE:
            to_come = following(rounds, here.number)
            return _opens(to_come, here) if to_come else _step(here, Move.CLOSE)
        case Phase.CLOSED:
            return None


def other_steps(rounds: Sequence[Versioned]) -> list[Step]:
    """Everything else that can be done now, in the order of the table."""
    here, first = present(rounds), next_step(rounds)
    if here is None:
        return []
    over = [each for each in rounds if each.phase == Phase.CLOSED and each is not here][-1:]
    seen = [here, *(over if here.phase == Phase.PLANNED else [])]
    steps = [
        Step(move, each.number, each.version, minutes)
        for each in seen
        for move in moves_from(Phase(each.phase))
        for minutes in MINUTES.get(move, (0,))
    ]
    return [step for step in steps if first is None or not _same(step, first)]


def _step(round_: Versioned, move: Move) -> Step:
    return Step(move, round_.number, round_.version)


def _opens(to_come: Versioned, here: Versioned) -> Step:
    return Step(Move.OPEN, to_come.number, to_come.version, ends=here.number)


def _same(one: Step, other: Step) -> bool:
    return (one.move, one.number) == (other.move, other.number)
