"""What cannot be had, said in words before anything is planned."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from facilitator.kit.words import N_, say
from facilitator.rotation.rules import Sitting, rooms

STOPS: Final = frozenset({"no_tables", "no_rounds", "nobody", "too_few_seats"})

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_tables": N_("There is no table to sit at."),
        "no_rounds": N_("There is no round to plan."),
        "nobody": N_("There is nobody to seat."),
        "too_few_seats": N_("Round %(round)s has %(people)s people to seat and %(seats)s seats."),
    }
)


@dataclass(frozen=True)
class Finding:
    """Something a plan cannot have. `stops`: no plan can keep the rules."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        return self.code in STOPS

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code]

    def said(self, locale: str) -> str:
        return say(self.sentence, locale, **self.values)


def findings(sitting: Sitting) -> tuple[Finding, ...]:
    """What is impossible or forced, the worst first."""
    return tuple(_findings(sitting))


def _findings(sitting: Sitting) -> Iterator[Finding]:
    if not sitting.people:
        yield Finding("nobody")
    if not sitting.tables:
        yield Finding("no_tables")
    if sitting.rounds < 1:
        yield Finding("no_rounds")
    for number in range(1, sitting.free_rounds + 1):
        yield from _seats(sitting, number)


def _seats(sitting: Sitting, number: int) -> Iterator[Finding]:
    room = rooms(sitting, number)
    staying = Counter(sitting.keepers.values())
    here = sitting.present(number)
    moving = len(here) - sum(staying[at] for at in room)
    if room and moving > sum(room.values()):
        values = {"round": number, "people": moving, "seats": sum(room.values())}
        yield Finding("too_few_seats", values)
