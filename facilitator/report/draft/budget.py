"""Which sayings are quoted when there is not room for all."""

from dataclasses import dataclass

from facilitator.notes.rules import NoteKind
from facilitator.report.citing import word_count
from facilitator.report.document import Translator
from facilitator.report.draft.quoting import quoted
from facilitator.report.draft.ranking import Saying

QUOTES_PER_PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph to be: its kind, how many notes it has, and what it may quote, best first."""

    kind: str
    size: int
    sayings: tuple[Saying, ...]


def allotted(
    candidates: tuple[Candidate, ...], room: int, say: Translator
) -> tuple[tuple[Saying, ...], ...]:
    """What each candidate quotes within `room` words, in its order.

    First one saying each, kinds with most notes first, then a second, then a third. A differing
    view is quoted even without room, and so is every point with two sides. What is not quoted is
    still cited.
    """
    shown: tuple[list[Saying], ...] = tuple([] for _ in candidates)
    for turn, index in _turns(candidates):
        saying = candidates[index].sayings[turn]
        cost = word_count(quoted(saying, say)) + 1
        if _owed(candidates[index], turn) or cost <= room:
            shown[index].append(saying)
            room -= cost
    return tuple(map(tuple, shown))


def _turns(candidates: tuple[Candidate, ...]) -> list[tuple[int, int]]:
    """(turn, index) in the order in which they are served."""
    turns = [
        (turn, index)
        for index, each in enumerate(candidates)
        for turn, saying in enumerate(each.sayings)
        if turn < QUOTES_PER_PARAGRAPH or saying.two_sided
    ]

    def precedence(one: tuple[int, int]) -> tuple[bool, int, int, int]:
        turn, index = one
        return not _owed(candidates[index], turn), turn, -candidates[index].size, index

    return sorted(turns, key=precedence)


def _owed(candidate: Candidate, turn: int) -> bool:
    saying = candidate.sayings[turn]
    return saying.two_sided or (candidate.kind == NoteKind.DIVERGENT_VIEW and turn == 0)
