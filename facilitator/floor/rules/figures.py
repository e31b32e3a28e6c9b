"""What a speech log comes to: time by constituency, region and gender, balance, what is left over.

R31: the share of prepared against reactive interventions, and requests that were not served;
R27: the café's points that were taken up; R50: gender only where people stated it, only together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from facilitator.floor.rules.kinds import A_TURN, State
from facilitator.floor.rules.log import Entry, Point

LEAST = 5  # people; the time of fewer would be somebody's
UNSTATED = frozenset({None, "", "undisclosed"})


@dataclass(frozen=True)
class Share:
    """How often and how long some spoke; `name` None: those of whom it is not known."""

    name: str | None
    speeches: int
    spoken_ms: int


@dataclass(frozen=True)
class Figures:
    """Of a session's floor. Prepared and reactive count turns: interventions and replies."""

    speeches: int
    spoken_ms: int
    prepared: int
    reactive: int
    unserved: int
    withdrawn: int
    absent: int
    constituencies: tuple[Share, ...]
    regions: tuple[Share, ...]
    genders: tuple[Share, ...]
    points: tuple[Point, ...]

    @property
    def taken_up(self) -> int:
        return sum(each.speeches > 0 for each in self.points)


def figures(
    entries: Sequence[Entry], genders: tuple[Share, ...] = (), opened: Sequence[Point] = ()
) -> Figures:
    """`opened`: the points that opened the session; how many speeches took them up is counted."""
    held = [each for each in entries if each.number is not None]
    turns = [each for each in held if each.kind in A_TURN]
    prepared = sum(each.prepared for each in turns)
    outcomes = [each.outcome for each in entries]
    return Figures(
        speeches=len(held),
        spoken_ms=sum(each.spoken_ms for each in held),
        prepared=prepared,
        reactive=len(turns) - prepared,
        unserved=outcomes.count(State.WAITING) + outcomes.count(State.CALLED),
        withdrawn=outcomes.count(State.WITHDRAWN),
        absent=sum(each.absent > 0 for each in entries),
        constituencies=shares(held, lambda each: each.constituency),
        regions=shares(held, lambda each: each.region),
        genders=genders,
        points=tuple(_taken_up(each, held) for each in opened),
    )


def shares(held: Iterable[Entry], of: Callable[[Entry], str | None]) -> tuple[Share, ...]:
    """One for each value, who spoke longest first; of whom it is not known, last."""
    found: dict[str | None, Share] = {}
    for each in held:
        name = of(each) or None
        so_far = found.get(name, Share(name, 0, 0))
        found[name] = Share(name, so_far.speeches + 1, so_far.spoken_ms + each.spoken_ms)
    return tuple(sorted(found.values(), key=lambda s: (s.name is None, -s.spoken_ms, s.name or "")))


def by_gender(held: Iterable[tuple[str, str | None, Entry]]) -> tuple[Share, ...]:
    """Shares of (person, stated gender, speech); fewer than `LEAST` people go with the unstated."""
    every = list(held)
    people: dict[str | None, set[str]] = {}
    for person, gender, _ in every:
        people.setdefault(gender, set()).add(person)
    enough = {g for g, some in people.items() if len(some) >= LEAST} - UNSTATED
    stated = {id(entry): gender if gender in enough else None for _, gender, entry in every}
    return shares([entry for *_, entry in every], lambda each: stated[id(each)])


def _taken_up(point: Point, held: Iterable[Entry]) -> Point:
    return Point(point.key, point.words, sum(point.key in each.points for each in held))
