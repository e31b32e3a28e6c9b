"""Whether what was said leans to one side: looked at before anything is published.

By time (R8), by constituency (R65), by developing and developed Parties (R42), by UN region (R63),
by question (R79), by what points rest on (R43). A warning is advice: there may be good reasons.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from facilitator.harvest.tags import EVIDENCE
from facilitator.notes.rules import NoteKind
from facilitator.people.parties import PARTIES

ENOUGH = 8  # notes; fewer lean by chance
THIN = 0.2  # of two sides together
BACK = frozenset(
    {
        NoteKind.PROGRESS,
        NoteKind.GAP,
        NoteKind.CHALLENGE,
        NoteKind.GOOD_PRACTICE,
        NoteKind.LESSON_LEARNED,
    }
)
FORWARD = frozenset({NoteKind.OPPORTUNITY, NoteKind.SOLUTION, NoteKind.MEASURE})
REGIONS = tuple(sorted({each.un_region for each in PARTIES.values()} - {"none"}))


class Side(StrEnum):
    """What is weighed against what; questions and regions go by their own names."""

    BACK = "back"
    FORWARD = "forward"
    PARTIES = "parties"
    OTHERS = "others"
    DEVELOPING = "developing"
    DEVELOPED = "developed"


@dataclass(frozen=True, slots=True)
class Said:
    """A note, as far as balance asks: its kind, its question, whose it is (a Party, or another)."""

    kind: str
    question: str
    party: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Notes on each side, and the sides that have too few."""

    name: str
    sides: Mapping[str, int]
    thin: tuple[str, ...]


def balance(
    said: Collection[Said], questions: Sequence[str], tags: Collection[str] = ()
) -> tuple[Scale, ...]:
    """All scales on which anything lies. `tags`: what each note rests on, else its point."""
    parties = [PARTIES[each.party] for each in said if each.party in PARTIES]
    scales = (
        _two("time", Side.BACK, Side.FORWARD, (_time(each.kind) for each in said)),
        _two("voice", Side.PARTIES, Side.OTHERS, map(_voice, said)),
        _two(
            "development",
            Side.DEVELOPING,
            Side.DEVELOPED,
            (Side.DEVELOPING if each.developing else Side.DEVELOPED for each in parties),
        ),
        _many("regions", REGIONS, (each.un_region for each in parties), least=0),
        _many("questions", questions, (each.question for each in said), least=THIN),
        _many("evidence", tuple(EVIDENCE), tags, least=0),
    )
    return tuple(each for each in scales if sum(each.sides.values()))


def _time(kind: str) -> str:
    if kind in BACK:
        return Side.BACK
    return Side.FORWARD if kind in FORWARD else ""


def _voice(said: Said) -> str:
    if said.party:
        return Side.PARTIES
    return Side.OTHERS if said.other else ""


def _two(name: str, one: Side, two: Side, found: Iterable[str]) -> Scale:
    """A side is thin that has less than a fifth."""
    counts = Counter(found)
    sides = {each.value: counts[each] for each in (one, two)}
    every = sum(sides.values())
    lean = [side for side, count in sides.items() if every >= ENOUGH and count < THIN * every]
    return Scale(name, sides, tuple(lean))


def _many(name: str, sides: Sequence[str], found: Iterable[str], *, least: float) -> Scale:
    """A side is thin that has nothing, or less than a part of what each would have."""
    counts = Counter(found)
    each_has = {side: counts[side] for side in sides}
    every = sum(each_has.values())
    floor = least * every / len(sides) if sides else 0
    lean = every >= ENOUGH and len(sides) > 1
    thin = [side for side, count in each_has.items() if lean and (not count or count < floor)]
    return Scale(name, each_has, tuple(thin))
