"""Who has been heard so far: what the rules of fairness look back on."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import UUID

from facilitator.floor.rules.kinds import A_TURN, Asking


@dataclass(frozen=True)
class Traits:
    """What fairness goes by. `person` is the same for the same person; the rest may be unknown."""

    person: str
    constituency: str | None = None
    region: str | None = None
    gender: str | None = None
    developing: bool | None = None


@dataclass(frozen=True)
class Asker:
    """A request as the rules see it.

    `turn`: when it was inscribed (whoever was absent when called is inscribed anew); `passed`: how
    often somebody who was inscribed later was called first; `by_hand`: the place (1 is next) where
    a chair put it; `limit`: seconds they may speak.
    """

    id: UUID
    kind: Asking
    turn: int
    who: Traits
    limit: int = 180
    passed: int = 0
    absent: bool = False
    by_hand: int | None = None


@dataclass
class Heard:
    """Turns and seconds so far in this session."""

    last: str | None = None
    times: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    regions: Counter[str | None] = field(default_factory=Counter)
    genders: Counter[str | None] = field(default_factory=Counter)
    developing: Counter[bool | None] = field(default_factory=Counter)

    def hear(self, who: Traits, kind: Asking, seconds: int) -> None:
        """Somebody spoke. Questions and points of order take time, but are no turn."""
        self.seconds[who.person] += seconds
        if kind not in A_TURN:
            return
        self.last = who.constituency
        self.times[who.person] += 1
        self.regions[who.region] += 1
        self.genders[who.gender] += 1
        self.developing[who.developing] += 1

    def copy(self) -> "Heard":
        return deepcopy(self)
