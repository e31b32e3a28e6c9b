"""The order in which themes, questions and sessions stand."""

from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from facilitator.dialogues.events import ProgrammeChanged
from facilitator.kit.work import Work


class Placed(Protocol):
    """What stands somewhere in a row of its kind."""

    @property
    def key(self) -> str: ...
    @property
    def dialogue_id(self) -> UUID: ...

    position: int


P = TypeVar("P", bound=Placed)


def next_place(row: Sequence[Placed]) -> int:
    return max((each.position for each in row), default=-1) + 1


async def move_earlier(work: Work, row: Sequence[P], key: str) -> None:
    """Lets one of them change places with the one before it; the first stays first."""
    order = list(row)
    at = next((place for place, each in enumerate(order) if each.key == key), 0)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
        work.record(ProgrammeChanged(order[0].dialogue_id))
    for place, each in enumerate(order):
        each.position = place
