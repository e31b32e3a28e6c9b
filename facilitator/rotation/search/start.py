"""Where a search begins: everybody seated by lot, as even as can be, rules kept where easy."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from random import Random

from facilitator.rotation.rules import PersonNeed, Seats, Sitting, fits
from facilitator.rotation.search.hall import Model

Languages = Mapping[int, str | None]
"""Table number → what it is held in."""


def by_lot(model: Model, seed: int, sure: Seats = ()) -> Seats:
    """Seats for all rounds that are planned; those who stay or are pinned where they belong.

    `sure`: whom somebody has seated already, round by round.
    """
    dice = Random(seed)  # noqa: S311 - repeatable, nothing to guess
    ways = sure or ({},) * model.sitting.free_rounds
    return tuple(_round(model, r, each, dice) for r, each in enumerate(ways))


def _round(model: Model, r: int, sure: Mapping[str, int], dice: Random) -> dict[str, int]:
    sitting, number = model.sitting, r + 1
    seated = {**sitting.settled(number), **sure}
    left = Counter(model.sizes[r])
    left.subtract(seated.values())
    if left:
        here = {person.id: person for person in sitting.present(number)}
        for group in _groups(sitting, here, seated):
            at = _table(sitting, group, seated, left, dice)
            left[at] -= len(group)
            seated.update((person.id, at) for person in group)
        single = [person for who, person in here.items() if who not in seated]
        seated.update(_dealt(sitting, single, left, _spare(model, r), dice))
    return seated


def _groups(
    sitting: Sitting, here: dict[str, PersonNeed], seated: dict[str, int]
) -> list[list[PersonNeed]]:
    """Those who must sit together and have no seats yet, the largest first."""
    waiting = [
        [here[who] for who in group if who in here and who not in seated]
        for group in sitting.together
    ]
    return sorted(filter(None, waiting), key=len, reverse=True)


def _table(
    sitting: Sitting,
    group: list[PersonNeed],
    seated: dict[str, int],
    left: Counter[int],
    dice: Random,
) -> int:
    """Where a partner sits; else a table with room, if possible in a language all follow."""
    ids = {person.id for person in group}
    partners = [who for each in sitting.together if ids & set(each) for who in each]
    friends = [seated[who] for who in partners if who in seated]
    if friends:
        return friends[0]
    room = [at for at, seats in left.items() if seats >= len(group)]
    room = room or [max(left, key=lambda at: left[at])]
    language = {table.number: table.language for table in sitting.tables}
    good = [at for at in room if all(fits(person.speaks, language[at]) for person in group)]
    return dice.choice(good or room)


def _spare(model: Model, r: int) -> Counter[int]:
    """What open tables could take beyond even sizes."""
    first = r * len(model.table)
    room = {at: model.caps[first + n] for at, n in model.table.items()}
    return Counter({at: room[at] - size for at, size in model.sizes[r].items()})


def _dealt(
    sitting: Sitting,
    people: list[PersonNeed],
    left: Counter[int],
    spare: Counter[int],
    dice: Random,
) -> dict[str, int]:
    """Deals the seats that are left: those who follow the fewest tables take theirs first.

    Whoever finds no even share of seats in a language they follow goes where there is `spare` room.
    """
    language = {table.number: table.language for table in sitting.tables}
    deck = [at for at, seats in left.items() for _ in range(seats)]
    dice.shuffle(deck)
    kinds: dict[frozenset[str], list[PersonNeed]] = defaultdict(list)
    for person in people:
        kinds[person.speaks].append(person)
    dealt: dict[str, int] = {}
    waiting: list[PersonNeed] = []
    for speaks in sorted(kinds, key=lambda kind: sum(fits(kind, language[at]) for at in left)):
        fitting = [n for n, at in enumerate(deck) if fits(speaks, language[at])]
        taken = dict(zip(fitting, kinds[speaks], strict=False))
        dealt |= {person.id: deck[n] for n, person in taken.items()}
        waiting += kinds[speaks][len(taken) :]
        deck = [at for n, at in enumerate(deck) if n not in taken]
    for person in waiting:
        squeezed = _room(person, left, spare, language)
        if squeezed is None and _made_way(person, people, dealt, spare, language):
            continue
        if squeezed is None:
            squeezed = deck.pop() if deck else _anywhere(left, spare, dice)
        dealt[person.id] = squeezed
    return dealt


def _anywhere(tables: Iterable[int], spare: Counter[int], dice: Random) -> int:
    """A chair, whatever is spoken there; only where there is none, any table."""
    numbers = list(tables)
    most = max(numbers, key=lambda at: spare[at])
    spare[most] -= 1
    return most if spare[most] >= 0 else dice.choice(numbers)


def _room(
    person: PersonNeed, tables: Iterable[int], spare: Counter[int], language: Languages
) -> int | None:
    """The table with the most spare room that somebody follows; takes a seat of it."""
    good = [at for at in tables if spare[at] > 0 and fits(person.speaks, language[at])]
    best = max(good, key=lambda at: spare[at], default=None)
    if best is not None:
        spare[best] -= 1
    return best


def _made_way(
    person: PersonNeed,
    people: list[PersonNeed],
    dealt: dict[str, int],
    spare: Counter[int],
    language: Languages,
) -> bool:
    """Whether somebody left a seat for a table with spare room, so that a person could have it."""
    for other in people:
        at = dealt.get(other.id)
        if at is not None and fits(person.speaks, language[at]):
            to = _room(other, spare, spare, language)
            if to is not None:
                dealt[other.id], dealt[person.id] = to, at
                return True
    return False
